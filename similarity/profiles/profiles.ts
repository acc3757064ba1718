import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import type { DistanceStatistics } from "../mutual_proximity.ts";
import { rowsWithVector } from "../_rows.ts";
import { VectorTable } from "../vector_table.ts";

/** Rows that the distances of a track are worked out from; all, where there are no more. */
export const PROFILE_SAMPLE = 4096;

/** Mean and standard deviation of a vector's cosine distances to the tracks of a space. */
export interface Profile {
  readonly mean: number;
  readonly deviation: number;
}

/** Profiles of any vectors, from their distances to a sample of tracks. */
export class ProfileSample {
  readonly #sample: VectorTable;

  constructor(sample: VectorTable) {
    this.#sample = sample;
  }

  /** @param ids The track of each vector, which is left out of its own profile; undefined for none. */
  of(units: readonly Float32Array[], ids: readonly (TrackId | undefined)[]): Profile[] {
    const sample = this.#sample;
    const { present } = sample;
    const own = ids.map((id) => id === undefined ? undefined : sample.rowOf(id));
    const sums = new Float64Array(units.length);
    const squares = new Float64Array(units.length);
    sample.rows.dots(units, {
      to: sample.length,
      each(query, start, products) {
        let sum = 0;
        let square = 0;
        for (let i = 0; i < products.length; i++) {
          if (present[start + i] !== 1 || start + i === own[query]) continue;
          const distance = 1 - products[i]!;
          sum += distance;
          square += distance * distance;
        }
        sums[query]! += sum;
        squares[query]! += square;
      },
    });
    return units.map((_, i) => {
      const drawn = own[i] !== undefined && present[own[i]] === 1;
      const count = sample.count - Number(drawn);
      const mean = sums[i]! / count;
      return { mean, deviation: Math.sqrt(Math.max(0, squares[i]! / count - mean ** 2)) };
    });
  }
}

/**
 * What {@linkcode distanceStatistics} gives for all rows, worked out row by row where it is asked for
 * and not known yet: a single list needs some hundred of them. The same numbers come out, as the same
 * rows are drawn.
 */
export class Profiles {
  readonly #table: VectorTable;
  readonly #sample: ProfileSample;
  /** By row; NaN where a profile is not known. */
  #mean: Float64Array;
  #deviation: Float64Array;

  /** @param known Profiles of rows of the table; NaN where one is not known. */
  constructor(table: VectorTable, known?: DistanceStatistics) {
    this.#table = table;
    const drawn = sampled(rowsWithVector(table), { count: PROFILE_SAMPLE, random: seeded(1) });
    this.#sample = new ProfileSample(
      drawn.length === table.length
        ? table
        : VectorTable.of(Array.from(drawn, (row) => table.ids[row]!), units(table, drawn)),
    );
    this.#mean = Float64Array.from(known?.mean ?? []);
    this.#deviation = Float64Array.from(known?.deviation ?? []);
    this.#makeRoom();
  }

  /** Profiles of rows that have a vector. */
  ofRows(rows: readonly number[]): Profile[] {
    this.#makeRoom();
    const fresh = rows.filter((row) => Number.isNaN(this.#mean[row]!));
    const ids = fresh.map((row) => this.#table.ids[row]!);
    for (const [i, profile] of this.#sample.of(units(this.#table, fresh), ids).entries()) {
      this.#mean[fresh[i]!] = profile.mean;
      this.#deviation[fresh[i]!] = profile.deviation;
    }
    return rows.map((row) => ({ mean: this.#mean[row]!, deviation: this.#deviation[row]! }));
  }

  /** Profile of a unit vector that is no row of the table. */
  ofUnit(unit: Float32Array): Profile {
    return this.#sample.of([unit], [undefined])[0]!;
  }

  /** Works a row out again when it is next asked for. */
  forget(row: number): void {
    if (row < this.#mean.length) this.#mean[row] = NaN;
  }

  #makeRoom(): void {
    const { length } = this.#table;
    if (length <= this.#mean.length) return;
    const grown = (values: Float64Array) => {
      const larger = new Float64Array(Math.ceil(1.25 * length)).fill(NaN);
      larger.set(values);
      return larger;
    };
    this.#mean = grown(this.#mean);
    this.#deviation = grown(this.#deviation);
  }
}

function units(table: VectorTable, rows: ArrayLike<number>): Float32Array[] {
  return Array.from(rows, (row) => table.unit(row).slice());
}
