/** Means and covariances of vectors that come one after another. */
export class RunningMoments {
  #count = 0;
  readonly #sum: Float64Array;
  readonly #products: Float64Array;
  readonly #origin: Float64Array;

  constructor(readonly size: number) {
    this.#sum = new Float64Array(size);
    this.#products = new Float64Array(size * size);
    this.#origin = new Float64Array(size);
  }

  /** Takes a vector, shape `(size,)`. */
  add(vector: Float64Array): void {
    if (this.#count++ === 0) this.#origin.set(vector);
    for (let i = 0; i < this.size; i++) {
      const x = vector[i]! - this.#origin[i]!;
      this.#sum[i]! += x;
      for (let j = 0; j <= i; j++) {
        this.#products[i * this.size + j]! += x * (vector[j]! - this.#origin[j]!);
      }
    }
  }

  /** Mean of each component. */
  means(): Float64Array {
    return this.#sum.map((sum, i) => this.#origin[i]! + sum / this.#count);
  }

  /** Standard deviation of each component. */
  deviations(): Float64Array {
    return this.#sum.map((_, i) => Math.sqrt(Math.max(0, this.#covariance(i, i))));
  }

  /** Upper triangle of the covariance matrix with the diagonal, row by row. */
  covariances(): Float64Array {
    const values: number[] = [];
    for (let i = 0; i < this.size; i++) {
      for (let j = i; j < this.size; j++) values.push(this.#covariance(j, i));
    }
    return Float64Array.from(values);
  }

  #covariance(i: number, j: number): number {
    const n = this.#count;
    return this.#products[i * this.size + j]! / n - this.#sum[i]! / n * this.#sum[j]! / n;
  }
}
