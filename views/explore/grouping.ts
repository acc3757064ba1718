import {
  type ActivationSet,
  CATALOGUE,
  type Columns,
  DEFAULT_VOICE_THRESHOLD,
  type KeyProfile,
  type LabelColumn,
  labelDescriptorId,
  labelDescriptors,
  MISSING_CODE,
  PITCH_CLASSES,
  SCALES,
  splitStyle,
  VOICE_SIDES,
  voiceCodes,
  voiceSources,
} from "../../domain/mod.ts";
import { type Clause, type Mask, topClasses } from "../../query/mod.ts";

/** Tracks by group: by style, tag, key, voice, a categorical descriptor or a label set. */
export interface Grouping {
  readonly id: string;
  readonly label: string;
  /** Whether a track can be in several groups. */
  readonly several: boolean;
  readonly names: readonly string[];
  /** The groups of row `i` lie at `offsets[i]` to `offsets[i + 1]`. Shape `(n + 1,)`. */
  readonly offsets: Uint32Array;
  /** Index into `names`. */
  readonly codes: Uint16Array;
  /** What asks for one group alone. @param code Index into `names` */
  readonly clause: (code: number) => Clause;
}

/** Ids of the groupings that a collection has, with what each is called. */
export function groupingsOf(columns: Columns): { readonly id: string; readonly label: string }[] {
  const { activations, categories } = columns;
  const there = (id: string) =>
    categories[id]?.codes.some((code) => code !== MISSING_CODE) ?? false;
  return [
    ...(activations.styles?.present.includes(1)
      ? [{ id: "style_parent", label: "Style, parent" }, { id: "style", label: "Style" }]
      : []),
    ...(activations.tags?.present.includes(1) ? [{ id: "tag", label: "Tag" }] : []),
    ...(there("key_edma") ? [{ id: "key", label: "Key" }] : []),
    ...(voiceSources(columns).length > 0 ? [{ id: "voice", label: "Voice" }] : []),
    ...labelDescriptors(columns).filter(({ kind }) => kind === "category")
      .map(({ id, label }) => ({ id, label })),
    ...CATALOGUE.filter(({ kind, id }) =>
      kind === "category" && !/^(key|scale|style_parent)/.test(id) && there(id)
    ).map(({ id, label }) => ({ id, label })),
  ];
}

/** The grouping of that id; `undefined` where the collection lacks it. */
export function groupingOf(
  columns: Columns,
  { id, profile }: { readonly id: string; readonly profile: KeyProfile },
): Grouping | undefined {
  const label = groupingsOf(columns).find((known) => known.id === id)?.label;
  if (label === undefined) return undefined;
  if (id === "style_parent" || id === "style" || id === "tag") return byTop(columns, { id, label });
  if (id === "key") return byKey(columns, { label, profile });
  if (id === "voice") return byVoice(columns, label);
  const set = Object.values(columns.labels ?? {}).find(({ set }) =>
    labelDescriptorId(set.id) === id
  );
  if (set) return byLabel(set, label);
  const { codes, names } = columns.categories[id]!;
  return {
    ...single(
      { id, label, names },
      (row) => codes[row]! === MISSING_CODE ? -1 : codes[row]!,
      codes,
    ),
    clause: (code) => ({
      kind: "category",
      descriptor: id,
      names: [names[code]!],
      missing: "exclude",
    }),
  };
}

/** Counts of two groupings against each other, of the tracks of a mask. */
export interface Cross {
  /** Tracks in row group and column group, row by row. Shape `(rows, columns)`. */
  readonly cells: Uint32Array;
  /** Tracks of each row group: those of the mask, and all. */
  readonly selected: Uint32Array;
  readonly all: Uint32Array;
  /** Tracks of the mask in each column group. */
  readonly across: Uint32Array;
  /** Tracks of the mask in no row group. */
  readonly none: number;
}

/** Counts tracks by two groupings, or by one. */
export function crossOf(
  rows: Grouping,
  { columns, mask }: { readonly columns: Grouping | undefined; readonly mask: Mask },
): Cross {
  const width = columns?.names.length ?? 0;
  const cells = new Uint32Array(rows.names.length * width);
  const selected = new Uint32Array(rows.names.length);
  const all = new Uint32Array(rows.names.length);
  const across = new Uint32Array(width);
  let none = 0;
  for (let row = 0; row < mask.length; row++) {
    const [from, to] = [rows.offsets[row]!, rows.offsets[row + 1]!];
    for (let at = from; at < to; at++) all[rows.codes[at]!]!++;
    if (mask[row] === 0) continue;
    if (from === to) none++;
    for (let at = from; at < to; at++) selected[rows.codes[at]!]!++;
    if (!columns) continue;
    for (let other = columns.offsets[row]!; other < columns.offsets[row + 1]!; other++) {
      const column = columns.codes[other]!;
      across[column]!++;
      for (let at = from; at < to; at++) cells[rows.codes[at]! * width + column]!++;
    }
  }
  return { cells, selected, all, across, none };
}

type Named = Pick<Grouping, "id" | "label" | "names">;

/** A grouping in which each track is in one group at most. @param codeOf -1 for none */
function single(
  named: Named,
  codeOf: (row: number) => number,
  { length }: { readonly length: number },
): Omit<Grouping, "clause"> {
  const offsets = new Uint32Array(length + 1);
  const codes = new Uint16Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    const code = codeOf(row);
    if (code >= 0) codes[count++] = code;
    offsets[row + 1] = count;
  }
  return { ...named, several: false, offsets, codes: codes.subarray(0, count) };
}

function byTop(
  columns: Columns,
  { id, label }: { readonly id: "style_parent" | "style" | "tag"; readonly label: string },
): Grouping {
  const set: ActivationSet = id === "tag" ? "tags" : "styles";
  const labels = columns.activations[set]!.labels;
  const own = labels.map((name) => id === "style_parent" ? splitStyle(name).parent : name);
  const names = [...new Set(own)];
  const codeOf = Int16Array.from(own, (name) => names.indexOf(name));
  const tops = topClasses(columns, set);
  const shown = id === "style"
    ? names.map((name) => {
      const { parent, name: own } = splitStyle(name);
      return `${own} (${parent})`;
    })
    : names;
  return {
    ...single({ id, label, names: shown }, (row) => codeOf[tops[row]!] ?? -1, tops),
    clause: (code) => ({ kind: "top", set, names: [names[code]!], missing: "exclude" }),
  };
}

function byKey(
  { categories }: Columns,
  { label, profile }: { readonly label: string; readonly profile: KeyProfile },
): Grouping {
  const [tonics, scales] = [categories[`key_${profile}`], categories[`scale_${profile}`]];
  const keys = PITCH_CLASSES.flatMap((tonic) => SCALES.map((scale) => ({ tonic, scale })));
  const names = keys.map(({ tonic, scale }) => `${tonic} ${scale}`);
  const codeOf = new Map(names.map((name, i) => [name, i]));
  return {
    ...single({ id: "key", label, names }, (row) => {
      const tonic = tonics?.names[tonics.codes[row]!];
      const scale = scales?.names[scales.codes[row]!];
      return codeOf.get(`${tonic} ${scale}`) ?? -1;
    }, tonics?.codes ?? []),
    clause: (code) => ({ kind: "key", keys: [keys[code]!], profile, missing: "exclude" }),
  };
}

function byVoice(columns: Columns, label: string): Grouping {
  const codes = voiceCodes(columns);
  return {
    ...single({ id: "voice", label, names: VOICE_SIDES }, (row) => codes[row]!, codes),
    clause: (code) => ({
      kind: "voice",
      sides: [VOICE_SIDES[code]!],
      threshold: DEFAULT_VOICE_THRESHOLD,
      missing: "exclude",
    }),
  };
}

function byLabel(column: LabelColumn, label: string): Grouping {
  const { set } = column;
  return {
    id: labelDescriptorId(set.id),
    label,
    several: set.several || set.parents !== undefined,
    names: set.classes,
    ...withParents(column),
    clause: (code) => ({
      kind: "label",
      set: set.id,
      exclude: false,
      mode: "any",
      names: [set.classes[code]!],
      missing: "exclude",
    }),
  };
}

/** The labels of each row and those above them in the hierarchy, as a query counts them. */
function withParents(
  { set: { parents }, offsets, classes }: LabelColumn,
): Pick<Grouping, "offsets" | "codes"> {
  if (!parents) return { offsets, codes: classes };
  const codes: number[] = [];
  const ends = new Uint32Array(offsets.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    const own = new Set<number>();
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      for (let code = classes[at]!; code >= 0; code = parents[code] ?? -1) own.add(code);
    }
    codes.push(...own);
    ends[row + 1] = codes.length;
  }
  return { offsets: ends, codes: Uint16Array.from(codes) };
}
