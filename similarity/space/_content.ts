import type { TrackId } from "../../domain/mod.ts";
import type { Desk } from "../../work/mod.ts";
import { REDUCED_ABOVE } from "../index/settings.ts";
import { WHOLE_UP_TO } from "../reduced/settings.ts";
import type { WholeVector } from "../reduced/whole_vectors.ts";
import { type FeatureGroup, Standardisation } from "../standardise.ts";
import { VectorTable } from "../vector_table.ts";
import { readKeptTable } from "./_kept_table.ts";
import { StoredVectors } from "./_stored_vectors.ts";
import type { VectorSource } from "./source.ts";

/** What a space holds of its vectors. */
export interface Content {
  /** Of whole vectors, or of reduced ones where `whole` is there. */
  readonly table: VectorTable;
  /** Where the whole vectors of a space are that is too large for memory. */
  readonly whole?: StoredVectors;
  /** Turns a vector as the analysis gives it into one of the space, whole. */
  readonly adapt: (vector: Float32Array) => Float32Array | undefined;
  /** Whether nothing is to be written: the table is in its file, but for some changes, or has none. */
  readonly isKept: boolean;
}

/** How the vectors of a space are held. */
export interface ContentOptions {
  readonly space: string;
  /** Where a reduction is fitted. */
  readonly desk?: Desk | undefined;
  /** File for the reduction; it is not kept where there is none. */
  readonly reductionPath: string | undefined;
  /** File for the table; it is not kept where there is none. */
  readonly tablePath: string | undefined;
  /** Measurements in different units, which are standardised over the collection. */
  readonly groups?: readonly FeatureGroup[] | undefined;
  /** Numbers (rows times dimensions) that are kept in memory whole; larger spaces are reduced. */
  readonly wholeUpTo?: number | undefined;
}

/** Vectors between two turns of others while a space is read: 10 ms. */
const REDUCED_AT_ONCE = 256;

/** Reads the vectors of a space: standardised, whole, or reduced where they are too many for memory. */
export async function readContent(
  source: VectorSource,
  options: ContentOptions,
): Promise<Content> {
  const { groups, wholeUpTo = WHOLE_UP_TO } = options;
  if (groups) return await readStandardised(source, groups);
  return await isLarge(source, wholeUpTo)
    ? await readReduced(source, options)
    : await readWhole(source, options);
}

/** Whether so many vectors are kept reduced. */
export function isTooLarge(
  { dimensions, count }: Pick<VectorTable, "dimensions" | "count">,
  wholeUpTo: number,
): boolean {
  return dimensions > REDUCED_ABOVE && count * dimensions > wholeUpTo;
}

async function isLarge(source: VectorSource, wholeUpTo: number): Promise<boolean> {
  for await (const { vector } of source.all()) {
    return isTooLarge({ dimensions: vector.length, count: source.count }, wholeUpTo);
  }
  return false;
}

async function readWhole(
  source: VectorSource,
  { tablePath: path }: ContentOptions,
): Promise<Content> {
  const adapt = (vector: Float32Array) => vector;
  const kept = path === undefined ? undefined : await readKeptTable(source, {
    path,
    reduction: "",
    place: enter,
  });
  if (kept) return { table: kept.table, adapt, isKept: kept.current };
  let table: VectorTable | undefined;
  for await (const { id, vector } of source.all()) {
    table ??= new VectorTable(vector.length, { capacity: source.ids.length });
    table.add(id, vector);
  }
  return { table: table ?? new VectorTable(1), adapt, isKept: false };
}

function enter(table: VectorTable, id: TrackId, vector: Float32Array | undefined): void {
  if (vector) table.add(id, vector);
  else table.remove(id);
}

async function readReduced(
  source: VectorSource,
  { space, reductionPath, tablePath, desk }: ContentOptions,
): Promise<Content> {
  const whole = await StoredVectors.open(source, { space, path: reductionPath, desk });
  const { reduction } = whole;
  const adapt = (vector: Float32Array) => vector;
  const kept = tablePath === undefined ? undefined : await readKeptTable(source, {
    path: tablePath,
    reduction: reduction.digest,
    place: (table, id, vector) => enter(table, id, vector && reduction.reduce(vector)),
  });
  if (kept) return { table: kept.table, whole, adapt, isKept: kept.current };
  const table = new VectorTable(reduction.kept, { capacity: source.ids.length });
  let batch: WholeVector[] = [];
  const place = () => {
    const reduced = reduction.reduceAll(batch.map(({ vector }) => vector));
    for (const [i, { id }] of batch.entries()) table.add(id, reduced[i]);
    batch = [];
  };
  for await (const entry of whole.all()) {
    if (batch.push(entry) === REDUCED_AT_ONCE) place();
  }
  place();
  return { table, whole, adapt, isKept: false };
}

async function readStandardised(
  source: VectorSource,
  groups: readonly FeatureGroup[],
): Promise<Content> {
  const vectors = await Array.fromAsync(source.all());
  const standard = new Standardisation(vectors.map(({ vector }) => vector), groups);
  const adapt = (vector: Float32Array) => standard.apply(vector);
  const table = VectorTable.of(
    vectors.map(({ id }) => id),
    vectors.map(({ vector }) => adapt(vector)),
  );
  return { table, adapt, isKept: true };
}
