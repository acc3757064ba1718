import { circlesOf } from "./_circles.ts";
import {
  ARTIST_SEPARATOR,
  plural,
  type Random,
  seeded,
  shuffled,
  type Split,
  SPLITS,
} from "../domain/mod.ts";
import { LearningError } from "./failure.ts";
import { classOf, type Problem } from "./problem.ts";

/** How tracks are divided: as the publisher did, at random with the classes' shares kept, or by whom they are. */
export type SplitKind = "publisher" | "stratified" | "artist" | "album";

/** Rows by what they are used for, ascending. */
export interface Division {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** How a division is made. */
export interface DivisionOptions {
  readonly kind: SplitKind;
  readonly seed: number;
  /** Shares of validation and test in (0, 1). */
  readonly validation?: number;
  readonly test?: number;
  /** The publisher's part of each row. */
  readonly published?: readonly (Split | undefined)[];
}

/** What leaks from training into test. */
export interface Leakage {
  readonly tracks: number;
  /** Test tracks one of whose artists, or whose album, is also in training. */
  readonly artist: number;
  readonly album: number;
  /** Test tracks whose artist is not known. */
  readonly unknownArtist: number;
}

/**
 * Divides a problem's rows. By artist or album, whole groups go into one part, so that their shares are
 * met only nearly; tracks without one are a group each. Throws a LearningError where there is no
 * publisher's split or a part is empty.
 */
export function divided(problem: Problem, options: DivisionOptions): Division {
  const { kind, seed, validation = 0.15, test = 0.2, published } = options;
  const parts: readonly number[][] = [[], [], []];
  if (kind === "publisher") {
    for (const row of problem.ids.keys()) {
      const part = published?.[row];
      if (part) parts[SPLITS.indexOf(part)]!.push(row);
    }
    if (parts[0]!.length === 0 || parts[2]!.length === 0) {
      throw new LearningError(
        "Cannot use the publisher's split: these labels have none; choose artist, album or stratified",
      );
    }
  } else {
    deal(problem, { parts, shares: [1 - validation - test, validation, test], kind, seed });
  }
  const [training, held, tested] = parts.map((rows) => Uint32Array.from(rows).sort());
  if (training!.length === 0 || tested!.length === 0) {
    throw new LearningError(
      `Cannot divide ${
        plural(problem.ids.length, "track")
      } by ${kind}: training or test would be empty`,
    );
  }
  return { training: training!, validation: held!, test: tested! };
}

/** How folds are made; the publisher's split has none. */
export interface FoldOptions {
  readonly kind: SplitKind;
  readonly seed: number;
  /** Share of what is left that is held back for validation, in (0, 1). */
  readonly validation?: number;
}

/**
 * So many divisions of which every row is tested in one; validation is a share of what is left. Throws a
 * LearningError for the publisher's split, and where a part is empty.
 */
export function folds(
  problem: Problem,
  { count, ...options }: FoldOptions & { readonly count: number },
): Division[] {
  const parts = Array.from({ length: count }, (): number[] => []);
  const { seed } = options;
  deal(problem, { parts, shares: parts.map(() => 1 / count), kind: dealtKind(options), seed });
  return foldsOf(problem, parts, options);
}

/** Divisions of which each tests one of the parts; all other rows, also those of no part, are learned from. */
export function foldsOf(
  problem: Problem,
  parts: readonly (readonly number[])[],
  options: FoldOptions,
): Division[] {
  return parts.map((test, fold) => {
    const tested = new Set(test);
    const rest = [...problem.ids.keys()].filter((row) => !tested.has(row));
    const division = {
      ...learnedAndHeld(problem, { ...options, seed: options.seed + fold + 1, rows: rest }),
      test: Uint32Array.from(test).sort(),
    };
    if (division.training.length > 0 && test.length > 0) return division;
    throw new LearningError(
      `Cannot make ${parts.length} folds of ${plural(problem.ids.length, "track")} by ` +
        `${options.kind}: one would be empty; ask for fewer`,
    );
  });
}

/** All rows to learn from, but for those of validation: what is kept after folds have said how good it is. */
export function untested(problem: Problem, options: FoldOptions): Division {
  return { ...learnedAndHeld(problem, options), test: new Uint32Array() };
}

function learnedAndHeld(
  problem: Problem,
  { validation = 0.15, seed, rows, ...options }: FoldOptions & {
    readonly rows?: readonly number[];
  },
): Pick<Division, "training" | "validation"> {
  const parts: readonly number[][] = [[], []];
  const shares = [1 - validation, validation];
  deal(problem, { parts, shares, kind: dealtKind(options), seed, ...(rows && { rows }) });
  const [training, held] = parts.map((rows) => Uint32Array.from(rows).sort());
  return { training: training!, validation: held! };
}

function dealtKind({ kind }: Pick<FoldOptions, "kind">): Exclude<SplitKind, "publisher"> {
  if (kind !== "publisher") return kind;
  throw new LearningError(
    "Cannot make folds of the publisher's split: it is one; choose artist, album or stratified",
  );
}

/** How a {@linkcode Division} leaks. */
export function leakageOf(
  { artists, albums }: Pick<Problem, "artists" | "albums">,
  { training, test }: Division,
): Leakage {
  const leaked = (names: readonly string[]) => {
    const namesOf = (row: number) => names[row]!.split(ARTIST_SEPARATOR);
    const known = new Set(Array.from(training, namesOf).flat());
    known.delete("");
    return test.filter((row) => namesOf(row).some((name) => known.has(name))).length;
  };
  return {
    tracks: test.length,
    artist: leaked(artists),
    album: leaked(albums),
    unknownArtist: test.filter((row) => artists[row] === "").length,
  };
}

/**
 * Deals groups of rows out, class by class and in random order, each to the part that lacks most of its
 * class; of parts that lack as much, to the one that has the least of its share of all.
 */
function deal(
  problem: Problem,
  { parts, shares, kind, seed, rows = [...problem.ids.keys()] }: {
    readonly parts: readonly number[][];
    readonly shares: readonly number[];
    readonly kind: Exclude<SplitKind, "publisher">;
    readonly seed: number;
    readonly rows?: readonly number[];
  },
): void {
  const random = seeded(seed);
  const names = kind === "artist"
    ? circlesOf(problem.artists)
    : kind === "album"
    ? problem.albums
    : undefined;
  const groups = Map.groupBy(rows, (row) => names?.[row] || `\n${row}`);
  const byClass = Map.groupBy(groups.values(), (group) => mainClass(problem, group));
  for (const [, some] of [...byClass].sort(([a], [b]) => a - b)) {
    dealOne(some, { parts, shares, random });
  }
}

function dealOne(
  groups: readonly (readonly number[])[],
  { parts, shares, random }: {
    readonly parts: readonly number[][];
    readonly shares: readonly number[];
    readonly random: Random;
  },
): void {
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const dealt = shares.map(() => 0);
  const order = shuffled(groups, random).sort((a, b) => b.length - a.length);
  for (const group of order) {
    const lacks = shares.map((share, part) => share * total - dealt[part]!);
    const part = leastFilled(parts, { shares, lacks });
    dealt[part]! += group.length;
    parts[part]!.push(...group);
  }
}

/** Shares are binary fractions: lacks that differ by less are the same. */
const ROUNDING = 1e-9;

function leastFilled(
  parts: readonly (readonly number[])[],
  { shares, lacks }: { readonly shares: readonly number[]; readonly lacks: readonly number[] },
): number {
  const least = Math.max(...lacks) - ROUNDING;
  const filled = (part: number) => parts[part]!.length / shares[part]!;
  return [...parts.keys()].filter((part) => lacks[part]! >= least)
    .reduce((a, b) => filled(b) < filled(a) ? b : a);
}

/** The class that most rows of a group bear first; -1 for none. */
function mainClass(problem: Problem, group: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const row of group) {
    const found = classOf(problem, row);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => b[1] > a[1] ? b : a)[0];
}
