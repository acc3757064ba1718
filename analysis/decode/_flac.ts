import { FLACDecoder } from "@wasm-audio-decoders/flac";
import type { CodecInput, RawChunk } from "./_codec.ts";
import { quietly } from "./_quiet.ts";
import { FlacFrames } from "./_flac_frames.ts";
import { runDecoder, type WasmResult } from "./_wasm_codecs.ts";
import { blocksOf, type ByteSource } from "./byte_source.ts";
import { WAVE_ORDER } from "./downmix.ts";

const KIND = { kind: "flac", make: () => new FLACDecoder(), orders: WAVE_ORDER };

/** FLAC in its own container, frame by frame. */
export function decodeFlac(input: CodecInput): AsyncGenerator<RawChunk> {
  return runDecoder(input, KIND, (decoder) => flacResults(decoder, input));
}

/** FLAC of packets that hold a frame each. */
export function decodeFlacPackets(
  input: CodecInput,
  packets: AsyncIterable<readonly Uint8Array[]>,
): AsyncGenerator<RawChunk> {
  return runDecoder(input, KIND, async function* (decoder): AsyncGenerator<WasmResult> {
    for await (const frames of packets) {
      yield await quietly(() => decoder.decodeFrames([...frames]));
    }
  });
}

async function* flacResults(decoder: FLACDecoder, input: CodecInput): AsyncGenerator<WasmResult> {
  const { source, findings } = input;
  const frames = new FlacFrames();
  const start = await firstFrame(source, input.start);
  const end = await lastFrameEnd(source, input.end ?? source.size);
  findings.audioBytes = Math.max(0, end - start);
  for await (const block of blocksOf(source, { start, end })) {
    const whole = frames.push(block);
    if (whole.length > 0) yield await quietly(() => decoder.decodeFrames([...whole]));
  }
  const last = frames.flush();
  findings.badFrames += frames.bad;
  if (last.length > 0) yield await quietly(() => decoder.decodeFrames([...last]));
}

/** Offset behind the metadata blocks; behind the marker alone where they cannot be believed. */
async function firstFrame(source: ByteSource, start: number): Promise<number> {
  for (let at = start + 4; at + 4 <= source.size;) {
    const head = await source.read(at, 4);
    if (head[0] === 0xff) return at;
    at += 4 + ((head[1]! << 16) | (head[2]! << 8) | head[3]!);
    if ((head[0]! & 0x80) !== 0) return at < source.size ? at : start + 4;
  }
  return start + 4;
}

async function lastFrameEnd(source: ByteSource, end: number): Promise<number> {
  const tag = await source.read(Math.max(0, end - 128), 3);
  return String.fromCharCode(...tag) === "TAG" ? end - 128 : end;
}
