/**
 * FMA small with its audio: 8,000 tiny clips named as FMA names them are written, analysed by
 * `deno task analyze` and labelled by `deno task labels`, which has to find them all.
 * `deno run -A --no-check tests/labels/fma_small_bench.ts <folder to fill> [clips]`
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { openStore } from "../../store/mod.ts";
import { fmaIds, fmaPath, silentMp3 } from "../fixtures/fma_clips.ts";
import { sharedPath } from "../fixtures/shared.ts";

const [folder, wanted] = Deno.args;
if (folder === undefined) throw new TypeError("Cannot measure: name a folder to fill");
const ids = (await fmaIds()).slice(0, Number(wanted ?? Infinity));
const music = join(folder, "fma_small");
for (const id of ids) {
  const path = join(music, fmaPath(id));
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, silentMp3(id));
}

const db = join(folder, "fma.kv");
async function task(...args: string[]): Promise<void> {
  const start = performance.now();
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", ...args, "--db", db],
  }).output();
  assert.ok(success, `deno task ${args.join(" ")}`);
  console.log(`${args[0]}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

await task("analyze", music);
await task("labels", sharedPath("datasets/fma"), "--subset=small");
using store = await openStore(db);
const entries = await store.labels.entries("fma");
assert.equal(entries.size, ids.length);
const bad = [...entries.values()].filter(({ bad }) => bad !== undefined).length;
console.log(`${entries.size} clips have a genre, ${bad} are known to be bad`);
