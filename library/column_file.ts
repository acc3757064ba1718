import type { Collection } from "../collection/mod.ts";
import { encodeColumns } from "../collection/columns_arrow.ts";
import type { Columns } from "../domain/mod.ts";

/** The columns of a collection as Arrow IPC, plain and compressed. */
export interface ColumnBytes {
  /** See `Snapshot.version`. */
  readonly version: number;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** SHA-256 of `plain`, 20 hexadecimal digits. */
  readonly digest: string;
}

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

async function made(columns: Columns, version: number): Promise<ColumnBytes> {
  const plain = Uint8Array.from(encodeColumns(columns));
  const [gzip, digest] = await Promise.all([
    compressed(plain),
    crypto.subtle.digest("SHA-256", plain),
  ]);
  return { version, plain, gzip, digest: new Uint8Array(digest).toHex().slice(0, 20) };
}

/** Compresses piece by piece, so that requests are answered meanwhile. */
async function compressed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
