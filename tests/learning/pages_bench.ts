/**
 * What a training costs on a server, and those who ask it meanwhile: 10,000 × 1280, 10 classes, 30 epochs.
 * Seconds of each learner, times of pages and queries, the most memory of the whole process.
 * `deno run -A --no-check tests/learning/pages_bench.ts [learner]…`, of knn, softmax, mlp, forest
 */
import { join } from "node:path";
import { normal, seeded, type TrackId } from "../../domain/mod.ts";
import { openStore } from "../../store/mod.ts";
import { launchedPages } from "../fixtures/launched_pages.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { pidsBelow } from "../tasks/_command.ts";

const [ROWS, DIMENSIONS, CLASSES] = [10_000, 1280, 10];
const PAGES = [
  "/learn",
  "/",
  "/explore",
  "/api/tracks?limit=50",
  "/api/tracks?tempo=100-140&limit=50",
];

async function fill(db: string): Promise<void> {
  using store = await openStore(db);
  const random = normal(seeded(7));
  const centres = Float32Array.from({ length: CLASSES * DIMENSIONS }, () => 0.06 * random());
  const entries = new Map<TrackId, { key: string; classes: number[] }>();
  for (let from = 0; from < ROWS; from += 500) {
    await store.putMany(Array.from({ length: 500 }, (_, i) => {
      const id = `t${String(from + i).padStart(5, "0")}`;
      const own = (from + i) % CLASSES;
      entries.set(id, { key: id, classes: [own] });
      const effnet = Float32Array.from(
        { length: DIMENSIONS },
        (_, d) => random() + centres[own * DIMENSIONS + d]!,
      );
      const tags = { artist: `Artist ${(from + i) >> 3}`, title: id };
      return { track: { ...trackOf(id), tags }, vectors: { effnet } };
    }));
  }
  await store.labels.put({
    id: "kinds",
    name: "Kinds",
    kind: "hand",
    origin: "hand",
    classes: Array.from({ length: CLASSES }, (_, c) => `class ${c}`),
    several: false,
    fields: [],
    joined: 1,
  }, entries);
}

/** The process that serves, and the most memory that it has held, in MB. */
async function peakOf(pid: number): Promise<number> {
  let most = 0;
  const pids = [pid];
  for (const each of pids) {
    pids.push(...await pidsBelow(each));
    const status = await Deno.readTextFile(`/proc/${each}/status`).catch(() => "");
    most = Math.max(most, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1e3);
  }
  return most;
}

const folder = await Deno.makeTempDir();
const db = join(folder, "x.kv");
await fill(db);
const learners = Deno.args.length > 0 ? Deno.args : ["knn", "softmax", "mlp", "forest"];
{
  await using site = await launchedPages(db);
  const get = async (path: string) => {
    const start = performance.now();
    await (await fetch(`${site.origin}${path}`)).arrayBuffer();
    return performance.now() - start;
  };
  for (const path of PAGES) for (let i = 0; i < 3; i++) await get(path);
  console.log(
    `before: ${(await peakOf(site.pid)).toFixed(0)} MB, load ${Deno.loadavg()[0]!.toFixed(1)}`,
  );
  for (const learner of learners) {
    const form = new URLSearchParams({
      set: "kinds",
      features: "effnet",
      split: "artist",
      epochs: "30",
      learner,
    });
    const begun = await fetch(`${site.origin}/learn`, { method: "POST", body: form });
    await begun.body?.cancel();
    const id = begun.url.split("/").at(-1)!;
    const times: { readonly path: string; readonly ms: number }[] = [];
    for (let i = 0;; i++) {
      const path = PAGES[i % PAGES.length]!;
      times.push({ path, ms: await get(path) });
      const { state, found } = i % 5 === 0
        ? await (await fetch(`${site.origin}/api/learn/trainings/${id}`)).json()
        : { state: "running", found: undefined };
      if (state === "running" || state === "waiting") continue;
      const [result] = found.results;
      const sorted = times.toSorted((a, b) => a.ms - b.ms);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
      console.log(
        `${learner}: ${result.seconds.toFixed(1)} s, accuracy ${
          result.figures.accuracy.value.toFixed(3)
        }; ${times.length} answers, half in ${at(0.5).ms.toFixed(0)} ms, 95 % in ${
          at(0.95).ms.toFixed(0)
        }, slowest ${at(1).ms.toFixed(0)} (${at(1).path}); ${
          (await peakOf(site.pid)).toFixed(0)
        } MB, load ${Deno.loadavg()[0]!.toFixed(1)}`,
      );
      break;
    }
  }
}
await Deno.remove(folder, { recursive: true });
