import { ExchangeError } from "./failure.ts";

/** Shape of a matrix in a `.npy` file. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Our header's length; NumPy asks for a multiple of 64. */
const HEADER_BYTES = 128;
/** Bytes read or written at once. */
const CHUNK_BYTES = 1 << 20;

type Format = "<f4" | "<f8";

interface Header extends Shape {
  readonly format: Format;
  /** Where the numbers begin. */
  readonly start: number;
}

/** The header of a float32 matrix in C order, `HEADER_BYTES` long (NumPy format 1.0). */
function headerOf({ rows, columns }: Shape): Uint8Array<ArrayBuffer> {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const bytes = new Uint8Array(HEADER_BYTES).fill(0x20);
  bytes.set([...MAGIC, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, HEADER_BYTES - 10, true);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[HEADER_BYTES - 1] = 0x0a;
  return bytes;
}

/** Reads the header from a file's first bytes. Throws an ExchangeError that says what is wrong. */
function parseHeader(bytes: Uint8Array, path: string): Header {
  const wrong = (why: string) => new ExchangeError(`Cannot read ${path}: ${why}`);
  const latin = new TextDecoder("latin1").decode(bytes);
  if (bytes.length < 12 || !MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw wrong("it does not begin as a NumPy file does");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6];
  const [length, from] = major === 1
    ? [view.getUint16(8, true), 10]
    : [view.getUint32(8, true), 12];
  const text = latin.slice(from, from + length);
  const format = /'descr':\s*'([^']+)'/.exec(text)?.[1];
  const shape = /'shape':\s*\(\s*(\d+)\s*,\s*(\d+)\s*,?\s*\)/.exec(text);
  if (text.length < length || !format || !/'fortran_order':\s*(True|False)/.test(text)) {
    throw wrong("its header is damaged");
  }
  if (!shape) throw wrong("it is not a matrix with one row a track");
  if (format !== "<f4" && format !== "<f8") {
    throw wrong(`its numbers are ${format}; save it as float32`);
  }
  if (/'fortran_order':\s*True/.test(text)) {
    throw wrong("it is in Fortran order; save it with np.ascontiguousarray");
  }
  return { rows: Number(shape[1]), columns: Number(shape[2]), format, start: from + length };
}

/** Fills `bytes` from a file; fewer than asked only at its end. */
async function fill(file: Deno.FsFile, bytes: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < bytes.length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return filled;
}

/** A matrix in a NumPy file, read row by row. */
export class NpyReader implements Disposable {
  readonly path: string;
  readonly shape: Shape;
  readonly #file: Deno.FsFile;
  readonly #header: Header;

  private constructor(file: Deno.FsFile, options: { path: string; header: Header }) {
    this.#file = file;
    this.#header = options.header;
    this.path = options.path;
    this.shape = { rows: options.header.rows, columns: options.header.columns };
  }

  /** Opens a file and checks header and length. Throws an ExchangeError that says what is wrong. */
  static async open(path: string): Promise<NpyReader> {
    const file = await Deno.open(path);
    try {
      const head = new Uint8Array(64 * 1024);
      const header = parseHeader(head.subarray(0, await fill(file, head)), path);
      const size = header.format === "<f4" ? 4 : 8;
      const expected = header.start + header.rows * header.columns * size;
      const { size: actual } = await file.stat();
      if (actual !== expected) {
        throw new ExchangeError(
          `Cannot read ${path}: its header promises ${header.rows} x ${header.columns} numbers, ${expected} bytes in all, and it has ${actual}`,
        );
      }
      return new NpyReader(file, { path, header });
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** The rows from the first on, each a fresh array. */
  async *rows(): AsyncGenerator<Float32Array> {
    const { rows, columns, format, start } = this.#header;
    await this.#file.seek(start, Deno.SeekMode.Start);
    const Cells = format === "<f4" ? Float32Array : Float64Array;
    const rowBytes = columns * Cells.BYTES_PER_ELEMENT;
    const most = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, rowBytes)));
    for (let row = 0; row < rows; row += most) {
      const count = Math.min(most, rows - row);
      const bytes = new Uint8Array(count * rowBytes);
      await fill(this.#file, bytes);
      const cells = new Cells(bytes.buffer);
      for (let i = 0; i < count; i++) {
        yield Float32Array.from(cells.subarray(i * columns, (i + 1) * columns));
      }
    }
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Writes a float32 matrix row by row; {@linkcode NpyWriter.finish} writes the number of rows. */
export class NpyWriter {
  readonly #file: Deno.FsFile;
  readonly #columns: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #rows = 0;

  private constructor(file: Deno.FsFile, columns: number) {
    this.#file = file;
    this.#columns = columns;
  }

  /** Makes or empties the file at `path`. */
  static async create(path: string, columns: number): Promise<NpyWriter> {
    const file = await Deno.open(path, { write: true, create: true, truncate: true });
    await writeAll(file, headerOf({ rows: 0, columns }));
    return new NpyWriter(file, columns);
  }

  /** Writes the next row; NaN throughout where there is none. Throws a RangeError on a wrong length. */
  async write(row: Float32Array | undefined): Promise<void> {
    const cells = row ?? new Float32Array(this.#columns).fill(NaN);
    if (cells.length !== this.#columns) {
      throw new RangeError(
        `Cannot write a row of ${cells.length} numbers: the others have ${this.#columns}`,
      );
    }
    this.#pending.push(new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
    this.#pendingBytes += cells.byteLength;
    this.#rows++;
    if (this.#pendingBytes >= CHUNK_BYTES) await this.#flush();
  }

  /** Writes what is left and the header, and closes the file. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#file.seek(0, Deno.SeekMode.Start);
    await writeAll(this.#file, headerOf({ rows: this.#rows, columns: this.#columns }));
    this.#file.close();
  }

  async #flush(): Promise<void> {
    const bytes = new Uint8Array(this.#pendingBytes);
    let at = 0;
    for (const part of this.#pending) {
      bytes.set(part, at);
      at += part.length;
    }
    this.#pending = [];
    this.#pendingBytes = 0;
    await writeAll(this.#file, bytes);
  }
}

/** Writes all of `bytes`. */
export async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += await file.write(bytes.subarray(written));
}
