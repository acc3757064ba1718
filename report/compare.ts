import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  capital,
  type Columns,
  KEY_PROFILES,
  NUMBER_DESCRIPTORS,
  type NumberDescriptor,
  numberDescriptorOf,
  poisson,
  seeded,
} from "../domain/mod.ts";
import { type Bins, binsOf } from "../charts/mod.ts";
import type { ClassSummary } from "./classes.ts";
import { quantileOf, rounded, sortedValues } from "./distribution.ts";
import type { Summary } from "./summary.ts";

/** A distance with what chance does to it. */
export interface Interval {
  readonly value: number;
  /** 95 % bootstrap interval. */
  readonly low: number;
  readonly high: number;
  /** What two draws from both collections together exceed in one case of 20. */
  readonly chance: number;
}

/** One quantity in two collections. */
export interface NumberDifference {
  readonly id: string;
  readonly a: { readonly n: number; readonly median: number; readonly bins: Bins };
  readonly b: { readonly n: number; readonly median: number; readonly bins: Bins };
  /** Wasserstein-1 distance, in the unit of the descriptor. */
  readonly wasserstein: Interval;
  /** Kolmogorov-Smirnov distance, 0..1. */
  readonly ks: Interval;
}

/** One set of categories in two collections. */
export interface CategoryDifference {
  readonly name: string;
  readonly labels: readonly string[];
  /** Tracks by label. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Hellinger distance, 0 (same shares) to 1 (nothing in common). */
  readonly hellinger: Interval;
}

/** Two collections side by side. */
export interface Comparison {
  readonly names: readonly [string, string];
  readonly tracks: readonly [number, number];
  readonly numbers: readonly NumberDifference[];
  readonly categories: readonly CategoryDifference[];
  /** Styles that the first has and the second lacks, with its tracks; and the other way round. */
  readonly onlyA: readonly { readonly name: string; readonly tracks: number }[];
  readonly onlyB: readonly { readonly name: string; readonly tracks: number }[];
}

/** A collection to compare. */
export interface Compared {
  readonly columns: Columns;
  readonly summary: Summary;
}

const ROUNDS = 200;
const GRID = 512;
/** A style counts as present from so many tracks. */
const PRESENT = 3;
const LEFT_OUT = new Set(["sample_rate", "bit_rate", "channels"]);

/**
 * Compares two collections. Distances are exact; their intervals come from a Poisson bootstrap on 512
 * shares of both together (Hanley & MacGibbon 2006), seeded: they are the same every time.
 */
export function compare(
  a: Compared,
  b: Compared,
  options: { readonly seed?: number } = {},
): Comparison {
  const random = seeded(options.seed ?? 1);
  const numbers = NUMBER_DESCRIPTORS.filter(({ id }) => !LEFT_OUT.has(id)).flatMap((descriptor) => {
    const x = sortedValues(a.columns.numbers[descriptor.id] ?? []);
    const y = sortedValues(b.columns.numbers[descriptor.id] ?? []);
    return x.length > 0 && y.length > 0 ? [numberDifference(descriptor, { x, y, random })] : [];
  });
  return {
    names: [a.summary.name, b.summary.name],
    tracks: [a.columns.length, b.columns.length],
    numbers,
    categories: categoriesOf(a.summary, b.summary).map((one) => ({
      ...one,
      hellinger: resampled([one.a, one.b], { distance: hellinger, random }),
    })),
    onlyA: onlyIn(a.summary, b.summary),
    onlyB: onlyIn(b.summary, a.summary),
  };
}

function numberDifference(
  descriptor: NumberDescriptor,
  { x, y, random }: { x: Float32Array; y: Float32Array; random: () => number },
): NumberDifference {
  const edges = quantileEdges(x, y);
  const pair: Pair = [countBetween(x, edges), countBetween(y, edges)];
  const exact = exactDistances(x, y);
  const side = (values: Float32Array) => ({
    n: values.length,
    median: rounded(quantileOf(values, 0.5)),
    bins: binsOf(values, descriptor),
  });
  return {
    id: descriptor.id,
    a: side(x),
    b: side(y),
    wasserstein: {
      ...resampled(pair, { distance: (a, b) => wasserstein(a, b, edges), random }),
      value: exact.wasserstein,
    },
    ks: { ...resampled(pair, { distance: kolmogorov, random }), value: exact.ks },
  };
}

/** Values that cut both samples together into at most {@linkcode GRID} equal shares, ascending. */
function quantileEdges(x: Float32Array, y: Float32Array): Float32Array {
  const both = new Float32Array(x.length + y.length);
  both.set(x);
  both.set(y, x.length);
  both.sort();
  const steps = Math.min(GRID, both.length);
  const edges = Array.from(
    { length: steps },
    (_, i) => both[Math.round((i + 1) * (both.length - 1) / steps)]!,
  );
  return Float32Array.from(new Set([both[0]!, ...edges]));
}

/** Values up to each edge that are over the edge before. */
function countBetween(sorted: Float32Array, edges: Float32Array): number[] {
  const counts: number[] = new Array(edges.length).fill(0);
  let at = 0;
  for (const value of sorted) {
    while (value > edges[at]!) at++;
    counts[at]!++;
  }
  return counts;
}

/** Wasserstein-1 and Kolmogorov-Smirnov distance of two samples, each in ascending order. */
export function exactDistances(
  x: Float32Array,
  y: Float32Array,
): { readonly wasserstein: number; readonly ks: number } {
  let i = 0;
  let j = 0;
  let area = 0;
  let ks = 0;
  let at = Math.min(x[0]!, y[0]!);
  while (i < x.length || j < y.length) {
    const next = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    area += Math.abs(i / x.length - j / y.length) * (next - at);
    while (x[i] === next) i++;
    while (y[j] === next) j++;
    ks = Math.max(ks, Math.abs(i / x.length - j / y.length));
    at = next;
  }
  return { wasserstein: rounded(area), ks: rounded(ks) };
}

type Counts = readonly number[];
type Pair = readonly [Counts, Counts];

/** Hellinger distance of two sets of counts over the same categories, 0..1. */
export function hellinger(a: Counts, b: Counts): number {
  const [n, m] = [sum(a), sum(b)];
  if (n === 0 || m === 0) return 0;
  const overlap = a.reduce((total, count, i) => total + Math.sqrt(count / n * (b[i]! / m)), 0);
  return Math.sqrt(Math.max(0, 1 - overlap));
}

/** Wasserstein-1 distance of counts that lie at the edges. */
function wasserstein(a: Counts, b: Counts, edges: Float32Array): number {
  return cumulated(a, b).reduce(
    (total, difference, i) => total + difference * ((edges[i + 1] ?? edges[i]!) - edges[i]!),
    0,
  );
}

function kolmogorov(a: Counts, b: Counts): number {
  return cumulated(a, b).reduce((most, difference) => Math.max(most, difference), 0);
}

function cumulated(a: Counts, b: Counts): number[] {
  const [n, m] = [Math.max(1, sum(a)), Math.max(1, sum(b))];
  let difference = 0;
  return a.map((count, i) => Math.abs(difference += count / n - b[i]! / m));
}

function resampled(
  [a, b]: Pair,
  { distance, random }: { distance: (a: Counts, b: Counts) => number; random: () => number },
): Interval {
  const draw = (counts: Counts) => counts.map((count) => poisson(count, random));
  const [n, m] = [sum(a), sum(b)];
  const share = n / Math.max(1, n + m);
  const pooled = a.map((count, i) => count + b[i]!);
  const around: number[] = [];
  const chance: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    around.push(distance(draw(a), draw(b)));
    chance.push(
      distance(
        draw(pooled.map((count) => count * share)),
        draw(pooled.map((count) => count * (1 - share))),
      ),
    );
  }
  const at = (values: number[], part: number) =>
    rounded(quantileOf(Float32Array.from(values).sort(), part));
  return {
    value: rounded(distance(a, b)),
    low: at(around, 0.025),
    high: at(around, 0.975),
    chance: at(chance, 0.95),
  };
}

function categoriesOf(a: Summary, b: Summary): Omit<CategoryDifference, "hellinger">[] {
  const found: Omit<CategoryDifference, "hellinger">[] = [];
  if (a.styles && b.styles) {
    const labels = [...new Set([...a.styles.parents, ...b.styles.parents].map(({ name }) => name))];
    const tops = ({ parents }: NonNullable<Summary["styles"]>) =>
      labels.map((label) => parents.find(({ name }) => name === label)?.top ?? 0);
    found.push({ name: "Parents of styles", labels, a: tops(a.styles), b: tops(b.styles) });
  }
  for (const set of ACTIVATION_SETS.filter((set) => set !== "styles")) {
    const [first, second] = [a[set], b[set]];
    if (!first || !second) continue;
    found.push({ name: capital(ACTIVATION_INFO[set].many), ...topsOfBoth(first, second) });
  }
  const profile = a.keys.advice.profile;
  const at = KEY_PROFILES.indexOf(profile);
  const [first, second] = [a.keys.profiles[at]!, b.keys.profiles[at]!];
  if (first.n > 0 && second.n > 0) {
    found.push({
      name: `Scale (${profile})`,
      labels: ["major", "minor"],
      a: [first.n - first.minor, first.minor],
      b: [second.n - second.minor, second.minor],
    });
  }
  if (a.voice.n > 0 && b.voice.n > 0) {
    const parts = ({ voice }: Summary) => [voice.instrumental, voice.undecided, voice.voice];
    found.push({
      name: "Voice",
      labels: ["instrumental", "undecided", "voice"],
      a: parts(a),
      b: parts(b),
    });
  }
  return found;
}

/** Classes that are told apart; the rest count together. */
const MOST_CLASSES = 12;

/** How many tracks of each have a class as their strongest: those commonest in both together. */
function topsOfBoth(
  first: ClassSummary,
  second: ClassSummary,
): Pick<CategoryDifference, "labels" | "a" | "b"> {
  const tops = ({ classes }: ClassSummary) => classes.map(({ top }) => top);
  const [one, other] = [tops(first), tops(second)];
  const order = [...one.keys()].filter((at) => one[at]! + other[at]! > 0)
    .sort((x, y) => one[y]! + other[y]! - one[x]! - other[x]!);
  const [shown, rest] = [order.slice(0, MOST_CLASSES), order.slice(MOST_CLASSES)];
  const counts = (of: readonly number[]) => [
    ...shown.map((at) => of[at]!),
    ...(rest.length > 0 ? [sum(rest.map((at) => of[at]!))] : []),
  ];
  return {
    labels: [...shown.map((at) => first.classes[at]!.name), ...(rest.length > 0 ? ["others"] : [])],
    a: counts(one),
    b: counts(other),
  };
}

function onlyIn(a: Summary, b: Summary): { name: string; tracks: number }[] {
  if (!a.styles || !b.styles) return [];
  return a.styles.classes
    .map(({ name, top }, i) => ({ name, tracks: top, other: b.styles!.classes[i]?.top ?? 0 }))
    .filter(({ tracks, other }) => tracks >= PRESENT && other === 0)
    .sort((x, y) => y.tracks - x.tracks)
    .map(({ name, tracks }) => ({ name, tracks }));
}

function sum(counts: Counts): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * The differences that chance does not explain and that show in the decimals of the descriptor, the
 * largest first by Kolmogorov-Smirnov distance.
 */
export function clearDifferences({ numbers }: Comparison): NumberDifference[] {
  return numbers
    .filter(({ id, ks, wasserstein }) =>
      ks.value > ks.chance && wasserstein.value >= 10 ** -numberDescriptorOf(id).digits
    )
    .toSorted((a, b) => b.ks.value - a.ks.value);
}

/** Name of a descriptor with its unit, as axes write it. */
export function axisTitle(id: string): string {
  const { label, unit } = numberDescriptorOf(id);
  return unit ? `${label} (${unit})` : label;
}
