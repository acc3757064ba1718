import type { CompareRequest } from "../compare/mod.ts";
import {
  comparedWhole,
  mutualNeighbours,
  normOf,
  type Profile,
  readWholeFor,
  unitOf,
} from "../similarity/mod.ts";
import type { Hit, Hits, Nearest, Sight } from "./_list.ts";

/** Rows that are compared in whole at once, whatever is asked: enough for the usual ten neighbours. */
const AT_FIRST = readWholeFor(10);
/** Mutual proximity brings up rows from farther away. */
const MORE_FOR_MUTUAL = 2;

/** Compares the nearest rows of a reduced space in whole, so that their cosines are exact. */
export async function compareNearest(sight: Sight): Promise<Nearest> {
  const started = performance.now();
  const { open: { index }, vector, own } = sight;
  const found = await index.likely(vector!, { count: AT_FIRST, except: own });
  await compareWhole(sight, found.rows);
  return { ...found, milliseconds: performance.now() - started };
}

/** Makes the cosines of some rows exact, where the space is reduced. */
export async function compareWhole(sight: Sight, rows: readonly number[]): Promise<void> {
  const { open: { table, whole }, vector, cosines, compared } = sight;
  if (!whole || !vector) return;
  const missing = rows.filter((row) => !compared.has(row));
  for (const found of await comparedWhole(table, vector, { rows: missing, whole })) {
    cosines[found.row] = found.cosine;
    compared.set(found.row, found.vector);
  }
}

/** The nearest rows of a reduced space: the nearest by reduced vectors, ranked by whole ones. */
export async function reducedHits(
  sight: Sight,
  { request: { k, metric, mutual }, mask }: {
    readonly request: CompareRequest;
    readonly mask: Uint8Array | undefined;
  },
): Promise<Hits> {
  const { open: { index }, own, nearest, cosines, compared } = sight;
  const vector = sight.vector!;
  const count = readWholeFor(k) * (mutual ? MORE_FOR_MUTUAL : 1);
  const known = count <= AT_FIRST && mask === undefined && metric === "cosine";
  const started = performance.now() - (known ? nearest!.milliseconds : 0);
  const { rows, by } = known
    ? nearest!
    : await index.likely(vector, { metric, mask, except: own, count });
  await compareWhole(sight, rows);
  const ranked = rows.filter((row) => compared.has(row));
  const scale = normOf(vector);
  const hits = mutual ? mutualAmong(sight, { rows: ranked, k }) : ranked
    .map((row): Hit =>
      metric === "cosine"
        ? { row, cosine: cosines[row]! }
        : { row, cosine: cosines[row]!, dot: cosines[row]! * scale * normOf(compared.get(row)!) }
    )
    .sort((a, b) => (b.dot ?? b.cosine) - (a.dot ?? a.cosine) || a.row - b.row)
    .slice(0, k);
  return { by, milliseconds: performance.now() - started, hits };
}

/** Ranks rows by mutual proximity, all of it worked out from whole vectors. */
function mutualAmong(
  { open: { table, whole }, own, vector, cosines, compared }: Sight,
  { rows, k }: { readonly rows: readonly number[]; readonly k: number },
): Hit[] {
  if (rows.length === 0) return [];
  const idOf = (row: number | undefined) => row === undefined ? undefined : table.ids[row];
  const [query] = whole!.profiles.of([unitOf(vector!)!], [idOf(own)]);
  const profiles = {
    ofRows: (block: readonly number[]): Profile[] =>
      whole!.profiles.of(block.map((row) => unitOf(compared.get(row)!)!), block.map(idOf)),
  };
  return mutualNeighbours(profiles, { query: query!, cosines, rows: Uint32Array.from(rows), k })
    .map(({ row, distance }): Hit => ({ row, cosine: cosines[row]!, mutual: distance }));
}
