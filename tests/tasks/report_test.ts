import assert from "node:assert/strict";
import { join } from "node:path";
import { openStore } from "../../store/mod.ts";
import { run } from "../../tasks/report.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";
import { entryOf } from "../store/fixtures/tracks.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const log = console.log;
  console.log = () => {};
  try {
    await body(folder);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeStore(path: string): Promise<void> {
  using store = await openStore(path);
  await store.putMany(Array.from({ length: 5 }, (_, i) => {
    const { track, ...rest } = entryOf(`t${i}`, i);
    return { ...rest, track: { ...track, path: `/music/${i}.mp3` } };
  }));
}

/** Every file below a folder with its text. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) {
      for (const [inner, text] of Object.entries(await filesIn(path))) {
        files[`${name}/${inner}`] = text;
      }
    } else files[name] = await Deno.readTextFile(path);
  }
  return files;
}

Deno.test("deno task report writes the same files to the byte each time", async () => {
  await inFolder(async (folder) => {
    const db = join(folder, "some.kv");
    await makeStore(db);
    for (const out of ["first", "second"]) {
      assert.equal(await run(["--db", db, "--out", join(folder, out), "--title", "Five"]), 0);
    }
    const first = await filesIn(join(folder, "first"));
    assert.deepEqual(await filesIn(join(folder, "second")), first);
    for (
      const name of ["report.html", "summary.json", "styles.tsv", "tags.tsv", "figures/tempo.svg"]
    ) {
      assert.ok(first[name], name);
    }
    assert.match(first["report.html"]!, /<h1>Five<\/h1>/);
    assert.equal(JSON.parse(first["summary.json"]!).tracks, 5);
  });
});

sharedTest("deno task report --compare sets an exported folder beside a store", async () => {
  await inFolder(async (folder) => {
    const db = join(folder, "some.kv");
    await makeStore(db);
    const out = join(folder, "out");
    assert.equal(await run(["--db", db, "--out", out, "--compare", sharedPath("musav")]), 0);
    const html = await Deno.readTextFile(join(out, "report.html"));
    assert.match(html, /How does some differ from musav\?/);
    assert.match(html, /some has 5 tracks, musav 2,100 tracks/);
    await Deno.stat(join(out, "compare_distances.tsv"));
  });
});

Deno.test("deno task report says what it lacks", async () => {
  const said: string[] = [];
  const error = console.error;
  console.error = (text: string) => said.push(text);
  try {
    assert.equal(await run(["--db", "nowhere.kv"]), 2);
    assert.equal(await run(["--db", "nowhere.kv", "--out", "x"]), 1);
  } finally {
    console.error = error;
  }
  assert.match(said[0]!, /name a folder with --out/);
  assert.match(said[1]!, /^Cannot open the store nowhere\.kv: there is none; [^\n]*$/);
});
