import { loadavg } from "node:os";
import { readFileSync } from "node:fs";
import process from "node:process";
import { sampled, seeded } from "../../domain/mod.ts";
import type { VectorSource } from "../../similarity/mod.ts";
import { streamedNeighbours } from "../../similarity/reduced/whole_vectors.ts";
import { musavTable } from "./_musav.ts";
import { mixtures } from "./_resampled.ts";

/** Numbers of a vector of EffNet. */
export const DIMENSIONS = 1280;
const ROW_BYTES = DIMENSIONS * Float32Array.BYTES_PER_ELEMENT;
const QUERIES = 100;
const K = 10;

/** Percent of the rows that may be found. */
export const SHARES = [100, 50, 1] as const;

/** The hundredth of the collection that a row is in; a filter of 1 % lets one of them in. */
export function hundredthOf(row: number): number {
  return (Math.imul(row + 1, 0x9e3779b1) >>> 8) % 100;
}

/** What was asked, and which rows are right for each of {@linkcode SHARES}. */
export interface Truth {
  readonly queries: readonly number[];
  readonly right: readonly (readonly number[][])[];
}

/** Mixtures of MusAV's EffNet vectors in a flat file of float32, made where it is missing. */
export class VectorFile implements VectorSource, Disposable {
  readonly ids: readonly string[];
  readonly count: number;
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile, rows: number) {
    this.#file = file;
    this.count = rows;
    this.ids = Array.from({ length: rows }, (_, row) => String(row));
  }

  static async open(path: string, rows: number): Promise<VectorFile> {
    const size = await Deno.stat(path).then(({ size }) => size, () => 0);
    if (size !== rows * ROW_BYTES) await write(path, rows);
    return new VectorFile(await Deno.open(path), rows);
  }

  async *all() {
    for (let row = 0; row < this.count; row += 1000) {
      const count = Math.min(1000, this.count - row);
      const block = this.block(row, count);
      for (let i = 0; i < count; i++) {
        yield { id: this.ids[row + i]!, vector: block.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS) };
      }
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  read(ids: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(ids.map((id) => this.block(Number(id), 1)));
  }

  block(row: number, count: number): Float32Array {
    const block = new Float32Array(count * DIMENSIONS);
    const bytes = new Uint8Array(block.buffer);
    this.#file.seekSync(row * ROW_BYTES, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) at += this.#file.readSync(bytes.subarray(at))!;
    return block;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

async function write(path: string, rows: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  let block = new Float32Array(1000 * DIMENSIONS);
  let filled = 0;
  const flush = () => {
    const bytes = new Uint8Array(block.buffer, 0, filled * ROW_BYTES);
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    [block, filled] = [new Float32Array(1000 * DIMENSIONS), 0];
  };
  for (const vector of mixtures(musavTable("effnet"), { count: rows })) {
    block.set(vector, filled++ * DIMENSIONS);
    if (filled === 1000) flush();
  }
  flush();
}

/** The right answers, worked out by comparing with all vectors, and kept beside them. */
export async function truthOf(vectors: VectorFile, path: string): Promise<Truth> {
  const known = await Deno.readTextFile(path).catch(() => undefined);
  if (known !== undefined) return JSON.parse(known);
  const rows = Array.from({ length: vectors.count }, (_, row) => row);
  const queries = Array.from(sampled(rows, { count: QUERIES, random: seeded(3) }));
  const wanted = queries.map((row) => ({ id: String(row), vector: vectors.block(row, 1) }));
  const right = [];
  for (const share of SHARES) {
    const lists = await streamedNeighbours(within(vectors, share), wanted, { k: K });
    right.push(lists.map((list) => list.map(({ id }) => Number(id))));
  }
  const truth = { queries, right };
  await Deno.writeTextFile(path, JSON.stringify(truth));
  return truth;
}

async function* within(vectors: VectorFile, share: number) {
  for await (const entry of vectors.all()) {
    if (hundredthOf(Number(entry.id)) < share) yield entry;
  }
}

/** Times and recall of searches, asked by so many clients at once. */
export async function searches(what: string, { truth, search, shares = SHARES }: {
  readonly truth: Truth;
  /** Those of {@linkcode SHARES} that are measured. */
  readonly shares?: readonly number[];
  /** Ten rows nearest to that of a query, itself left out. */
  readonly search: (row: number, share: number) => Promise<readonly number[]>;
}): Promise<void> {
  for (const [i, share] of SHARES.entries()) {
    if (!shares.includes(share)) continue;
    for (const clients of [1, 8]) {
      const times: number[] = [];
      let [next, found] = [0, 0];
      const client = async () => {
        while (next < truth.queries.length) {
          const at = next++;
          const started = performance.now();
          const rows = await search(truth.queries[at]!, share);
          times.push(performance.now() - started);
          found += truth.right[i]![at]!.filter((row) => rows.includes(row)).length;
        }
      };
      const started = performance.now();
      await Promise.all(Array.from({ length: clients }, client));
      const seconds = (performance.now() - started) / 1000;
      times.sort((a, b) => a - b);
      const recall = found / truth.right[i]!.reduce((sum, list) => sum + list.length, 0);
      const [p50, p99] = [0.5, 0.99].map((p) => times[Math.floor(p * (times.length - 1))]!);
      say(
        `${what}, ${share} % of rows, ${clients} client${clients > 1 ? "s" : ""}`,
        `p50 ${p50!.toFixed(1)} ms, p99 ${p99!.toFixed(1)} ms, ` +
          `${(truth.queries.length / seconds).toFixed(1)}/s, recall@10 ${recall.toFixed(4)}`,
      );
    }
  }
}

/** Prints a figure with the machine's load. */
export function say(what: string, value: string): void {
  console.log(what.padEnd(44), value, ` load ${loadavg()[0]!.toFixed(1)}; ${resident()}`);
}

/** Prints what some work took: wall, CPU of this process with its threads, memory. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(what, `${seconds} s, CPU ${((user + system) / 1e6).toFixed(1)} s`);
  return result;
}

function resident(): string {
  const status = readFileSync("/proc/self/status", "utf8");
  const [now, anonymous, most] = ["VmRSS", "RssAnon", "VmHWM"].map((name) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1e6).toFixed(2)
  );
  return `${now} GB (own ${anonymous}, at most ${most})`;
}
