import { blocksOf, type ByteSource } from "../decode/byte_source.ts";
import {
  fourCharacters,
  type Part,
  type Payload,
  type Range,
  unreadable,
  viewAt,
} from "./_payload.ts";

/** Length of a `data` chunk whose true length another chunk holds (RF64), or nobody knew. */
const UNKNOWN_LENGTH = 0xffff_ffff;

/** `fmt ` and `data` of RIFF, RIFX, RF64 and BW64. */
export async function* wavePayload(source: ByteSource, range: Range): Payload {
  const view = await viewAt(source, { at: range.start, length: 12, end: range.end });
  const littleEndian = fourCharacters(view, 0) !== "RIFX";
  yield* chosen(source, {
    chunks: riffChunks(source, range, littleEndian),
    sound: "data",
    wanted: ["fmt ", "data"],
  });
}

/** `COMM` and `SSND` of AIFF and AIFF-C. */
export async function* aiffPayload(source: ByteSource, range: Range): Payload {
  yield* chosen(source, {
    chunks: riffChunks(source, range, false),
    sound: "SSND",
    wanted: ["COMM", "SSND"],
  });
}

/** `desc`, `kuki`, `pakt` and `data` of the Core Audio Format. */
export async function* cafPayload(source: ByteSource, range: Range): Payload {
  yield* chosen(source, {
    chunks: cafChunks(source, range),
    sound: "data",
    wanted: ["desc", "kuki", "pakt", "data"],
  });
}

async function* chosen(
  source: ByteSource,
  { chunks, sound, wanted }: {
    readonly chunks: AsyncGenerator<Part<string>>;
    readonly sound: string;
    readonly wanted: readonly string[];
  },
): Payload {
  let isThere = false;
  for await (const { id, start, end } of chunks) {
    if (!wanted.includes(id)) continue;
    isThere ||= id === sound && end > start;
    yield* blocksOf(source, { start, end });
  }
  if (!isThere) throw unreadable;
}

async function* riffChunks(
  source: ByteSource,
  { start, end }: Range,
  littleEndian: boolean,
): AsyncGenerator<Part<string>> {
  let dataBytes: number | undefined;
  for (let at = start + 12; at + 8 <= end;) {
    const view = await viewAt(source, { at, length: 24, end });
    const id = fourCharacters(view, 0);
    const stated = view.getUint32(4, littleEndian);
    if (id === "ds64" && view.byteLength === 24) dataBytes = Number(view.getBigUint64(16, true));
    const length = id === "data" && stated === UNKNOWN_LENGTH ? dataBytes ?? end : stated;
    const first = at + 8;
    const last = Math.min(first + length, end);
    yield { id, start: first, end: last };
    at = last + (length & 1);
  }
}

async function* cafChunks(source: ByteSource, { start, end }: Range): AsyncGenerator<Part<string>> {
  for (let at = start + 8; at + 12 <= end;) {
    const view = await viewAt(source, { at, length: 12, end });
    const length = Number(view.getBigInt64(4));
    const first = at + 12;
    const last = length < 0 ? end : Math.min(first + length, end);
    yield { id: fourCharacters(view, 0), start: first, end: last };
    at = last;
  }
}
