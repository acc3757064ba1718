import {
  type Columns,
  findDescriptor,
  KEY_PROFILES,
  keyCodes,
  keyRelation,
  KEYS,
  type LabelColumn,
  labelDescriptorId,
  MIREX_WEIGHT,
  MISSING_CODE,
  semitonesOf,
} from "../../domain/mod.ts";
import { keyOf } from "../sources/beats.ts";
import { type KeyFigures, keyFigures } from "./keys.ts";
import { type NumberFigures, numberFigures } from "./numbers.ts";
import { type TempoFigures, tempoFigures } from "./tempo.ts";

/** A track whose estimate is far from its annotation. */
export interface WorstTrack {
  readonly row: number;
  readonly truth: string;
  readonly estimate: string;
}

/** One estimator beside one annotation. */
export type Truth =
  & {
    /** Id of the label set, and of its field; keys have none. */
    readonly set: string;
    readonly field?: string;
    /** Catalogue id of what was measured; of keys, the profile. */
    readonly estimator: string;
    /** Furthest from the annotation first. */
    readonly worst: readonly WorstTrack[];
  }
  & (
    | { readonly kind: "tempo"; readonly figures: TempoFigures }
    | { readonly kind: "key"; readonly figures: KeyFigures }
    | { readonly kind: "number"; readonly figures: NumberFigures }
  );

/** Worst tracks that are named. */
const WORST = 10;
const TEMPO_ESTIMATORS = ["tempo", "tempocnn"];

/**
 * What was measured beside what is annotated: tempi, keys, and every field of a label set that is called
 * as a numeric descriptor is. Rows of which `bad` says true are left out.
 */
export function truthsOf(
  columns: Columns,
  { bad }: { readonly bad?: (set: string, row: number) => boolean } = {},
): Truth[] {
  return Object.values(columns.labels ?? {}).flatMap((column) => {
    const { set } = column;
    const good = (row: number) => !bad?.(set.id, row);
    const fields = set.fields.flatMap(({ id }) =>
      fieldTruths(columns, { set: set.id, field: id, good })
    );
    return [...fields, ...keyTruths(columns, column, good)];
  });
}

function fieldTruths(
  columns: Columns,
  { set, field, good }: {
    readonly set: string;
    readonly field: string;
    readonly good: (row: number) => boolean;
  },
): Truth[] {
  const annotated = columns.numbers[labelDescriptorId(set, field)];
  if (!annotated) return [];
  const truth = annotated.map((value, row) => good(row) ? value : NaN);
  const isTempo = field === "tempo";
  const estimators = isTempo ? TEMPO_ESTIMATORS : [field];
  return estimators.flatMap((estimator): Truth[] => {
    const estimate = columns.numbers[estimator];
    if (!estimate || findDescriptor(estimator)?.kind !== "number") return [];
    const error = isTempo
      ? (row: number) => Math.abs(Math.log2(estimate[row]! / truth[row]!))
      : (row: number) => Math.abs(estimate[row]! - truth[row]!);
    const say = (value: number) => value.toFixed(isTempo ? 1 : 2);
    const worst = worstRows(truth.length, error).map((row) => ({
      row,
      truth: say(truth[row]!),
      estimate: say(estimate[row]!),
    }));
    const base = { set, field, estimator, worst };
    const truths: Truth[] = [
      isTempo
        ? { ...base, kind: "tempo", figures: tempoFigures(truth, estimate) }
        : { ...base, kind: "number", figures: numberFigures(truth, estimate) },
    ];
    return truths.filter(({ figures }) => figures.count > 0);
  });
}

function keyTruths(
  columns: Columns,
  column: LabelColumn,
  good: (row: number) => boolean,
): Truth[] {
  const keys = column.set.classes.map(keyOf);
  if (keys.length === 0 || keys.includes(undefined)) return [];
  const codes = keys.map((key) => semitonesOf(key!.tonic) + (key!.scale === "minor" ? 12 : 0));
  const { offsets, classes } = column;
  const truth = Uint8Array.from(
    column.present,
    (_, row) =>
      offsets[row + 1]! > offsets[row]! && good(row)
        ? codes[classes[offsets[row]!]!]!
        : MISSING_CODE,
  );
  return KEY_PROFILES.flatMap((profile): Truth[] => {
    const estimate = keyCodes(columns, profile);
    const figures = keyFigures(truth, estimate);
    if (figures.count === 0) return [];
    const error = (row: number) => {
      const [a, b] = [truth[row]!, estimate[row]!];
      if (a === MISSING_CODE || b === MISSING_CODE) return NaN;
      return 1 - MIREX_WEIGHT[keyRelation(KEYS[a]!, KEYS[b]!)];
    };
    const say = (code: number) => `${KEYS[code]!.tonic} ${KEYS[code]!.scale}`;
    const worst = worstRows(truth.length, error).map((row) => ({
      row,
      truth: say(truth[row]!),
      estimate: say(estimate[row]!),
    }));
    return [{ kind: "key", set: column.set.id, estimator: profile, figures, worst }];
  });
}

function worstRows(rows: number, error: (row: number) => number): number[] {
  const far = Array.from({ length: rows }, (_, row) => ({ row, error: error(row) }))
    .filter(({ error }) => error > 0);
  return far.sort((a, b) => b.error - a.error || a.row - b.row).slice(0, WORST)
    .map(({ row }) => row);
}

/** A figure that others published for the same annotations. */
export interface Published {
  readonly what: string;
  readonly figure: string;
  readonly source: string;
}

const PROBES = "probes on Jukebox and others, Castellon et al. 2021";

/** Published figures to set beside those of a label set, by its id. */
export const PUBLISHED: Readonly<Record<string, readonly Published[]>> = {
  "giantsteps-key": [
    { what: "weighted score, Jukebox with a probe", figure: "0.667", source: PROBES },
    { what: "weighted score, CLMR with a probe", figure: "0.149", source: PROBES },
  ],
  emomusic: [
    { what: "R² arousal / valence, Jukebox with a probe", figure: "0.721 / 0.617", source: PROBES },
    { what: "R² arousal / valence, CLMR with a probe", figure: "0.678 / 0.458", source: PROBES },
  ],
};
