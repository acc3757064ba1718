import { decodeStream } from "../decode/mod.ts";

const HEAD_BYTES = 44;
/** A WAV file counts its bytes in 32 bits. */
const MOST_BYTES = 2 ** 32 - HEAD_BYTES - 1;

/**
 * Decodes a file into a WAV file of 16 bit, chunk by chunk. What is louder than full scale is clipped.
 *
 * @throws {DecodeError} Where no sample can be had.
 */
export async function writeWav(path: string, target: string): Promise<void> {
  using file = await Deno.open(target, { write: true, create: true, truncate: true });
  await file.write(new Uint8Array(HEAD_BYTES));
  let bytes = 0;
  let layout = { channels: 1, sampleRate: 44100 };
  for await (const { channels, sampleRate } of decodeStream(path)) {
    const samples = interleaved(channels);
    if (bytes + samples.byteLength > MOST_BYTES) break;
    layout = { channels: channels.length, sampleRate };
    await writeAll(file, new Uint8Array(samples.buffer));
    bytes += samples.byteLength;
  }
  await file.seek(0, Deno.SeekMode.Start);
  await writeAll(file, wavHead({ ...layout, bytes }));
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** Samples of 16 bit, the channels of each moment side by side. */
export function interleaved(channels: readonly Float32Array[]): Int16Array<ArrayBuffer> {
  const length = channels[0]?.length ?? 0;
  const out = new Int16Array(length * channels.length);
  channels.forEach((channel, c) => {
    for (let i = 0; i < length; i++) {
      const sample = Math.round(channel[i]! * 32768);
      out[i * channels.length + c] = Math.max(-32768, Math.min(32767, sample));
    }
  });
  return out;
}

/** The head of a WAV file of 16 bit whose samples take so many bytes. */
export function wavHead(
  { channels, sampleRate, bytes }: {
    readonly channels: number;
    readonly sampleRate: number;
    readonly bytes: number;
  },
): Uint8Array {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  const text = (at: number, name: string) =>
    [...name].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  head.setUint32(4, 36 + bytes, true);
  text(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, channels, true);
  head.setUint32(24, sampleRate, true);
  head.setUint32(28, sampleRate * channels * 2, true);
  head.setUint16(32, channels * 2, true);
  head.setUint16(34, 16, true);
  text(36, "data");
  head.setUint32(40, bytes, true);
  return new Uint8Array(head.buffer);
}
