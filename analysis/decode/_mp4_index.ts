import type { ByteSource } from "./byte_source.ts";
import { DecodeError } from "./decode_error.ts";

/** Where an MP4 file's index is, and the index itself. */
export interface Mp4Index {
  readonly start: number;
  readonly end: number;
  readonly moov: Uint8Array;
  /** Whether the samples come before the index, as most encoders write them. */
  readonly isLast: boolean;
}

const MOST_INDEX_BYTES = 1 << 27;

/** Finds the `moov` box. @throws {DecodeError} Where there is none. */
export async function readMp4Index(source: ByteSource, start: number): Promise<Mp4Index> {
  let isLast = false;
  for (let at = start; at + 8 <= source.size;) {
    const head = await source.read(at, 16);
    const { size, type } = boxAt(head, 0, source.size - at);
    if (size < 8) break;
    if (type === "moov") {
      if (at + size > source.size) break;
      if (size > MOST_INDEX_BYTES) throw new DecodeError("its index is larger than 128 MiB");
      const moov = (await source.read(at, size)).slice();
      return { start: at, end: at + size, moov, isLast };
    }
    if (type === "mdat") isLast = true;
    at += size;
  }
  throw new DecodeError(
    "the index (moov) of the MP4 file is missing, so it is cut short or damaged",
  );
}

/**
 * The index as it reads where it stands at the beginning of the file: chunks that lay before it are
 * `moov.length` bytes further on. Sample tables that cannot be true are refused, as the decoder would
 * believe them and ask for their memory.
 */
export function movedIndex(index: Mp4Index, fileSize: number): Uint8Array {
  const moov = index.moov.slice();
  const view = new DataView(moov.buffer);
  for (const box of leafBoxes(moov, 8, moov.length)) {
    const body = box.start + 8;
    if (!isPlausible(box, { view, fileSize })) {
      throw new DecodeError(`the index of the MP4 file is damaged in its "${box.type}" table`);
    }
    if (!index.isLast) continue;
    const count = box.type === "stco" || box.type === "co64" ? view.getUint32(body + 4) : 0;
    for (let i = 0; i < count; i++) {
      const at = body + 8 + i * (box.type === "stco" ? 4 : 8) + (box.type === "stco" ? 0 : 4);
      const offset = view.getUint32(at);
      if (offset < index.start) view.setUint32(at, offset + moov.length);
    }
  }
  return moov;
}

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const CONTAINERS = new Set(["trak", "mdia", "minf", "stbl", "edts", "udta"]);

function* leafBoxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const { size, type } = boxAt(bytes, at, to - at);
    if (size < 8 || at + size > to) return;
    if (CONTAINERS.has(type)) yield* leafBoxes(bytes, at + 8, at + size);
    else yield { type, start: at, end: at + size };
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
