import { gapless } from "@audio/decode-aac";
import type { Seconds } from "../../domain/mod.ts";
import { type Box, boxesIn } from "./_mp4_index.ts";
import { type Mp4Config, sampleEntryOf } from "./_mp4_config.ts";

/** The first track of sound of an MP4 file. */
export interface Mp4Track extends Mp4Config {
  /** Of the sound that is presented; silence that an edit puts before it is not. */
  readonly duration?: Seconds;
  /** The sound's part of its media. */
  readonly window?: { readonly start: number; readonly duration?: number };
  readonly samples: SampleTable;
}

/** Where the samples (frames) of a track lie. */
export interface SampleTable {
  readonly count: number;
  /** Bytes of each sample, or of all. */
  readonly sizeOf: (sample: number) => number;
  readonly chunks: readonly number[];
  /** Samples of each chunk. */
  readonly samplesIn: (chunk: number) => number;
}

/** Finds the first track of sound whose codec has a name here. */
export function audioTrackOf(moov: Uint8Array): Mp4Track | undefined {
  const top = [...boxesIn(moov, 8, moov.length)];
  const mvhd = bodyOf(moov, top.find(({ type }) => type === "mvhd"));
  const ilst = bodyOf(moov, descend(moov, top, ["udta", "meta", "ilst"]));
  const tracks = top.filter(({ type }) => type === "trak").map((trak) =>
    trackIn(moov, trak, { mvhd, ilst })
  );
  return tracks.find((track) => track?.codec !== undefined && track.samples.count > 0) ??
    tracks.find((track) => track !== undefined);
}

function trackIn(
  moov: Uint8Array,
  trak: Box,
  movie: { readonly mvhd: Uint8Array | undefined; readonly ilst: Uint8Array | undefined },
): Mp4Track | undefined {
  const inTrack = childrenOf(moov, trak);
  const mdia = descend(moov, inTrack, ["mdia"]);
  const inMedia = mdia ? childrenOf(moov, mdia) : [];
  const handler = bodyOf(moov, inMedia.find(({ type }) => type === "hdlr"));
  if (!handler || ascii(handler, 8) !== "soun") return undefined;
  const stbl = descend(moov, inMedia, ["minf", "stbl"]);
  const tables = stbl ? childrenOf(moov, stbl) : [];
  const table = (type: string) => bodyOf(moov, tables.find((box) => box.type === type));
  const config = sampleEntryOf(table("stsd"));
  const mdhd = bodyOf(moov, inMedia.find(({ type }) => type === "mdhd"));
  const elst = bodyOf(moov, descend(moov, inTrack, ["edts", "elst"]));
  const { aac: asc, alac } = config;
  const window = gapless({
    ...(elst && { elst }),
    ...(mdhd && { mdhd }),
    ...(table("stts") && { stts: table("stts")! }),
    ...(movie.mvhd && { mvhd: movie.mvhd }),
    ...(movie.ilst && { ilst: movie.ilst }),
    ...(asc && { asc }),
    ...(alac && { alac }),
  }) ?? undefined;
  const duration = window?.duration ?? (mdhd && mediaDuration(mdhd));
  return {
    ...config,
    ...(duration !== undefined && duration > 0 && { duration }),
    ...(window && { window }),
    samples: samplesOf(table),
  };
}

function mediaDuration(mdhd: Uint8Array): Seconds | undefined {
  const isLong = mdhd[0] === 1;
  if (mdhd.length < (isLong ? 32 : 20)) return undefined;
  const view = viewOf(mdhd);
  const scale = view.getUint32(isLong ? 20 : 12);
  const length = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
  return scale > 0 && length > 0 && length < 0xffffffff ? length / scale : undefined;
}

function samplesOf(table: (type: string) => Uint8Array | undefined): SampleTable {
  const [stsz, stsc] = [table("stsz"), table("stsc")];
  const sizes = stsz && stsz.length >= 12 ? viewOf(stsz) : undefined;
  const same = sizes?.getUint32(4) ?? 0;
  const count = sizes?.getUint32(8) ?? 0;
  const runs = stsc && stsc.length >= 8 ? viewOf(stsc) : undefined;
  const [stco, co64] = [table("stco"), table("co64")];
  const offsets = stco ?? co64;
  const entry = stco ? 4 : 8;
  const view = offsets && viewOf(offsets);
  const chunks = Array.from(
    { length: view && view.byteLength >= 8 ? view.getUint32(4) : 0 },
    (_, i) => stco ? view!.getUint32(8 + i * entry) : Number(view!.getBigUint64(8 + i * entry)),
  );
  const perChunk = new Uint32Array(chunks.length);
  const runCount = runs?.getUint32(4) ?? 0;
  for (let i = 0; i < runCount; i++) {
    const from = runs!.getUint32(8 + i * 12) - 1;
    const to = i + 1 < runCount ? runs!.getUint32(20 + i * 12) - 1 : chunks.length;
    perChunk.fill(runs!.getUint32(12 + i * 12), Math.max(0, from), Math.max(0, to));
  }
  return {
    count,
    sizeOf: (sample) => same || sizes!.getUint32(12 + sample * 4),
    chunks,
    samplesIn: (chunk) => perChunk[chunk] ?? 0,
  };
}

function childrenOf(bytes: Uint8Array, box: Box): Box[] {
  const skipped = box.type === "meta" ? 12 : 8;
  return [...boxesIn(bytes, box.start + skipped, box.end)];
}

function descend(
  bytes: Uint8Array,
  boxes: readonly Box[],
  path: readonly string[],
): Box | undefined {
  const [type, ...rest] = path;
  const found = boxes.find((box) => box.type === type);
  return found && rest.length > 0 ? descend(bytes, childrenOf(bytes, found), rest) : found;
}

function bodyOf(bytes: Uint8Array, box: Box | undefined): Uint8Array | undefined {
  return box && bytes.subarray(box.start + 8, box.end);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
