import { labelSetIdOf } from "../../domain/mod.ts";
import type { LabelDraft, LabelRow } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { fieldOf } from "./_table_columns.ts";

/** What a program says of one recording. */
export interface Said {
  /** The program's name of it. */
  readonly key: string;
  readonly path?: string | undefined;
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
  readonly album?: string | undefined;
  /** Labels by the kind of thing that they say; an empty list says nothing. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** In [0, 1], for the one label of that kind. */
  readonly strengths?: Readonly<Record<string, number>>;
  /** Numbers by what they say; NaN says nothing. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What is known of a program's sets as a whole. */
export interface SaidBy {
  /** The program. */
  readonly title: string;
  /** What a strength means, where there are any. */
  readonly strength?: string;
  readonly warnings?: readonly string[];
  readonly licence?: string;
}

/**
 * The label sets of a program: one of all numbers, and one of each kind of words. Throws a LabelError where it
 * says nothing of anything.
 */
export function saidDrafts(
  said: readonly Said[],
  { title, strength, ...about }: SaidBy,
): readonly LabelDraft[] {
  const kinds = [...new Set(said.flatMap(({ words }) => Object.keys(words)))].filter((kind) =>
    said.some(({ words }) => (words[kind]?.length ?? 0) > 0)
  );
  const drafts: LabelDraft[] = kinds.map((kind) => {
    const rows = said.filter(({ words }) => (words[kind]?.length ?? 0) > 0);
    const isStrong = rows.some(({ strengths }) => strengths?.[kind] !== undefined);
    return {
      id: labelSetIdOf(`${title} ${kind}`),
      name: `${title}: ${kind}`,
      several: rows.some(({ words }) => words[kind]!.length > 1),
      ...about,
      ...(isStrong && strength !== undefined && { strength }),
      rows: () => rows.map((one) => ({ ...rowOf(one), ...labelsIn(one, kind) })),
    };
  });
  const numbers = [...new Set(said.flatMap(({ numbers }) => Object.keys(numbers)))].filter((name) =>
    said.some(({ numbers }) => Number.isFinite(numbers[name]))
  );
  if (numbers.length > 0) {
    const value = (one: Said, name: string) => one.numbers[name] ?? NaN;
    const rows = said.filter((one) => numbers.some((name) => Number.isFinite(value(one, name))));
    drafts.push({
      id: labelSetIdOf(title),
      name: `${title}: numbers`,
      several: false,
      ...about,
      fields: numbers.map((name) =>
        fieldOf(name, rows.map((one) => value(one, name)).filter(Number.isFinite))
      ),
      rows: () =>
        rows.map((one) => ({ ...rowOf(one), values: numbers.map((name) => value(one, name)) })),
    });
  }
  if (drafts.length > 0) return drafts;
  throw new LabelError(`Cannot read labels from ${title}: it says nothing of any recording`);
}

function labelsIn(
  { words, strengths }: Said,
  kind: string,
): Pick<LabelRow, "labels" | "strengths"> {
  const strength = strengths?.[kind];
  return {
    labels: [...new Set(words[kind]!)],
    ...(strength !== undefined && { strengths: [strength] }),
  };
}

function rowOf({ key, path, artist, title, album }: Said): LabelRow {
  return {
    key,
    match: {
      path,
      song: artist && title ? { artist, title } : undefined,
      checked: true,
    },
    artist,
    album,
  };
}
