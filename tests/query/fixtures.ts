import {
  CAMELOT_CODES,
  camelotOf,
  CATEGORY_DESCRIPTORS,
  type CategoryColumn,
  type Columns,
  type Key,
  KEY_PROFILES,
  type LabelEntries,
  type LabelEntry,
  type LabelSet,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  PITCH_CLASSES,
  SCALES,
  type SparseActivations,
  SPLITS,
  STYLES,
  TAGS,
} from "../../domain/mod.ts";
import { LabelCells } from "../../collection/label_cells.ts";
import { withLabels } from "../../collection/_labels.ts";

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const WORDS = ["Blue", "Río", "Ölfilter", "night", "Ætna", "dub", "Straße", "Ñandú", "one", "two"];

/** Label sets of every kind: a hierarchy with strengths, single labels with a split, numbers alone. */
export const LABEL_SETS: readonly LabelSet[] = [
  {
    id: "genres",
    name: "Genres",
    kind: "table",
    origin: "publisher",
    classes: ["Rock", "Punk, loud", "Jazz", "Bob's", "Post-Punk"],
    parents: [-1, 0, -1, 2, 1],
    several: true,
    strength: "votes",
    fields: [{ id: "arousal", unit: "", range: [1, 9], bin: 0.5, digits: 1 }],
    joined: 1,
  },
  {
    id: "plain-2",
    name: "Plain",
    kind: "table",
    origin: "hand",
    classes: ["yes", "no"],
    several: false,
    fields: [],
    joined: 1,
  },
  {
    id: "tempi",
    name: "Tempi",
    kind: "table",
    origin: "publisher",
    classes: [],
    several: false,
    fields: [
      { id: "tempo", unit: "BPM", range: [40, 240], bin: 5, digits: 1 },
      { id: "beats", unit: "", range: [0, 10], bin: 1, digits: 0 },
    ],
    joined: 1,
  },
];
/** Artists and albums that the sets of {@linkcode LABEL_SETS} name. */
export const LABELLED_NAMES = ["Blue Río", "blue  rio", "Nobody, Inc.", "Bob's", "zz"];

/** What a set says of each track of a list, one in five of them nothing. */
export function madeEntries(set: LabelSet, ids: readonly string[], seed = 1): LabelEntries {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const entries = new Map<string, LabelEntry>();
  for (const id of ids) {
    if (random() < 0.2) continue;
    const classes = [...set.classes.keys()].filter(() => random() < 0.4)
      .slice(0, set.several ? Infinity : 1);
    entries.set(id, {
      key: id,
      classes,
      ...(set.strength && { strengths: classes.map(() => Math.round(random() * 20) / 20) }),
      values: set.fields.map(() => random() < 0.2 ? NaN : Math.round(random() * 90) / 10),
      ...(set.origin === "publisher" && random() < 0.8 && { split: pick(SPLITS) }),
      ...(set.several && random() < 0.7 && { artist: pick(LABELLED_NAMES) }),
      ...(set.several && random() < 0.7 && { album: pick(LABELLED_NAMES) }),
      ...(set.several && random() < 0.1 && { bad: "silent" }),
    });
  }
  return entries;
}

/** Columns of made-up tracks: each value in its catalogue range, one in twenty missing. */
export function madeColumns(length: number, seed = 1): Columns {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const words = () => `${pick(WORDS)} ${pick(WORDS)}`;
  const texts = {
    title: Array.from({ length }, words),
    artist: Array.from({ length }, () => random() < 0.1 ? "" : words()),
    album: Array.from({ length }, words),
    genre: Array.from({ length }, () => pick(["", "house", "rock; pop"])),
    path: Array.from(
      { length },
      (_, i) => `${pick(["a", "a/b", "ab", "c"])}/${i} ${pick(WORDS)}.mp3`,
    ),
    codec: Array.from({ length }, () => pick(["mp3", "opus", "flac", ""])),
  };
  return {
    length,
    ids: Array.from({ length }, (_, i) => `t${String(i).padStart(6, "0")}`),
    numbers: Object.fromEntries(NUMBER_DESCRIPTORS.map(({ id, range: [low, high], digits }) => [
      id,
      Float32Array.from({ length }, () => {
        if (random() < 0.05) return NaN;
        const middle = (random() + random() + random()) / 3;
        return Number((low + middle * (high - low) * 1.05).toFixed(digits));
      }),
    ])),
    categories: madeCategories(length, random),
    texts,
    activations: {
      styles: madeActivations(STYLES, length, random),
      tags: madeActivations(TAGS, length, random),
    },
    added: Float64Array.from({ length }, () => Date.UTC(2026, 0, Math.floor(random() * 300))),
  };
}

/** Columns with the sets of {@linkcode LABEL_SETS}. */
export function withMadeLabels(columns: Columns): Columns {
  return withLabels(
    columns,
    LABEL_SETS.map((set, i) => {
      const cells = new LabelCells(set);
      madeEntries(set, columns.ids, i + 1).forEach((entry, id) => cells.add(id, entry));
      return cells.over(columns.ids);
    }),
  );
}

function madeCategories(length: number, random: () => number): Record<string, CategoryColumn> {
  const categories: Record<string, CategoryColumn> = {};
  for (const { id, names } of CATEGORY_DESCRIPTORS) {
    const codes = Uint8Array.from(
      { length },
      () => random() < 0.05 ? MISSING_CODE : Math.floor(random() * names.length),
    );
    categories[id] = { codes, names };
  }
  for (const profile of KEY_PROFILES) {
    const [key, scale] = [categories[`key_${profile}`]!, categories[`scale_${profile}`]!];
    categories[`camelot_${profile}`]!.codes.forEach((_, i, codes) => {
      if (key.codes[i] === MISSING_CODE) scale.codes[i] = MISSING_CODE;
      if (scale.codes[i] === MISSING_CODE) key.codes[i] = MISSING_CODE;
      const found: Key | undefined = key.codes[i] === MISSING_CODE
        ? undefined
        : { tonic: PITCH_CLASSES[key.codes[i]!]!, scale: SCALES[scale.codes[i]!]! };
      codes[i] = found ? CAMELOT_CODES.indexOf(camelotOf(found)) : MISSING_CODE;
    });
  }
  return categories;
}

function madeActivations(
  labels: readonly string[],
  length: number,
  random: () => number,
): SparseActivations {
  const offsets = new Uint32Array(length + 1);
  const classes: number[] = [];
  const values: number[] = [];
  const present = Uint8Array.from({ length }, () => random() < 0.05 ? 0 : 1);
  for (let row = 0; row < length; row++) {
    const kept = new Set<number>();
    if (present[row]) {
      for (let k = 0; k < 6; k++) kept.add(Math.floor(random() ** 2 * labels.length));
    }
    for (const label of [...kept].sort((a, b) => a - b)) {
      classes.push(label);
      values.push(500 + Math.floor(random() * 9500));
    }
    offsets[row + 1] = classes.length;
  }
  return {
    labels,
    offsets,
    classes: Uint16Array.from(classes),
    values: Uint16Array.from(values),
    present,
  };
}
