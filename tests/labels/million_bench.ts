/**
 * A million rows joined to the tracks of a store, and stored: seconds and megabytes. The first run makes
 * the store, which takes minutes; the figures are those of a further one.
 * `deno run -A --no-check --v8-flags=--heap-growing-percent=30,--max-semi-space-size=4 tests/labels/million_bench.ts <store to make> [tracks]`
 */
import process from "node:process";
import { joinLabels } from "../../labels/mod.ts";
import { readFiles } from "../../labels/sources/mod.ts";
import type { SourceFiles } from "../../labels/files.ts";
import { openStore, type TrackEntry } from "../../store/mod.ts";
import { peakMemory } from "../../tasks/_peak_memory.ts";
import { trackIndexOf } from "../../tasks/_track_index.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const ROWS = 1_000_000;
const [path, tracks = ROWS] = Deno.args;
if (path === undefined) throw new TypeError("Cannot measure: name a store to make");

const pathOf = (i: number) => `folder${i % 100}/${i}.mp3`;

function* made(): Generator<TrackEntry> {
  for (let i = 0; i < Number(tracks); i++) {
    const id = (i * 2654435761 % 2 ** 32).toString(16).padStart(20, "0");
    yield { track: trackOf(id, { path: `/music/${pathOf(i)}` }) };
  }
}

const files: SourceFiles = {
  root: "made",
  names: ["million.csv"],
  open() {
    let i = -1;
    const encoder = new TextEncoder();
    return Promise.resolve(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          let text = i < 0 ? "file,genre,artist,split\n" : "";
          for (let n = 0; n < 5000 && i < ROWS - 1; n++) {
            i++;
            text += `${pathOf(i)},"genre, ${i % 30}",artist ${i >> 3},train\n`;
          }
          if (text !== "") controller.enqueue(encoder.encode(text));
          if (i >= ROWS - 1) controller.close();
        },
      }),
    );
  },
};

const there = await Deno.stat(path).then(() => true, () => false);
using store = await openStore(path);
if (!there) {
  await store.putMany(made());
  console.log(`made ${path}: run it once more`);
} else {
  const start = performance.now();
  const told = (what: string) => {
    const { user, system } = process.cpuUsage();
    const busy = ((user + system) / 1e6).toFixed(1);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${what}: ${seconds} s, ${busy} s of CPU, ${peakMemory().toFixed(0)} MB at most`);
  };
  const index = await trackIndexOf(store);
  told(`index of ${index.length} tracks`);
  const { kind, drafts: [draft] } = await readFiles(files, { tracks: index });
  const { set, entries, report } = await joinLabels(draft!, index, { kind, now: 1 });
  told(`${report.rows} rows, ${report.matched} matched`);
  await store.labels.put(set, entries);
  told("stored");
}
