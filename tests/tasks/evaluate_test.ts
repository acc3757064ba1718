import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Evaluation } from "../../similarity/mod.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function task(...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", "tasks/run.ts", ...args],
    cwd: ROOT,
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

sharedTest("evaluate gives the published figures of MusAV", async () => {
  const folder = await mkdtemp(join(tmpdir(), "evaluate-"));
  const db = join(folder, "musav.kv");
  const json = join(folder, "figures.json");
  try {
    await task("import", sharedPath("musav"), "--db", db);
    const { code, out, err } = await task("evaluate", "--db", db, "--json", json);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /effnet and musicnn +share 22\.8 %/);
    const { spaces, overlaps }: Evaluation = JSON.parse(await readFile(json, "utf8"));
    const [effnet, musicnn] = spaces;
    assert.deepEqual([effnet!.space, musicnn!.space], ["effnet", "musicnn"]);
    const skewness = spaces.map(({ hubness }) =>
      [hubness.cosine, hubness.mutualProximity].map((hub) => hub.skewness.toFixed(2))
    );
    assert.deepEqual(skewness, [["1.61", "0.13"], ["0.81", "0.02"]]);
    const tens = spaces.map(({ precision }) =>
      precision.find(({ label, k, queries }) => label === "genre" && k === 10 && queries === "all")!
    );
    assert.deepEqual(tens.map(({ mean }) => mean.toFixed(3)), ["0.021", "0.013"]);
    assert.deepEqual(tens.map(({ chance }) => chance.toFixed(3)), ["0.001", "0.001"]);
    assert.equal((100 * overlaps[0]!.overlap.mean).toFixed(1), "22.8");
    assert.equal(effnet!.duplicates.pairs.length, 7);

    const small = await task("evaluate", "--db", db, "--space", "effnet", "--vectors", "5");
    assert.match(small.out, /reduced from 1280 to 192 numbers, [^;]*recall@10 (1\.0000|0\.99)/);
    assert.match(small.out, /near-duplicates \(cosine > 0\.999\) +7\n/);
    const wild = await task("evaluate", "--db", db, "--vectors", "many");
    assert.match(wild.err, /^Cannot read --vectors many: [^\n]*\n$/);

    const labels = join(folder, "labels.tsv");
    await writeFile(labels, "id\tmood\nnobody\tcalm\n");
    const wrong = await task("evaluate", "--db", db, "--labels", labels);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /^Cannot read labels: no line begins with the id [^\n]*\n$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("evaluate says in one line what it cannot do", async () => {
  const unknown = await task("evaluate", "--space", "mfcc");
  assert.deepEqual([unknown.code, unknown.out], [2, ""]);
  assert.match(unknown.err, /^Cannot read --space mfcc: it takes one of effnet, [^\n]*\n$/);
  const lengths = await task("evaluate", "--k", "1,zero");
  assert.match(lengths.err, /^Cannot read --k 1,zero: [^\n]*\n$/);
  const help = await task("evaluate", "--help");
  assert.match(help.out, /deno task evaluate --db data\/musav\.kv --json figures\.json/);
});
