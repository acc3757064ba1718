/**
 * Measures how a collection of 100,000 tracks, resampled with a seed from ../shared/musav, loads,
 * follows its store, and travels. Run with
 * `deno run -A --v8-flags=--expose-gc tests/collection/collection_bench.ts [tracks] [store]`.
 */
import { gzipSync } from "node:zlib";
import { openCollection } from "../../collection/mod.ts";
import { decodeColumns, encodeColumns } from "../../collection/columns_arrow.ts";
import { importCollection, resampled } from "../../exchange/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { sharedPath } from "../fixtures/shared.ts";

const MUSAV = sharedPath("musav");
const [tracks = "100000", kept] = Deno.args;

async function timed<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what.padEnd(44)}${(performance.now() - start).toFixed(0).padStart(8)} ms`);
  return result;
}

function megabytes(what: string, bytes: number): void {
  console.log(`${what.padEnd(44)}${(bytes / 1e6).toFixed(2).padStart(8)} MB`);
}

/** Memory in use after garbage collection, bytes. */
function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

async function fill(store: Store): Promise<void> {
  using musav = await openStore(":memory:");
  await importCollection(musav, MUSAV);
  await store.putMany(resampled(musav, { tracks: Number(tracks), seed: 1, now: 0 }));
}

const folder = await Deno.makeTempDir();
const location = kept ?? `${folder}/bench.kv`;
{
  using store = await openStore(location);
  if (await store.revision() === "") await timed("fill the store", () => fill(store));
  megabytes("store", (await Deno.stat(location)).size);
  const before = memory();
  using collection = await timed("load", () => openCollection(store, { interval: 0 }));
  megabytes("columns in memory", memory() - before);
  await timed("look, nothing new", () => collection.refresh());
  const track = (await store.getTrack(collection.columns.ids[0]!))!;
  for (let i = 0; i < 3; i++) {
    await store.putTrack(track);
    await timed("take up one changed track", () => collection.refresh());
  }
  const bytes = await timed("encode as Arrow", () => encodeColumns(collection.columns));
  megabytes("Arrow", bytes.length);
  megabytes("Arrow, gzip", (await timed("gzip", () => gzipSync(bytes))).length);
  await timed("decode", () => decodeColumns(bytes));
  await timed("list one space (effnet)", async () => {
    for await (const _ of store.vectors("effnet"));
  });
}
await Deno.remove(folder, { recursive: true });
