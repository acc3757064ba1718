import assert from "node:assert/strict";
import { join } from "node:path";
import { inFolder, outcome } from "./_command.ts";

/** What reads a store, with the arguments it needs. */
const READING: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  errors: (folder) => ["--tsv", join(folder, "errors.tsv")],
  evaluate: (folder) => ["--json", join(folder, "figures.json")],
  export: (folder) => ["--out", join(folder, "out")],
  report: (folder) => ["--out", join(folder, "out")],
  resample: (folder) => ["--out", join(folder, "out.kv")],
  subsonic: () => [],
};

for (const [name, more] of Object.entries(READING)) {
  Deno.test(`${name} refuses a store that is not there, and makes nothing`, async () => {
    await inFolder(async (folder) => {
      for (const db of [join(folder, "wrong.kv"), join(folder, "no", "such", "folder.kv")]) {
        const { code, out, err } = await outcome(name, "--db", db, ...more(folder));
        assert.deepEqual([code, out], [1, ""]);
        assert.equal(
          err,
          `Cannot open the store ${db}: there is none; make one with deno task analyze <folder>, ` +
            "or name another with --db",
        );
        assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
      }
    });
  });
}

for (const name of ["import", "analyze", "watch"]) {
  Deno.test(`${name} of a folder that is not there makes no store`, async () => {
    await inFolder(async (folder) => {
      const missing = join(folder, "missing");
      const { code, out, err } = await outcome(name, missing, "--db", join(folder, "data", "x.kv"));
      assert.ok(code > 0);
      assert.equal(out, "");
      assert.ok(err.startsWith("Cannot ") && err.includes(missing) && !err.includes("\n"), err);
      assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
    });
  });
}

Deno.test("import takes in nothing where one of its folders holds no collection", async () => {
  await inFolder(async (folder) => {
    const good = join(folder, "good");
    await Deno.mkdir(good);
    await Deno.writeTextFile(join(good, "tracks.tsv"), "id\tpath\na\ta.mp3\n");
    const db = join(folder, "x.kv");
    const { code, err } = await outcome("import", good, join(folder, "missing"), "--db", db);
    assert.equal(code, 1);
    assert.match(err, /^Cannot import [^\n]*missing: there is no such file or folder$/);
    await assert.rejects(Deno.stat(db), Deno.errors.NotFound);
  });
});
