/**
 * A million rows joined to a million tracks and stored: seconds and megabytes.
 * `deno run -A --no-check tests/labels/million_bench.ts [tracks]`
 */
import { joinLabels, TrackIndex } from "../../labels/mod.ts";
import { readFiles } from "../../labels/sources/mod.ts";
import { type SourceFiles } from "../../labels/files.ts";
import { openStore } from "../../store/mod.ts";
import { peakMemory } from "../../tasks/_peak_memory.ts";

const ROWS = 1_000_000;
const count = Number(Deno.args[0] ?? ROWS);
const id = (i: number) => (i * 2654435761 % 2 ** 32).toString(16).padStart(20, "0");

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
            text += `folder${i % 100}/${i}.mp3,"genre, ${i % 30}",artist ${i >> 3},train\n`;
          }
          if (text !== "") controller.enqueue(encoder.encode(text));
          if (i >= ROWS - 1) controller.close();
        },
      }),
    );
  },
};

const start = performance.now();
const since = () => ((performance.now() - start) / 1000).toFixed(1);
const tracks = new TrackIndex(
  Array.from({ length: count }, (_, i) => ({
    id: id(i),
    path: `/music/folder${i % 100}/${i}.mp3`,
  })),
);
console.log(`index of ${count} tracks: ${since()} s, ${peakMemory().toFixed(0)} MB`);
const { kind, drafts: [draft] } = await readFiles(files, { tracks });
const { set, entries, report } = await joinLabels(draft!, tracks, { kind, now: 1 });
console.log(
  `${report.rows} rows, ${report.matched} matched: ${since()} s, ${peakMemory().toFixed(0)} MB`,
);
const db = await Deno.makeTempFile({ suffix: ".kv" });
await Deno.remove(db);
using store = await openStore(db);
await store.labels.put(set, entries);
console.log(`stored: ${since()} s, ${peakMemory().toFixed(0)} MB`);
