import assert from "node:assert/strict";
import { run as errors } from "../../tasks/errors.ts";
import { run as exportTask } from "../../tasks/export.ts";
import { run as importTask } from "../../tasks/import.ts";
import { run as resample } from "../../tasks/resample.ts";
import { exportCollection } from "../../exchange/mod.ts";
import { openStore } from "../../store/mod.ts";
import { entryOf } from "../store/fixtures/tracks.ts";

/** Runs a task with what it prints caught. */
async function caught(
  task: (args: readonly string[]) => Promise<number>,
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { log, error } = console;
  const [out, err]: [string[], string[]] = [[], []];
  console.log = (...parts) => void out.push(parts.join(" "));
  console.error = (...parts) => void err.push(parts.join(" "));
  try {
    return { code: await task(args), out: out.join("\n"), err: err.join("\n") };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("tasks of the exchange print help with examples, and one line for an unknown flag", async () => {
  for (const task of [errors, exportTask, importTask, resample]) {
    const help = await caught(task, ["--help"]);
    assert.equal(help.code, 0);
    assert.match(help.out, /Examples:\n {2}deno task/);
    const wrong = await caught(task, ["--wrong"]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /'--wrong'; see deno task \w+ --help$/);
  }
});

Deno.test("a store goes out, is resampled, and comes in again", async () => {
  const folder = await Deno.makeTempDir();
  const db = `${folder}/a.kv`;
  {
    using store = await openStore(db);
    await store.putMany([entryOf("a"), entryOf("b", 7)]);
    const error = { stage: "decode", reason: "no audio", at: 1, size: 2, modified: 3 };
    await store.putError({ path: "/bad\n.mp3", ...error });
  }
  const listed = await caught(errors, ["--db", db]);
  assert.equal(listed.out, "/bad\\n.mp3: decode: no audio\n1 error");
  await caught(errors, ["--db", db, "--tsv", `${folder}/e.tsv`]);
  assert.match(await Deno.readTextFile(`${folder}/e.tsv`), /^path\tstage\treason/);
  const missing = await caught(exportTask, ["--db", db]);
  assert.deepEqual([missing.code, missing.err], [
    2,
    "Cannot export: name a folder or a file with --out",
  ]);
  const seeded = ["--db", db, "--tracks", "50", "--seed", "3", "--out"];
  for (const out of [`${folder}/b.kv`, `${folder}/c.kv`]) {
    assert.equal((await caught(resample, [...seeded, out])).code, 0);
  }
  assert.equal((await caught(resample, [...seeded, `${folder}/b.kv`])).code, 2);
  const one = ["--db", db, "--tracks", "1", "--out", `${folder}/one.kv`];
  assert.match((await caught(resample, one)).out, /^Made 1 track with/);
  const alone = ["--db", `${folder}/one.kv`, "--out", `${folder}/one`];
  assert.match((await caught(exportTask, alone)).out, /^Exported 1 track with/);
  const out = `${folder}/out`;
  const exported = await caught(exportTask, ["--db", `${folder}/b.kv`, "--out", out]);
  assert.match(exported.out, /^Exported 50 tracks with effnet, musicnn, styles, tags and 0 errors/);
  assert.equal((await caught(importTask, ["--db", `${folder}/d.kv`, out])).code, 0);
  const [b, c, d] = await Promise.all(["b", "c", "d"].map(async (name) => {
    using store = await openStore(`${folder}/${name}.kv`);
    return (await Array.fromAsync(store.tracks())).map(({ added: _, analysed: __, ...rest }) =>
      rest
    );
  }));
  assert.deepEqual(c, b);
  assert.deepEqual(d, b);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an import of a malformed folder says why and leaves no store behind", async () => {
  const folder = await Deno.makeTempDir();
  const [good, bad, db] = ["good", "bad", "new.kv"].map((name) => `${folder}/${name}`);
  {
    using store = await openStore(":memory:");
    await store.putMany([entryOf("a"), { ...entryOf("b"), along: { step: 1 } }]);
    await exportCollection(store, good!);
  }
  const spoil: Readonly<Record<string, readonly [file: string, content: string, said: RegExp]>> = {
    "no JSON": ["tracks.ndjson", "{", /tracks.ndjson: line 1 is not JSON$/],
    "too few rows": ["effnet.npy", "", /effnet\.npy/],
    "curves cut off": ["along.ndjson", '{"id":"b","al', /along.ndjson: line 1 is not JSON$/],
    "curves of nobody": ["along.ndjson", '{"id":"z","along":{}}\n', /line 1 is of track "z"/],
    "errors of no columns": ["errors.tsv", "path\n/x\n", /errors.tsv: its columns must be/],
  };
  for (const [name, [file, content, said]] of Object.entries(spoil)) {
    await Deno.mkdir(bad!);
    for await (const { name } of Deno.readDir(good!)) {
      await Deno.copyFile(`${good}/${name}`, `${bad}/${name}`);
    }
    await Deno.stat(`${good}/${file}`);
    await Deno.writeTextFile(`${bad}/${file}`, content);
    const { code, err } = await caught(importTask, ["--db", db!, good!, bad!]);
    assert.deepEqual([code, err.split("\n").length], [1, 1], name);
    assert.match(err, said, name);
    const left = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
    assert.deepEqual(left, ["bad", "good"], `${name}: nothing is left behind`);
    await Deno.remove(bad!, { recursive: true });
  }
  assert.equal((await caught(importTask, ["--db", db!, good!])).code, 0);
  await Deno.remove(folder, { recursive: true });
});
