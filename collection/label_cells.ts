import {
  ACTIVATION_STEPS,
  LABEL_ASPECTS,
  LABEL_NAMES,
  type LabelAspect,
  type LabelColumn,
  type LabelEntry,
  type LabelName,
  type LabelSet,
  MISSING_CODE,
  type NameColumn,
  SPLITS,
  type TrackId,
} from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { Growing } from "./_growing.ts";
import type { LabelData } from "./_labels.ts";

const ASPECTS = Object.keys(LABEL_ASPECTS) as LabelAspect[];
const NO_ENTRY = -1;

/** What a set says of one track, in words. */
export interface LabelWords {
  /** Strongest first. */
  readonly labels: readonly string[];
  /** In steps of 1/10,000, one for each of `labels`; left out where the set has no strengths. */
  readonly strengths?: readonly number[];
  /** One for each field of the set; NaN where there is none. */
  readonly values: readonly number[];
  readonly aspects: Readonly<Partial<Record<LabelAspect, string>>>;
  readonly names: Readonly<Partial<Record<LabelName, string>>>;
}

/** What all label sets of a store say, by id in order. */
export async function readLabelCells({ labels }: Pick<Store, "labels">): Promise<LabelCells[]> {
  const found: LabelCells[] = [];
  for (const { id } of await labels.list()) {
    const cells = await labels.gather(id, (set) => new LabelCells(set));
    if (cells) found.push(cells);
  }
  return found;
}

/** What a set says, entry by entry in the order they came: 20 bytes and one a label, where objects take 500. */
export class LabelCells {
  readonly #set: LabelSet;
  /** Whether a category says anything: that nothing is bad says nothing. */
  readonly #says = ASPECTS.map(() => false);
  #places: ReadonlyMap<TrackId, number> | undefined;
  readonly #tracks: TrackId[] = [];
  readonly #ends = new Growing(new Uint32Array());
  readonly #classes = new Growing(new Uint16Array());
  readonly #strengths = new Growing(new Uint16Array());
  readonly #values: readonly Growing<Float64Array>[];
  readonly #aspects: readonly Growing<Uint8Array>[] = ASPECTS.map(() =>
    new Growing(new Uint8Array())
  );
  readonly #names: readonly Names[] = LABEL_NAMES.map(() => new Names());

  constructor(set: LabelSet) {
    this.#set = set;
    this.#values = set.fields.map(() => new Growing(new Float64Array()));
  }

  /** The set, without where it was read from. */
  get set(): LabelSet {
    const { source: _, options: __, ...shown } = this.#set;
    return shown;
  }

  /** Its categories and names that any entry has. */
  get has(): { readonly aspects: readonly LabelAspect[]; readonly names: readonly LabelName[] } {
    return {
      aspects: ASPECTS.filter((_, i) => this.#says[i]),
      names: LABEL_NAMES.filter((_, i) => this.#names[i]!.size > 0),
    };
  }

  /** What the set says of a track; `undefined` where it says nothing. */
  said(track: TrackId): LabelWords | undefined {
    this.#places ??= new Map(this.#tracks.map((id, entry) => [id, entry]));
    const entry = this.#places.get(track);
    if (entry === undefined) return undefined;
    const ends = this.#ends.cells;
    const [from, to] = [ends[entry - 1] ?? 0, ends[entry]!];
    const { strength, classes } = this.#set;
    const aspects = ASPECTS.flatMap((aspect, i): [LabelAspect, string][] => {
      const name = LABEL_ASPECTS[aspect][this.#aspects[i]!.cells[entry]!];
      return name === undefined || !this.#says[i] ? [] : [[aspect, name]];
    });
    const names = LABEL_NAMES.flatMap((by, i): [LabelName, string][] => {
      const name = this.#names[i]!.at(entry);
      return name === undefined ? [] : [[by, name]];
    });
    return {
      labels: Array.from(this.#classes.cells.subarray(from, to), (index) => classes[index]!),
      ...(strength !== undefined && {
        strengths: Array.from(this.#strengths.cells.subarray(from, to)),
      }),
      values: this.#values.map(({ cells }) => cells[entry]!),
      aspects: Object.fromEntries(aspects),
      names: Object.fromEntries(names),
    };
  }

  /** Adds the entry of a track that has none yet. */
  add(track: TrackId, entry: LabelEntry): void {
    const { classes = [], strengths, values, split, bad } = entry;
    this.#tracks.push(track);
    for (const [i, index] of classes.entries()) {
      this.#classes.push(index);
      if (this.#set.strength === undefined) continue;
      this.#strengths.push(Math.round((strengths?.[i] ?? 1) * ACTIVATION_STEPS));
    }
    this.#ends.push(this.#classes.length);
    for (const [i, cells] of this.#values.entries()) cells.push(values?.[i] ?? NaN);
    const codes = {
      split: split ? SPLITS.indexOf(split) : MISSING_CODE,
      known_bad: bad === undefined ? 0 : 1,
    };
    const says = { split: split !== undefined, known_bad: bad !== undefined };
    for (const [i, aspect] of ASPECTS.entries()) {
      this.#aspects[i]!.push(codes[aspect]);
      this.#says[i] ||= says[aspect];
    }
    for (const [i, name] of LABEL_NAMES.entries()) this.#names[i]!.push(entry[name]);
  }

  /** The set as columns of those tracks. @param ids Sorted */
  over(ids: readonly TrackId[]): LabelData {
    const entryOf = this.#placed(ids);
    const ends = this.#ends.cells;
    const [offsets, present] = [new Uint32Array(ids.length + 1), new Uint8Array(ids.length)];
    for (const [row, entry] of entryOf.entries()) {
      const length = entry < 0 ? 0 : ends[entry]! - (ends[entry - 1] ?? 0);
      present[row] = entry < 0 ? 0 : 1;
      offsets[row + 1] = offsets[row]! + length;
    }
    const listed = (cells: Growing<Uint16Array>) => inRows(cells.cells, { entryOf, ends, offsets });
    const column: LabelColumn = {
      set: this.set,
      offsets,
      present,
      classes: listed(this.#classes),
      ...(this.#set.strength !== undefined && { strengths: listed(this.#strengths) }),
      aspects: this.#aspectsOver(entryOf),
      names: this.#namesOver(entryOf),
    };
    const values = this.#values.map(({ cells }) =>
      Float32Array.from(entryOf, (entry) => cells[entry] ?? NaN)
    );
    return { column, values };
  }

  /** The entry of each row, {@linkcode NO_ENTRY} where it has none. Shape `(n,)`. */
  #placed(ids: readonly TrackId[]): Int32Array {
    const entryOf = new Int32Array(ids.length).fill(NO_ENTRY);
    for (const [entry, track] of this.#tracks.entries()) {
      const row = rowOf(ids, track);
      if (row < 0) continue;
      entryOf[row] = entry;
      // one text for both: as many ids again would weigh more than all else
      this.#tracks[entry] = ids[row]!;
    }
    return entryOf;
  }

  #aspectsOver(entryOf: Int32Array): LabelColumn["aspects"] {
    const aspects: Partial<Record<LabelAspect, Uint8Array>> = {};
    for (const [i, aspect] of ASPECTS.entries()) {
      const { cells } = this.#aspects[i]!;
      if (!this.#says[i]) continue;
      aspects[aspect] = Uint8Array.from(entryOf, (entry) => cells[entry] ?? MISSING_CODE);
    }
    return aspects;
  }

  #namesOver(entryOf: Int32Array): LabelColumn["names"] {
    const names: Partial<Record<LabelName, NameColumn>> = {};
    for (const [i, name] of LABEL_NAMES.entries()) {
      const found = this.#names[i]!.over(entryOf);
      if (found) names[name] = found;
    }
    return names;
  }
}

/** Names of entries, each once. */
class Names {
  readonly #codes = new Growing(new Int32Array());
  readonly #codeOf = new Map<string, number>();
  #listed: readonly string[] | undefined;

  push(name: string | undefined): void {
    if (name === undefined) {
      this.#codes.push(-1);
      return;
    }
    const known = this.#codeOf.get(name);
    if (known === undefined) this.#codeOf.set(name, this.#codeOf.size);
    this.#codes.push(known ?? this.#codeOf.size - 1);
  }

  /** How many different ones there are. */
  get size(): number {
    return this.#codeOf.size;
  }

  at(entry: number): string | undefined {
    this.#listed ??= [...this.#codeOf.keys()];
    return this.#listed[this.#codes.cells[entry]!];
  }

  over(entryOf: Int32Array): NameColumn | undefined {
    if (this.#codeOf.size === 0) return undefined;
    const { cells } = this.#codes;
    return { codes: entryOf.map((entry) => cells[entry] ?? -1), names: [...this.#codeOf.keys()] };
  }
}

/** Lists of entries in the order of rows. */
function inRows(
  cells: Uint16Array,
  { entryOf, ends, offsets }: {
    readonly entryOf: Int32Array;
    readonly ends: Uint32Array;
    readonly offsets: Uint32Array;
  },
): Uint16Array {
  const listed = new Uint16Array(offsets.at(-1)!);
  for (const [row, entry] of entryOf.entries()) {
    if (entry < 0) continue;
    listed.set(cells.subarray(ends[entry - 1] ?? 0, ends[entry]), offsets[row]);
  }
  return listed;
}

/** Where an id stands in a sorted list; -1 where it does not. */
function rowOf(ids: readonly TrackId[], wanted: TrackId): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return ids[low] === wanted ? low : -1;
}
