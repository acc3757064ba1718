import { createGzip, gunzip } from "node:zlib";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import type { Collection } from "../collection/mod.ts";
import { encodeColumns } from "../collection/columns_arrow.ts";
import { type Columns, turnTaking } from "../domain/mod.ts";

/** The columns of a collection as Arrow IPC, compressed: at two million tracks they are 1.1 GB otherwise. */
export interface ColumnBytes {
  /** See `Snapshot.version`. */
  readonly version: number;
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes before they were compressed, 20 hexadecimal digits. */
  readonly digest: string;
}

/** Of 1 to 9: less than half the time of the usual 6, and 7 % more bytes. */
const LEVEL = 3;
/** Bytes that are compressed at once. */
const PIECE = 1 << 17;

/** The columns of a collection as the pages fetch them: made once for each version of it. */
export class ColumnFile {
  readonly #collection: Collection;
  #made: { readonly of: Columns; readonly bytes: Promise<ColumnBytes> } | undefined;

  constructor(collection: Collection) {
    this.#collection = collection;
  }

  /** The bytes as of now; kept until the columns change. */
  get(): Promise<ColumnBytes> {
    const { columns, version } = this.#collection.snapshot;
    if (this.#made?.of !== columns) this.#made = { of: columns, bytes: made(columns, version) };
    return this.#made.bytes;
  }
}

/** The bytes before they were compressed, for who does not unpack them. */
export async function unpackedColumns({ gzip }: ColumnBytes): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await promisify(gunzip)(gzip));
}

async function made(columns: Columns, version: number): Promise<ColumnBytes> {
  const plain = encodeColumns(columns) as Uint8Array<ArrayBuffer>;
  const [gzip, digest] = await Promise.all([
    compressed(plain),
    crypto.subtle.digest("SHA-256", plain),
  ]);
  return { version, gzip, digest: new Uint8Array(digest).toHex().slice(0, 20) };
}

/** Compresses piece by piece, so that requests are answered meanwhile. */
async function compressed(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Readable.from(piecesOf(bytes)).pipe(createGzip({ level: LEVEL }));
  return new Uint8Array(await buffer(packed));
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const turn = turnTaking();
  for (let at = 0; at < bytes.length; at += PIECE) {
    await turn();
    yield bytes.subarray(at, at + PIECE);
  }
}
