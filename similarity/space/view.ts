import type { TrackId } from "../../domain/mod.ts";
import { type DistanceHistogram, distanceHistogram } from "../distribution.ts";
import { DUPLICATE_COSINE } from "../duplicates.ts";
import type { TableCosines } from "../cosines/table_cosines.ts";
import { type Metric, unitOf } from "../exact.ts";
import type { FoundBy, NeighbourIndex } from "../index/neighbour_index.ts";
import { mutualNeighbours } from "../mutual_neighbours.ts";
import type { KeptProfiles } from "../profiles/kept_profiles.ts";
import { normOf, type VectorTable } from "../vector_table.ts";
import { estimatedCosines } from "../reduced/reduction.ts";
import type { Content } from "./_content.ts";
import { Whole } from "./_whole.ts";

/** Which neighbours of a {@linkcode View} are asked for. */
export interface ViewSearch {
  readonly k: number;
  /** Default: `cosine`. */
  readonly metric?: Metric;
  /** Rank by mutual proximity, whatever the metric. */
  readonly mutual?: boolean;
  /** Rows that may be found, 1 each, shape `(n,)`. Default: all. */
  readonly mask?: Uint8Array | undefined;
}

/** A neighbour as it was found: its cosine distance is 1 less the cosine. */
export interface Hit {
  readonly row: number;
  readonly id: TrackId;
  readonly cosine: number;
  /** Dot product, where it was ranked by. */
  readonly dot?: number;
  /** Mutual-proximity distance in [0, 1], where it was ranked by. */
  readonly mutual?: number;
}

/** A list as it was found, best first. */
export interface Hits {
  readonly by: FoundBy;
  readonly milliseconds: number;
  readonly hits: readonly Hit[];
}

/** What a view looks at. */
export interface Sighted extends Content {
  readonly index: NeighbourIndex;
  readonly profiles: KeptProfiles;
  /** Compares queries with all rows of the table. */
  readonly cosines: TableCosines;
}

/** The query of a view. */
export interface ViewQuery {
  readonly vector: Float32Array | undefined;
  /** The query's own row; undefined for one that is no part of the collection. */
  readonly own: number | undefined;
}

/** A query in one space, and how like it every row is. */
export class View {
  /** Undefined where the query has no vector in this space. */
  readonly vector: Float32Array | undefined;
  /** The query's own row. */
  readonly own: number | undefined;
  readonly table: VectorTable;
  /**
   * Cosine of each row with the query; NaN where there is none. In a reduced space, an estimate of
   * those that were not compared in whole.
   */
  readonly cosines: Float32Array;
  readonly #sighted: Sighted;
  readonly #whole: Whole | undefined;

  private constructor(sighted: Sighted, { vector, own }: ViewQuery, cosines: Float32Array) {
    this.#sighted = sighted;
    this.table = sighted.table;
    this.vector = vector;
    this.own = own;
    const { whole } = sighted;
    this.cosines = cosines;
    if (whole && vector) {
      this.#whole = new Whole({ ...sighted, whole }, { vector, own, cosines: this.cosines });
    }
  }

  /** Looks from a query at a space; in a reduced one, the nearest rows are compared in whole. */
  static async of(sighted: Sighted, query: ViewQuery): Promise<View> {
    const view = new View(sighted, query, await cosinesIn(sighted, query));
    await view.#whole?.compareNearest();
    return view;
  }

  /** Makes the cosines of some rows exact, where they are not. */
  async compare(rows: readonly number[]): Promise<void> {
    await this.#whole?.compare(rows);
  }

  /** The nearest rows. */
  async neighbours(search: ViewSearch): Promise<Hits> {
    const { vector, own, cosines, table } = this;
    if (!vector) return { by: "exact", milliseconds: 0, hits: [] };
    if (this.#whole) return await this.#whole.neighbours(search);
    if (search.mutual) return this.#mutual(vector, search);
    const { k, metric = "cosine", mask } = search;
    const options = { k, metric, mask, except: own, cosines };
    const found = await this.#sighted.index.search(vector, options);
    const scale = normOf(vector);
    const hits = found.neighbours.map(({ row, id, similarity }): Hit =>
      metric === "cosine"
        ? { row, id, cosine: similarity }
        : { row, id, cosine: similarity / (scale * table.norms[row]!), dot: similarity }
    );
    return { by: found.by, milliseconds: found.milliseconds, hits };
  }

  /** Place of a row among those that may be found, by cosine or dot product, 1 for the nearest. */
  placeOf(row: number, among: Pick<ViewSearch, "mask" | "metric"> = {}): number | null {
    return this.placesOf([row], among)[0]!;
  }

  /** {@linkcode placeOf} of several rows in one pass; null where a row is not in the space. */
  placesOf(
    rows: readonly (number | undefined)[],
    { mask, metric = "cosine" }: Pick<ViewSearch, "mask" | "metric"> = {},
  ): (number | null)[] {
    const { cosines, own, table: { norms } } = this;
    const scoreOf = (at: number) => metric === "cosine" ? cosines[at]! : cosines[at]! * norms[at]!;
    const places = rows.map((row): number | null =>
      row === undefined || Number.isNaN(scoreOf(row)) ? null : 1
    );
    const asked = rows.flatMap((row, i) =>
      row === undefined || places[i] === null ? [] : [{ i, row, score: scoreOf(row) }]
    );
    const least = Math.min(...asked.map(({ score }) => score));
    for (let other = 0; other < cosines.length; other++) {
      const rival = scoreOf(other);
      if (!(rival >= least) || other === own || mask?.[other] === 0) continue;
      for (const { i, row, score } of asked) {
        if (rival > score || (rival === score && other < row)) places[i]!++;
      }
    }
    return places;
  }

  /** Whether a row is so near to the query that it is taken for the same recording. */
  isDuplicate(row: number): boolean {
    return row !== this.own && this.cosines[row]! > DUPLICATE_COSINE;
  }

  /** Distances of the query to all others of the space. */
  distances(): DistanceHistogram {
    return distanceHistogram(this.cosines, { except: this.own });
  }

  #mutual(vector: Float32Array, { k, mask }: ViewSearch): Hits {
    const started = performance.now();
    const { own, cosines, table } = this;
    const profiles = this.#sighted.profiles.current;
    const all = new Uint32Array(table.length);
    let count = 0;
    for (let row = 0; row < all.length; row++) {
      if (row !== own && mask?.[row] !== 0 && !Number.isNaN(cosines[row]!)) all[count++] = row;
    }
    if (count === 0) return { by: "exact", milliseconds: 0, hits: [] };
    const rows = all.subarray(0, count);
    const query = own === undefined ? profiles.ofUnit(unitOf(vector)!) : profiles.ofRows([own])[0]!;
    const hits = mutualNeighbours(profiles, { query, cosines, rows, k })
      .map(({ row, distance }): Hit => ({
        row,
        id: table.ids[row]!,
        cosine: cosines[row]!,
        mutual: distance,
      }));
    return { by: "exact", milliseconds: performance.now() - started, hits };
  }
}

async function cosinesIn(
  { table, whole, cosines }: Sighted,
  { vector, own }: ViewQuery,
): Promise<Float32Array> {
  if (!vector) return new Float32Array(table.length).fill(NaN);
  if (!whole) return await cosines.of(vector, own);
  const reduced = whole.reduction.reduce(vector);
  return estimatedCosines(table, reduced ?? new Float32Array(table.dimensions));
}
