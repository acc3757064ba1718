import type { ByteSource } from "./byte_source.ts";
import { DecodeError } from "./decode_error.ts";

/** An MP4 file's index. */
export interface Mp4Index {
  readonly moov: Uint8Array;
}

const MOST_INDEX_BYTES = 1 << 27;

/** Finds the `moov` box. @throws {DecodeError} Where there is none. */
export async function readMp4Index(source: ByteSource, start: number): Promise<Mp4Index> {
  for (let at = start; at + 8 <= source.size;) {
    const head = await source.read(at, 16);
    const { size, type } = boxAt(head, 0, source.size - at);
    if (size < 8) break;
    if (type === "moov") {
      if (at + size > source.size) break;
      if (size > MOST_INDEX_BYTES) throw new DecodeError("its index is larger than 128 MiB");
      const moov = (await source.read(at, size)).slice();
      return { moov };
    }
    at += size;
  }
  throw new DecodeError(
    "the index (moov) of the MP4 file is missing, so it is cut short or damaged",
  );
}

/**
 * Refuses sample tables that cannot be true, as a decoder would believe them and ask for their memory.
 *
 * @throws {DecodeError} Naming the table.
 */
export function checkTables(moov: Uint8Array, fileSize: number): void {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.length);
  for (const box of leafBoxes(moov, 8, moov.length)) {
    if (!isPlausible(box, { view, fileSize })) {
      throw new DecodeError(`the index of the MP4 file is damaged in its "${box.type}" table`);
    }
  }
}

/** A box by its offsets in the bytes around it. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const CONTAINERS = new Set(["trak", "mdia", "minf", "stbl", "edts", "udta"]);

function* leafBoxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  for (const box of boxesIn(bytes, from, to)) {
    if (CONTAINERS.has(box.type)) yield* leafBoxes(bytes, box.start + 8, box.end);
    else yield box;
  }
}

/** The boxes between two offsets, up to the first that cannot be one. */
export function* boxesIn(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const { size, type } = boxAt(bytes, at, to - at);
    if (size < 8 || at + size > to) return;
    yield { type, start: at, end: at + size };
    at += size;
  }
}

function boxAt(
  bytes: Uint8Array,
  at: number,
  room: number,
): { readonly size: number; readonly type: string } {
  if (at + 8 > bytes.length) return { size: 0, type: "" };
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  const short = view.getUint32(0);
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  const isLong = short === 1 && view.byteLength >= 16;
  return { size: short === 0 ? room : isLong ? Number(view.getBigUint64(8)) : short, type };
}

const ENTRY_BYTES: Readonly<Record<string, number>> = { stco: 4, co64: 8, stsc: 12, stts: 8 };

function isPlausible(
  box: Box,
  context: { readonly view: DataView; readonly fileSize: number },
): boolean {
  const { view, fileSize } = context;
  const body = box.start + 8;
  const room = box.end - body;
  if (box.type === "stsz") {
    if (room < 12) return false;
    const [size, count] = [view.getUint32(body + 4), view.getUint32(body + 8)];
    return size > 0 ? count <= fileSize : count * 4 <= room - 12;
  }
  const entry = ENTRY_BYTES[box.type];
  return entry === undefined || (room >= 8 && view.getUint32(body + 4) * entry <= room - 8);
}
