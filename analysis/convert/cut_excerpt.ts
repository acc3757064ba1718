import { decodeStream } from "../decode/mod.ts";
import type { Excerpt, ExcerptJob } from "./excerpt.ts";
import { interleaved, wavHead } from "./write_wav.ts";

/** What is no louder is taken for silence before the first sound and after the last: −60 dBFS. */
const SILENT = 0.001;
/** Silence that is kept while it is not known whether sound follows, times the length wanted. */
const KEPT_SILENCE = 8;

interface Piece {
  readonly channels: readonly Float32Array[];
  /** Of its first sample. */
  readonly at: number;
}

/**
 * The first or the last seconds of a file that sound, decoded; silence around the music is left out.
 *
 * @throws {DecodeError} Where no sample can be had.
 */
export async function cutExcerpt({ path, part, seconds }: ExcerptJob): Promise<Excerpt> {
  let pieces: Piece[] = [];
  let [sampleRate, at, first, last] = [44100, 0, -1, 0];
  for await (const chunk of decodeStream(path)) {
    sampleRate = chunk.sampleRate;
    const wanted = Math.round(seconds * sampleRate);
    const length = chunk.channels[0]!.length;
    const [from, to] = soundIn(chunk.channels);
    if (to > 0) {
      if (first < 0) first = at + from;
      last = at + to;
    }
    pieces.push({ channels: chunk.channels, at });
    at += length;
    const begin = part === "start" ? Math.max(0, first) : last - wanted;
    const keeps = Math.max(begin, at - KEPT_SILENCE * wanted);
    pieces = pieces.filter((piece) => piece.at + piece.channels[0]!.length > keeps);
    if (part === "start" && first >= 0 && at >= first + wanted) break;
  }
  const wanted = Math.round(seconds * sampleRate);
  const oldest = pieces[0]?.at ?? 0;
  const begin = Math.max(oldest, part === "start" ? Math.max(0, first) : last - wanted);
  const end = part === "start" ? Math.min(at, begin + wanted) : Math.max(begin, last || at);
  return { wav: wavOf(pieces, { begin, end, sampleRate }), start: begin / sampleRate };
}

/** The first sample that sounds and the one behind the last; 0 and 0 where none does. */
function soundIn(channels: readonly Float32Array[]): readonly [number, number] {
  const length = channels[0]!.length;
  const sounds = (i: number) => channels.some((channel) => Math.abs(channel[i]!) > SILENT);
  let [from, to] = [0, length];
  while (from < length && !sounds(from)) from++;
  while (to > from && !sounds(to - 1)) to--;
  return from === length ? [0, 0] : [from, to];
}

function wavOf(
  pieces: readonly Piece[],
  { begin, end, sampleRate }: {
    readonly begin: number;
    readonly end: number;
    readonly sampleRate: number;
  },
): Uint8Array<ArrayBuffer> {
  const parts = pieces.flatMap(({ channels, at }) => {
    const cut = channels.map((channel) =>
      channel.subarray(Math.max(0, begin - at), Math.max(0, end - at))
    );
    return cut[0]!.length > 0 ? [interleaved(cut)] : [];
  });
  const bytes = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const channels = pieces[0]?.channels.length ?? 1;
  const head = wavHead({ channels, sampleRate, bytes });
  const wav = new Uint8Array(head.length + bytes);
  wav.set(head);
  let to = head.length;
  for (const { buffer, byteLength } of parts) {
    wav.set(new Uint8Array(buffer), to);
    to += byteLength;
  }
  return wav;
}
