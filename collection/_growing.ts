/** The typed arrays that a column can be. */
export type Cells =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | Uint32Array;

/** A typed array that grows at its end. */
export class Growing<T extends Cells> {
  #cells: T;
  #length = 0;

  /** `cells` is the first, possibly empty, room of the column; its type is the column's. */
  constructor(cells: T) {
    this.#cells = cells;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) this.#reserve(this.#length + 1);
    this.#cells[this.#length++] = value;
  }

  append(values: T): void {
    this.#reserve(this.#length + values.length);
    this.#cells.set(values, this.#length);
    this.#length += values.length;
  }

  /** The cells so far, for as long as none is added. */
  get cells(): T {
    return this.#cells.subarray(0, this.#length) as T;
  }

  /** The cells so far. The column is not to be used afterwards. */
  finish(): T {
    if (this.#length === this.#cells.length) return this.#cells;
    return this.#cells.slice(0, this.#length) as T;
  }

  #reserve(length: number): void {
    if (length <= this.#cells.length) return;
    const larger = new (this.#cells.constructor as new (length: number) => T)(
      Math.max(length, 2 * this.#cells.length, 64),
    );
    larger.set(this.#cells.subarray(0, this.#length));
    this.#cells = larger;
  }
}
