/**
 * The reduction of our own and LanceDB on the same vectors beyond memory: time to build, disk, memory,
 * latency at 1 and 8 clients, recall@10 plain and under masks.
 *
 * `deno run -A tests/similarity/beyond_memory_bench.ts <folder> <rows> own|hnsw-sq|ivf-rq|ivf-pq`; all but
 * `own` need `@lancedb/lancedb`, which is no dependency: name its module in `LANCEDB`. `LANCE_AT` names a
 * folder of object storage (`s3://…`, with `AWS_*` as usual and `AWS_ENDPOINT` for a server of one's own) in
 * place of the one beside the vectors.
 *
 * @module
 */
import process from "node:process";
import { VectorSpace } from "../../similarity/mod.ts";
import {
  DIMENSIONS,
  hundredthOf,
  say,
  searches,
  SHARES,
  timed,
  type Truth,
  truthOf,
  VectorFile,
} from "./_beyond_memory.ts";

const K = 10;
/** Percent of the rows up to which LanceDB is told to compare with all that a filter lets in. */
const EXACT_BELOW = Number(Deno.env.get("EXACT_BELOW") ?? 0);
/** Share of the rows that come to LanceDB once the others are indexed. */
const LATER = Number(Deno.env.get("LATER") ?? 0.1);
/** Queries of rows that are not indexed yet, all of which each is compared with. */
const FEW = 20;
/** How many of the settings of its lists LanceDB is searched with. */
const SETTINGS = Number(Deno.env.get("SETTINGS") ?? 2);
const [folder, rows, engine] = process.argv.slice(2);
if (folder === undefined || engine === undefined) {
  throw new Error("Cannot measure: name a folder, a number of rows and an engine");
}
const count = Number(rows);
await Deno.mkdir(folder, { recursive: true });
using vectors = await VectorFile.open(`${folder}/${count}.f32`, count);
const truth = await truthOf(vectors, `${folder}/${count}.json`);
if (engine === "own") await measureOwn(truth);
else await measureLance(engine, truth);

async function measureOwn(truth: Truth): Promise<void> {
  const kept = `${folder}/own-${count}`;
  await Deno.mkdir(kept, { recursive: true });
  const space = await timed(
    "vectors opened",
    () => VectorSpace.open(vectors, { space: "effnet", folder: kept, wholeUpTo: 1 }),
  );
  const masks = new Map([50, 1].map((share) => [
    share,
    Uint8Array.from({ length: count }, (_, row) => hundredthOf(row) < share ? 1 : 0),
  ]));
  const search = async (row: number, share: number) => {
    const mask = masks.get(share);
    const { neighbours } = await space.searchOf(row, { k: K, ...(mask && { mask }) });
    return neighbours.map((neighbour) => neighbour.row);
  };
  const state = await timed("index", () => space.settled);
  say("index", JSON.stringify(state));
  await searches("own", { truth, search });
  await space.close();
  say("disk", `${(await sizeOf(kept) / 1e9).toFixed(2)} GB`);
}

/** What is used of LanceDB and Arrow; see their documentation. */
interface Query extends PromiseLike<unknown> {
  distanceType(type: "cosine"): Query;
  limit(count: number): Query;
  refineFactor(factor: number): Query;
  ef(count: number): Query;
  nprobes(count: number): Query;
  bypassVectorIndex(): Query;
  where(predicate: string): Query;
  select(columns: readonly string[]): Query;
  toArray(): Promise<{ readonly row: number }[]>;
}

async function measureLance(kind: string, truth: Truth): Promise<void> {
  const lance = await import(Deno.env.get("LANCEDB") ?? "npm:@lancedb/lancedb@0.31.0");
  const arrow = await import(Deno.env.get("ARROW") ?? "npm:apache-arrow@18.1.0");
  const path = Deno.env.get("LANCE_AT") ?? `${folder}/lance-${count}`;
  const allowHttp = Deno.env.get("AWS_ENDPOINT")?.startsWith("http:") ? "true" : "false";
  const db = await lance.connect(path, { storageOptions: { allow_http: allowHttp } });
  const blockOf = (from: number, rows: number) => {
    const child = arrow.makeData({ type: new arrow.Float32(), data: vectors.block(from, rows) });
    const item = new arrow.Field("item", new arrow.Float32(), true);
    const list = arrow.makeData({
      type: new arrow.FixedSizeList(DIMENSIONS, item),
      length: rows,
      child,
    });
    const at = Int32Array.from({ length: rows }, (_, i) => from + i);
    const share = at.map(hundredthOf);
    return new arrow.Table({
      row: arrow.makeVector(at),
      share: arrow.makeVector(share),
      vector: new arrow.Vector([list]),
    });
  };
  const first = count - Math.round(count * LATER);
  const exists = (await db.tableNames()).includes("effnet");
  const table = exists ? await db.openTable("effnet") : await timed("rows written", async () => {
    const table = await db.createTable("effnet", blockOf(0, Math.min(20_000, first)));
    for (let from = 20_000; from < first; from += 20_000) {
      await table.add(blockOf(from, Math.min(20_000, first - from)));
    }
    return table;
  });
  if (!exists) {
    await timed("scalar index", () => table.createIndex("share"));
    await timed("compacted", () => table.optimize());
  }
  say("disk without an index", `${(await sizeOf(path) / 1e9).toFixed(2)} GB`);
  const lists = Math.max(1, Math.round(count / 4096));
  const config = kind === "hnsw-sq"
    ? lance.Index.hnswSq({
      distanceType: "cosine",
      numPartitions: Math.max(1, Math.round(count / 1e6)),
    })
    : kind === "ivf-rq"
    ? lance.Index.ivfRq({ distanceType: "cosine", numPartitions: lists })
    : lance.Index.ivfPq({ distanceType: "cosine", numPartitions: lists, numSubVectors: 160 });
  const build = () =>
    table.createIndex("vector", { config, replace: true, waitTimeoutSeconds: 36_000 });
  if (Deno.env.get("KEEP") === undefined) await timed(`index ${kind}`, build);
  say("disk", `${(await sizeOf(path) / 1e9).toFixed(2)} GB`);
  if (first < count) {
    if (await table.countRows() < count) {
      await timed(`${count - first} rows appended`, () => table.add(blockOf(first, count - first)));
    }
    await allSearches("appended", SHARES, FEW);
    await timed("the index brought up to date", () => table.optimize());
  }
  await allSearches("indexed", SHARES);
  await timed("half of the rows deleted", () => table.delete("share >= 50"));
  await allSearches("after deletion", [50, 1]);
  await timed("optimised", () => table.optimize());
  await allSearches("after deletion, optimised", [50, 1]);
  say("disk", `${(await sizeOf(path) / 1e9).toFixed(2)} GB`);

  async function allSearches(
    when: string,
    shares: readonly number[],
    most = Infinity,
  ): Promise<void> {
    const asked = {
      queries: truth.queries.slice(0, most),
      right: truth.right.map((lists) => lists.slice(0, most)),
    };
    const settings: readonly { refine: number; probes: number; ef?: number }[] = kind === "hnsw-sq"
      ? [{ refine: 10, ef: 400, probes: 1 }]
      : [{ refine: 10, probes: 20 }, { refine: 20, probes: 60 }].slice(0, SETTINGS);
    for (const { refine, probes, ef } of settings) {
      const search = async (row: number, share: number) => {
        let query: Query = table.search(vectors.block(row, 1)).distanceType("cosine").limit(K + 1)
          .refineFactor(refine).nprobes(probes).select(["row", "_distance"]);
        if (ef !== undefined) query = query.ef(ef);
        if (share < shares[0]!) query = query.where(`share < ${share}`);
        if (share <= EXACT_BELOW) query = query.bypassVectorIndex();
        return (await query.toArray()).map((found) => found.row).filter((found) => found !== row)
          .slice(0, K);
      };
      const how = `${kind}, refine ${refine}, ${
        ef === undefined ? `probes ${probes}` : `ef ${ef}`
      }`;
      await searches(`${when}: ${how}`, { truth: asked, search, shares });
    }
  }
}

/** NaN in object storage. */
async function sizeOf(path: string): Promise<number> {
  if (path.startsWith("s3:")) return NaN;
  let bytes = 0;
  for await (const entry of Deno.readDir(path)) {
    const inside = `${path}/${entry.name}`;
    bytes += entry.isDirectory ? await sizeOf(inside) : (await Deno.stat(inside)).size;
  }
  return bytes;
}
