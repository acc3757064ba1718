import type { Collection } from "../collection/mod.ts";
import type { Space } from "../domain/mod.ts";
import { fitPca, projectAll } from "../similarity/mod.ts";
import type { Spaces } from "./spaces.ts";

/** Where each row of the columns lies on a map. */
export interface RowMap {
  /** The version of the collection whose rows these are. */
  readonly version: number;
  /** Shape `(n, 2)`, in the order of the columns; NaN where a track has no vector. */
  readonly coordinates: Float32Array;
  /** Share of the variance that each axis shows. */
  readonly variance: readonly [number, number];
}

/** Maps of a collection, made when first asked for and kept until the collection changes. */
export class Maps {
  readonly #spaces: Spaces;
  readonly #collection: Collection;
  readonly #maps = new Map<Space, RowMap>();

  constructor(options: { readonly spaces: Spaces; readonly collection: Collection }) {
    this.#spaces = options.spaces;
    this.#collection = options.collection;
  }

  /** The first two principal components of a space; `undefined` where no track has a vector in it. */
  async pca(space: Space): Promise<RowMap | undefined> {
    const { columns, version } = this.#collection.snapshot;
    const kept = this.#maps.get(space);
    if (kept?.version === version) return kept;
    const open = await this.#spaces.get(space);
    if (!open) return undefined;
    const { table } = open;
    const pca = fitPca(table, { components: 2, sample: 20_000 });
    const projected = projectAll(pca, table);
    const coordinates = new Float32Array(2 * columns.length).fill(NaN);
    columns.ids.forEach((id, row) => {
      const from = table.rowOf(id);
      if (from !== undefined && table.present[from] === 1) {
        coordinates.set(projected.subarray(2 * from, 2 * from + 2), 2 * row);
      }
    });
    const share = (i: number) => pca.totalVariance > 0 ? pca.variances[i]! / pca.totalVariance : 0;
    const map: RowMap = { version, coordinates, variance: [share(0), share(1)] };
    this.#maps.set(space, map);
    return map;
  }
}
