import { createHash } from "node:crypto";
import { join } from "node:path";
import { serialize } from "node:v8";
import { type Analysis, type AnalysisJob, createAnalysisPool, type Pool } from "../analysis/mod.ts";
import { CATALOGUE, type StageId } from "../domain/mod.ts";

/** A small file to be damaged. */
export interface FuzzSeed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a run looks at, and for how long. */
export interface FuzzOptions {
  readonly seeds: readonly FuzzSeed[];
  readonly seed: number;
  /** Milliseconds after which no further file is begun. */
  readonly time: number;
  readonly workers: number;
  /** Number of the first file, to repeat a fault. */
  readonly from?: number;
}

/** A file that made the analysis do what it must not. */
export interface FuzzFault {
  readonly number: number;
  readonly name: string;
  readonly what: string;
}

/** What became of the files. */
export interface FuzzReport {
  readonly files: number;
  readonly analysed: number;
  readonly refused: number;
  readonly faults: readonly FuzzFault[];
}

/** The stages that need no model. */
const STAGES: readonly StageId[] = [
  "file",
  "loudness",
  "tempo",
  "key",
  "danceability",
  "timbre",
];
/** Bytes that a record may take in the store, besides what the store adds. */
const MOST_RECORD_BYTES = 60_000;

/**
 * Damages files and analyses them in the pool of a run, each with its time limit. File `n` of a seed is always
 * the same.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const folder = await Deno.makeTempDir();
  const pool = createAnalysisPool({ size: options.workers, tempo: "degara" });
  const end = Date.now() + options.time;
  let number = options.from ?? 0;
  const faults: FuzzFault[] = [];
  const counts = { files: 0, analysed: 0, refused: 0 };
  const work = async () => {
    while (Date.now() < end) {
      const mine = number++;
      const { name, bytes } = damaged(options, mine);
      const path = join(folder, `${mine}-${name}`);
      await Deno.writeFile(path, bytes);
      const { result, what } = await outcomeOf(pool, { path, size: bytes.length, stages: STAGES });
      await Deno.remove(path);
      counts.files += 1;
      counts[result ? "analysed" : "refused"] += 1;
      for (const fault of what) faults.push({ number: mine, name, what: fault });
    }
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    pool.close();
    await Deno.remove(folder, { recursive: true });
  }
  return { ...counts, faults };
}

async function outcomeOf(
  pool: Pool<AnalysisJob, Analysis>,
  job: AnalysisJob,
): Promise<{ readonly result: boolean; readonly what: readonly string[] }> {
  const outcome = await pool.run(job);
  if ("result" in outcome) return { result: true, what: faultsOf(outcome.result) };
  const { stage, reason } = outcome.failed;
  const isRefused = stage === "decode" && reason !== "" &&
    !/^no answer|worker|memory access/.test(reason);
  return { result: false, what: isRefused ? [] : [`failed at "${stage}": ${reason}`] };
}

/** What must not be in an analysis, whatever the file was. */
export function faultsOf(analysis: Analysis): readonly string[] {
  const { file, values, absent, vectors } = analysis;
  const faults: string[] = [];
  if (!(file.duration > 0 && Number.isFinite(file.duration))) faults.push("no duration");
  if (file.bitRate !== undefined && !(file.bitRate > 0)) faults.push(`bit rate ${file.bitRate}`);
  for (const descriptor of CATALOGUE) {
    const value = values[descriptor.id];
    if (value === undefined) continue;
    if (absent[descriptor.id] !== undefined) faults.push(`${descriptor.id} is there and absent`);
    if (descriptor.kind === "category") {
      if (!descriptor.names.includes(String(value))) faults.push(`${descriptor.id}: ${value}`);
    } else if (!isWithin(Number(value), descriptor.range)) {
      faults.push(`${descriptor.id}: ${value}`);
    }
  }
  for (const [kind, vector] of Object.entries(vectors)) {
    if (!vector!.every((x) => Number.isFinite(x))) faults.push(`${kind} is not finite`);
  }
  const { vectors: _vectors, along: _along, ...record } = analysis;
  const bytes = serialize(record).byteLength;
  if (bytes > MOST_RECORD_BYTES) faults.push(`its record takes ${bytes} bytes`);
  return faults;
}

/** Ten times the width of what charts show: no measure of sound leaves that. */
function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  const room = 10 * (high - low);
  return value >= low - room && value <= high + room;
}

/** File `number`: a seed with up to eight wounds. */
export function damaged(
  { seeds, seed }: Pick<FuzzOptions, "seeds" | "seed">,
  number: number,
): FuzzSeed {
  const draw = drawsOf(`${seed} ${number}`);
  const { name, bytes } = seeds[draw(seeds.length)]!;
  let out = bytes.slice();
  for (let wounds = 1 + draw(8); wounds > 0 && out.length > 1; wounds--) {
    // Half of all wounds lie in the head, where what is believed stands.
    const at = draw(draw(2) === 0 ? Math.min(out.length, 512) : out.length);
    const length = 1 + draw(draw(2) === 0 ? 8 : Math.min(out.length, 20_000));
    const stop = Math.min(out.length, at + length);
    const kind = draw(6);
    if (kind === 0) out[at] = draw(256);
    else if (kind === 1) out.fill(draw(2) * 255, at, stop);
    else if (kind === 2) { for (let i = at; i < stop; i++) out[i] = draw(256); }
    else if (kind === 3) out = joined(out.subarray(0, at), out.subarray(stop));
    else if (kind === 4) out = joined(out.subarray(0, stop), out.subarray(at));
    else out = out.slice(0, Math.max(1, at));
  }
  return { name, bytes: out };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Whole numbers below a bound that follow from a text alone. */
function drawsOf(text: string): (below: number) => number {
  let block: Uint8Array = new Uint8Array(0);
  let [used, count] = [0, 0];
  return (below) => {
    if (used + 4 > block.length) {
      block = createHash("sha256").update(`${text} ${count++}`).digest();
      used = 0;
    }
    const word = new DataView(block.buffer, block.byteOffset + used, 4).getUint32(0);
    used += 4;
    return word % below;
  };
}
