import type { ByteSource } from "../decode/byte_source.ts";

/** The bytes of a payload, in order. */
export type Payload = AsyncGenerator<Uint8Array>;

/** Offsets of bytes, the end left out. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Thrown where a container cannot be followed, so that its payload cannot be told apart. */
export const unreadable: unique symbol = Symbol("unreadable");

/** A chunk, box or object of a container. */
export interface Part<Id> extends Range {
  readonly id: Id;
}

/** The bytes from `at`, as a view; shorter where the range ends. */
export async function viewAt(
  source: ByteSource,
  { at, length, end }: { readonly at: number; readonly length: number; readonly end: number },
): Promise<DataView> {
  const bytes = await source.read(at, Math.max(0, Math.min(length, end - at)));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Four bytes as text. */
export function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, i) => view.getUint8(at + i)));
}
