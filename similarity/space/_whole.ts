import { unitOf } from "../exact.ts";
import type { FoundBy } from "../index/neighbour_index.ts";
import { mutualNeighbours } from "../mutual_neighbours.ts";
import type { Profile } from "../mutual_proximity.ts";
import { readWholeFor } from "../reduced/settings.ts";
import { comparedWhole } from "../reduced/whole_vectors.ts";
import { normOf } from "../vector_table.ts";
import type { StoredVectors } from "./_stored_vectors.ts";
import type { Hit, Hits, Sighted, ViewSearch } from "./view.ts";

/** Rows that are compared in whole at once, whatever is asked: enough for the usual ten neighbours. */
const AT_FIRST = readWholeFor(10);
/** Mutual proximity brings up rows from farther away. */
const MORE_FOR_MUTUAL = 2;

interface Query {
  readonly vector: Float32Array;
  readonly own: number | undefined;
  /** Estimates, which become exact where rows are compared. */
  readonly cosines: Float32Array;
}

/** Rows to be compared in whole, and how they were found. */
interface Nearest {
  readonly rows: readonly number[];
  readonly by: FoundBy;
  readonly milliseconds: number;
}

/** A query in a reduced space, and the rows that were compared with it in whole. */
export class Whole {
  readonly #sighted: Sighted & { readonly whole: StoredVectors };
  readonly #query: Query;
  readonly #compared = new Map<number, Float32Array>();
  #nearest: Nearest | undefined;

  constructor(sighted: Sighted & { readonly whole: StoredVectors }, query: Query) {
    this.#sighted = sighted;
    this.#query = query;
  }

  /** Compares the rows nearest by reduced vectors, whatever is asked. */
  async compareNearest(): Promise<void> {
    const started = performance.now();
    const { vector, own } = this.#query;
    const found = await this.#sighted.index.likely(vector, { count: AT_FIRST, except: own });
    await this.compare(found.rows);
    this.#nearest = { ...found, milliseconds: performance.now() - started };
  }

  /** Makes the cosines of some rows exact. */
  async compare(rows: readonly number[]): Promise<void> {
    const { table, whole } = this.#sighted;
    const { vector, cosines } = this.#query;
    const missing = rows.filter((row) => !this.#compared.has(row));
    for (const found of await comparedWhole(table, vector, { rows: missing, whole })) {
      cosines[found.row] = found.cosine;
      this.#compared.set(found.row, found.vector);
    }
  }

  /** The nearest by reduced vectors, ranked by whole ones. */
  async neighbours({ k, metric = "cosine", mutual = false, mask }: ViewSearch): Promise<Hits> {
    const { table, index } = this.#sighted;
    const { vector, own, cosines } = this.#query;
    const count = readWholeFor(k) * (mutual ? MORE_FOR_MUTUAL : 1);
    const known = count <= AT_FIRST && mask === undefined && metric === "cosine"
      ? this.#nearest
      : undefined;
    const started = performance.now() - (known?.milliseconds ?? 0);
    const { rows, by } = known ??
      await index.likely(vector, { metric, mask, except: own, count });
    await this.compare(rows);
    const ranked = rows.filter((row) => this.#compared.has(row));
    const scale = normOf(vector);
    const hits = mutual ? this.#mutual(ranked, k) : ranked
      .map((row): Hit => {
        const [id, cosine] = [table.ids[row]!, cosines[row]!];
        const norm = normOf(this.#compared.get(row)!);
        return { row, id, cosine, ...(metric === "dot" && { dot: cosine * scale * norm }) };
      })
      .sort((a, b) => (b.dot ?? b.cosine) - (a.dot ?? a.cosine) || a.row - b.row)
      .slice(0, k);
    return { by, milliseconds: performance.now() - started, hits };
  }

  /** Ranks rows by mutual proximity, all of it worked out from whole vectors. */
  #mutual(rows: readonly number[], k: number): Hit[] {
    if (rows.length === 0) return [];
    const { table, whole } = this.#sighted;
    const { vector, own, cosines } = this.#query;
    const idOf = (row: number | undefined) => row === undefined ? undefined : table.ids[row];
    const [query] = whole.profiles.of([unitOf(vector)!], [idOf(own)]);
    const profiles = {
      ofRows: (block: readonly number[]): Profile[] =>
        whole.profiles.of(
          block.map((row) => unitOf(this.#compared.get(row)!)!),
          block.map(idOf),
        ),
    };
    return mutualNeighbours(profiles, { query: query!, cosines, rows: Uint32Array.from(rows), k })
      .map(({ row, distance }): Hit => ({
        row,
        id: table.ids[row]!,
        cosine: cosines[row]!,
        mutual: distance,
      }));
  }
}
