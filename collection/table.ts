import {
  type Absence,
  absenceIn,
  ABSENCES,
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  type ActivationSet,
  ARTIST_SEPARATOR,
  CATALOGUE,
  CATEGORY_DESCRIPTORS,
  type CategoryColumn,
  type Columns,
  derive,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  perActivationSet,
  type SparseActivations,
  type StageId,
  stepsOf,
  type TextColumns,
  type Track,
  VECTOR_KINDS,
  type VectorKind,
} from "../domain/mod.ts";
import type { StoredTrack } from "../store/mod.ts";
import { Growing } from "./_growing.ts";
import { styleParentColumn } from "./_styles.ts";

/** Columns, and what the server alone knows of each row. */
export interface Table {
  readonly columns: Columns & { readonly topStyle: Int16Array };
  /**
   * By descriptor id: why a row has no value, as an index into ABSENCES; {@linkcode MISSING_CODE}
   * where it has one.
   */
  readonly absences: Readonly<Record<string, Uint8Array>>;
  /** The vectors that each row has: bit `i` stands for `VECTOR_KINDS[i]`. */
  readonly held: Uint16Array;
  /** When each track was last analysed, ms since epoch. */
  readonly analysed: Float64Array;
  /** What computed each track's results; tracks of the same analysis share one object. */
  readonly stages: readonly Track["stages"][];
  /** Why each file is thought to be damaged; empty where it is not. */
  readonly damages: readonly string[];
}

const TEXTS = ["title", "artist", "artists", "album", "genre", "path", "codec"] as const;
type Text = (typeof TEXTS)[number];
const NOT_ANALYSED = ABSENCES.indexOf("not-analysed");

interface GrowingActivations {
  readonly offsets: Growing<Uint32Array>;
  readonly classes: Growing<Uint16Array>;
  readonly values: Growing<Uint16Array>;
  readonly present: Growing<Uint8Array>;
}

/** Whether a table's row has a vector. */
export function holds(table: Table, { kind, row }: { kind: VectorKind; row: number }): boolean {
  return bitOf(table.held[row]!, kind);
}

/** Whether the bits of a row say that it has a vector. */
export function bitOf(bits: number, kind: VectorKind): boolean {
  return (bits >> VECTOR_KINDS.indexOf(kind) & 1) === 1;
}

/** Builds a {@linkcode Table} row by row, from tracks or from rows of an earlier table. */
export class TableBuilder {
  readonly #ids: string[] = [];
  readonly #numbers = NUMBER_DESCRIPTORS.map((descriptor) => ({
    id: descriptor.id,
    steps: stepsOf(descriptor),
    cells: new Growing<Float32Array>(new Float32Array()),
  }));
  readonly #categories = CATEGORY_DESCRIPTORS.map(({ id, names }) => ({
    id,
    names,
    codeOf: new Map(names.map((name, code) => [name, code])),
    cells: new Growing<Uint8Array>(new Uint8Array()),
  }));
  readonly #absences = CATALOGUE.map(({ id }) => ({
    id,
    cells: new Growing<Uint8Array>(new Uint8Array()),
  }));
  readonly #texts: Record<Text, string[]> = {
    title: [],
    artist: [],
    artists: [],
    album: [],
    genre: [],
    path: [],
    codec: [],
  };
  readonly #activations: Record<ActivationSet, GrowingActivations>;
  readonly #added = new Growing<Float64Array>(new Float64Array());
  readonly #audio = new Growing<Uint8Array>(new Uint8Array());
  readonly #held = new Growing<Uint16Array>(new Uint16Array());
  readonly #topStyle = new Growing<Int16Array>(new Int16Array());
  readonly #analysed = new Growing<Float64Array>(new Float64Array());
  readonly #stages: Track["stages"][] = [];
  readonly #damages: string[] = [];
  readonly #interned = new Map<string, string>();
  readonly #internedStages = new Map<string, Track["stages"]>();

  constructor() {
    const growing = (): GrowingActivations => {
      const offsets = new Growing<Uint32Array>(new Uint32Array());
      offsets.push(0);
      return {
        offsets,
        classes: new Growing<Uint16Array>(new Uint16Array()),
        values: new Growing<Uint16Array>(new Uint16Array()),
        present: new Growing<Uint8Array>(new Uint8Array()),
      };
    };
    this.#activations = perActivationSet(growing);
  }

  /** Adds a track as the next row. */
  add(track: StoredTrack): void {
    const values = valuesOf(track);
    this.#ids.push(track.id);
    for (const { id, steps, cells } of this.#numbers) {
      const value = values[id];
      cells.push(typeof value === "number" ? Math.round(value * steps) / steps : NaN);
    }
    for (const { id, codeOf, cells } of this.#categories) {
      cells.push(codeOf.get(String(values[id])) ?? MISSING_CODE);
    }
    const has = (id: string) => values[id] !== undefined;
    const holds = (kind: VectorKind) => track.vectors.includes(kind);
    for (const { id, cells } of this.#absences) {
      cells.push(has(id) ? MISSING_CODE : reasonOf(absenceIn(track.absent, { id, has, holds })));
    }
    this.#addTexts(track);
    for (const set of ACTIVATION_SETS) this.#addActivations(set, track);
    this.#added.push(track.added);
    this.#audio.push(track.audio ? 1 : 0);
    this.#held.push(
      track.vectors.reduce((bits, kind) => bits | 1 << VECTOR_KINDS.indexOf(kind), 0),
    );
    this.#topStyle.push(track.strong.styles?.topClass ?? -1);
    this.#analysed.push(track.analysed);
    this.#stages.push(this.#interningStages(track.stages));
    this.#damages.push(track.file.damage ?? "");
  }

  /** Adds rows `from` to `to` (exclusive) of an earlier table as they are. */
  copy(table: Table, { from, to }: { readonly from: number; readonly to: number }): void {
    if (from === to) return;
    const { columns } = table;
    for (let row = from; row < to; row++) {
      this.#ids.push(columns.ids[row]!);
      for (const text of TEXTS) this.#texts[text].push(columns.texts[text]?.[row] ?? "");
      this.#stages.push(table.stages[row]!);
      this.#damages.push(table.damages[row]!);
    }
    for (const { id, cells } of this.#numbers) {
      cells.append(columns.numbers[id]!.subarray(from, to));
    }
    for (const { id, cells } of this.#categories) {
      cells.append(columns.categories[id]!.codes.subarray(from, to));
    }
    for (const { id, cells } of this.#absences) {
      cells.append(table.absences[id]!.subarray(from, to));
    }
    for (const set of ACTIVATION_SETS) this.#copyActivations(set, { table, from, to });
    this.#added.append(columns.added.subarray(from, to));
    this.#audio.append(columns.audio?.subarray(from, to) ?? new Uint8Array(to - from).fill(1));
    this.#held.append(table.held.subarray(from, to));
    this.#topStyle.append(columns.topStyle.subarray(from, to));
    this.#analysed.append(table.analysed.subarray(from, to));
  }

  /** The table. The builder is not to be used afterwards. */
  build(): Table {
    const numbers: Record<string, Float32Array> = {};
    for (const { id, cells } of this.#numbers) numbers[id] = cells.finish();
    const categories: Record<string, CategoryColumn> = {};
    for (const { id, names, cells } of this.#categories) {
      categories[id] = { codes: cells.finish(), names };
    }
    const absences: Record<string, Uint8Array> = {};
    for (const { id, cells } of this.#absences) absences[id] = cells.finish();
    const activations = perActivationSet((set) => this.#sparse(set));
    const topStyle = this.#topStyle.finish();
    categories.style_parent = styleParentColumn(topStyle);
    const audio = this.#audio.finish();
    const columns = {
      length: this.#ids.length,
      ids: this.#ids,
      numbers,
      categories,
      texts: withoutEmptyArtists(this.#texts),
      activations,
      added: this.#added.finish(),
      topStyle,
      ...(audio.includes(0) && { audio }),
    };
    return {
      columns,
      absences,
      held: this.#held.finish(),
      analysed: this.#analysed.finish(),
      stages: this.#stages,
      damages: this.#damages,
    };
  }

  #addTexts({ path, file, tags }: StoredTrack): void {
    this.#texts.path.push(path);
    this.#texts.title.push(tags.title ?? "");
    this.#texts.artist.push(this.#interning(tags.artist ?? ""));
    this.#texts.artists.push(this.#interning(tags.artists?.join(ARTIST_SEPARATOR) ?? ""));
    this.#texts.album.push(this.#interning(tags.album ?? ""));
    this.#texts.genre.push(this.#interning(tags.genres?.join("; ") ?? ""));
    this.#texts.codec.push(this.#interning(file.codec));
  }

  /** One string for all tracks with the same text. */
  #interning(text: string): string {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    this.#interned.set(text, text);
    return text;
  }

  #interningStages(stages: Track["stages"]): Track["stages"] {
    let name = "";
    for (const stage in stages) {
      const { version, by, asked } = stages[stage as StageId]!;
      name += `${stage} ${version} ${by ?? ""} ${asked ?? ""}\n`;
    }
    const known = this.#internedStages.get(name);
    if (known) return known;
    this.#internedStages.set(name, stages);
    return stages;
  }

  #addActivations(set: ActivationSet, track: StoredTrack): void {
    const { offsets, classes, values, present } = this.#activations[set];
    const strong = track.strong[set];
    present.push(strong ? 1 : 0);
    for (let i = 0; strong && i < strong.pairs.length; i += 2) {
      classes.push(strong.pairs[i]!);
      values.push(strong.pairs[i + 1]!);
    }
    offsets.push(classes.length);
  }

  #copyActivations(
    set: ActivationSet,
    { table, from, to }: { readonly table: Table; readonly from: number; readonly to: number },
  ): void {
    const { offsets, classes, values, present } = this.#activations[set];
    const old = table.columns.activations[set]!;
    const shift = classes.length - old.offsets[from]!;
    const [start, end] = [old.offsets[from]!, old.offsets[to]!];
    classes.append(old.classes.subarray(start, end));
    values.append(old.values.subarray(start, end));
    present.append(old.present.subarray(from, to));
    for (let row = from + 1; row <= to; row++) offsets.push(old.offsets[row]! + shift);
  }

  #sparse(set: ActivationSet): SparseActivations {
    const { offsets, classes, values, present } = this.#activations[set];
    return {
      labels: ACTIVATION_CLASSES[set],
      offsets: offsets.finish(),
      classes: classes.finish(),
      values: values.finish(),
      present: present.finish(),
    };
  }
}

/** Texts, without the column of artists one by one where no track has it. */
export function withoutEmptyArtists(
  { artists, ...texts }: TextColumns & { readonly artists: readonly string[] },
): TextColumns {
  return artists.every((text) => text === "") ? texts : { ...texts, artists };
}

/** Why there is no value, as an index into {@linkcode ABSENCES}. */
export function reasonOf(absence: Absence | undefined): number {
  return absence === undefined ? NOT_ANALYSED : ABSENCES.indexOf(absence);
}

/** All descriptors of a track: stored, derived, and those that its file and tags say. */
export function valuesOf(
  track: StoredTrack,
): Readonly<Record<string, number | string | undefined>> {
  const { file, tags, values, strong } = track;
  return {
    duration: positive(file.duration),
    sample_rate: positive(file.sampleRate),
    bit_rate: file.bitRate,
    channels: positive(file.channels),
    year: tags.year,
    ...values,
    ...derive(values),
    style_activation: strong.styles?.top,
  };
}

function positive(value: number): number | undefined {
  return value > 0 ? value : undefined;
}
