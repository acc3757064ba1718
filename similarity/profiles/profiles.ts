import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import { type Profile, profileOf } from "../mutual_proximity.ts";
import { rowsWithVector } from "../_rows.ts";
import { VectorTable } from "../vector_table.ts";

/** Rows that the distances of a track are worked out from; all, where there are no more. */
export const PROFILE_SAMPLE = 4096;

const BLOCK = 64;

/** What is kept of the profiles of a table that is larger than the sample. */
export interface DistanceStatistics {
  /** {@linkcode Profile} means by row, shape `(n,)`; NaN without vector or where not known. */
  readonly mean: Float64Array;
  /** Their deviations, shape `(n,)`. */
  readonly deviation: Float64Array;
}

/** Profiles of any vectors, from their distances to a sample of tracks or to all. */
export class ProfileSample {
  readonly #sample: VectorTable;
  readonly #all: boolean;

  /** @param all Whether these are all tracks there are. */
  constructor(sample: VectorTable, { all = false }: { readonly all?: boolean } = {}) {
    this.#sample = sample;
    this.#all = all;
  }

  /** @param ids The track of each vector, which is left out of its own profile; undefined for none. */
  of(units: readonly Float32Array[], ids: readonly (TrackId | undefined)[]): Profile[] {
    const sample = this.#sample;
    const { present } = sample;
    const own = ids.map((id) => id === undefined ? undefined : sample.rowOf(id));
    const distances = units.map(() => new Float32Array(sample.count));
    const counts = new Uint32Array(units.length);
    sample.rows.dots(units, {
      to: sample.length,
      each(query, start, products) {
        const found = distances[query]!;
        let count = counts[query]!;
        for (let i = 0; i < products.length; i++) {
          if (present[start + i] !== 1 || start + i === own[query]) continue;
          found[count++] = 1 - products[i]!;
        }
        counts[query] = count;
      },
    });
    return distances.map((found, i) => profileOf(found.subarray(0, counts[i]), { all: this.#all }));
  }
}

/**
 * The profile of each row of a table, worked out row by row where it is asked for and not known yet: a
 * single list needs some hundred of them. Up to {@linkcode PROFILE_SAMPLE} rows they are of all
 * distances; beyond, of distances to that many, drawn with a seed.
 */
export class Profiles {
  readonly #table: VectorTable;
  readonly #sample: ProfileSample;
  /** By row. */
  readonly #known: (Profile | undefined)[];

  /** @param known Profiles of rows of the table, as far as they are known. */
  constructor(table: VectorTable, known?: DistanceStatistics) {
    this.#table = table;
    const drawn = sampled(rowsWithVector(table), { count: PROFILE_SAMPLE, random: seeded(1) });
    this.#sample = new ProfileSample(
      drawn.length === table.length
        ? table
        : VectorTable.of(Array.from(drawn, (row) => table.ids[row]!), units(table, drawn)),
      { all: drawn.length === table.count },
    );
    this.#known = Array.from(known?.mean ?? [], (mean, row) => {
      const deviation = known!.deviation[row]!;
      return Number.isNaN(mean) ? undefined : { mean, deviation };
    });
  }

  /** Profiles of rows that have a vector. */
  ofRows(rows: ArrayLike<number>): Profile[] {
    const fresh = Array.from(rows).filter((row) => this.#known[row] === undefined);
    for (let from = 0; from < fresh.length; from += BLOCK) {
      const block = fresh.slice(from, from + BLOCK);
      const ids = block.map((row) => this.#table.ids[row]!);
      const found = this.#sample.of(units(this.#table, block), ids);
      for (const [i, row] of block.entries()) this.#known[row] = found[i];
    }
    return Array.from(rows, (row) => this.#known[row]!);
  }

  /** Profiles by row; undefined for rows without vector. */
  all(): readonly (Profile | undefined)[] {
    this.ofRows(rowsWithVector(this.#table));
    return this.#known;
  }

  /** Profile of a unit vector that is no row of the table. */
  ofUnit(unit: Float32Array): Profile {
    return this.#sample.of([unit], [undefined])[0]!;
  }

  /** Works a row out again when it is next asked for. */
  forget(row: number): void {
    this.#known[row] = undefined;
  }
}

/** Mean and deviation of profiles by row. */
export function statisticsOf(
  profiles: readonly (Profile | undefined)[],
  length: number,
): DistanceStatistics {
  const column = (of: "mean" | "deviation") =>
    Float64Array.from({ length }, (_, row) => profiles[row]?.[of] ?? NaN);
  return { mean: column("mean"), deviation: column("deviation") };
}

function units(table: VectorTable, rows: ArrayLike<number>): Float32Array[] {
  return Array.from(rows, (row) => table.unit(row).slice());
}
