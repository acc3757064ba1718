import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../../store/mod.ts";
import { buildClient } from "../../web/build/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { command, exists, inFolder, outcome, pidsBelow, until } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

for (
  const name of [
    "analyze",
    "start",
    "watch",
    "models",
    "export",
    "import",
    "errors",
    "report",
    "evaluate",
  ]
) {
  Deno.test(`deno task ${name} --help shows examples`, async () => {
    const { code, out } = await outcome(name, "--help");
    assert.equal(code, 0);
    assert.match(out, new RegExp(`Usage: deno task ${name}`));
    assert.match(out, /Examples:\n {2}deno task/);
  });
}

Deno.test("an unknown flag is one clear line and code 2", async () => {
  const { code, err } = await outcome("analyze", "--fast", "x");
  assert.equal(code, 2);
  assert.match(err, /'--fast'.*deno task analyze --help/);
  assert.equal(err.split("\n").length, 1);
});

Deno.test("a folder that is not there is one clear line and code 2", async () => {
  const { code, err } = await outcome("analyze", "/no/such/folder");
  assert.equal(code, 2);
  assert.equal(err, "Cannot analyse /no/such/folder: there is no such folder");
});

Deno.test("an address or a path that cannot be granted is one clear line and code 2", async () => {
  const { code, err } = await outcome("errors", "--db=http:");
  assert.equal(code, 2);
  assert.match(err, /^Cannot read the address http:: .*$/);
  const comma = await outcome("start", "--db=/tmp/a,b/x.kv");
  assert.equal(comma.code, 2);
  assert.match(comma.err, /^Cannot write to .*: choose a path without a comma$/);
});

Deno.test("a place that cannot be written is one clear line and code 1", async () => {
  await inFolder(async (folder) => {
    const [db, text] = [`--db=${folder}/x.kv`, join(folder, "text")];
    (await openStore(`${folder}/x.kv`)).close();
    await Deno.writeTextFile(text, "");
    const taken = "a file is in its place; choose another";
    const refused: [readonly string[], string][] = [
      [["errors", "--tsv", folder], `Cannot write ${folder}: it is a folder; name a file`],
      [["export", "--out", text], `Cannot export to ${text}: ${taken}`],
      [["export", "--partitioned", "--out", text], `Cannot write the data set ${text}: ${taken}`],
      [["export", "--format", "m3u8", "--out", text], `Cannot write ${text}: ${taken}`],
      [
        ["export", "--format", "rekordbox", "--out", folder],
        `Cannot write ${folder}: it is a folder; name a file`,
      ],
      [
        ["export", "--format", "traktor", "--out", `${folder}/no/x.nml`],
        `Cannot write ${folder}/no/x.nml: its folder is not there; make it, or choose another`,
      ],
    ];
    for (const [args, said] of refused) {
      const { code, err } = await outcome(...args, db);
      assert.equal(err, said);
      assert.equal(code, 1);
    }
    assert.equal(await exists(`${folder}.part`), false, "nothing is left of what was not written");
  });
});

Deno.test("demo, load and fuzz look at what they are given before they begin", async () => {
  const ended = async (name: string, ...args: readonly string[]) => {
    const script = join(ROOT, "tasks", `${name}.ts`);
    const command = new Deno.Command(Deno.execPath(), { args: ["run", "-qA", script, ...args] });
    const { code, stdout, stderr } = await command.output();
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
    return [code, out, err];
  };
  const port = "Cannot read --port abc: it takes a whole number from 0 to 65535";
  assert.deepEqual(await ended("demo", "--port=abc"), [2, "", port]);
  const pid = "Cannot watch --pid 2147483648: there is no such process, or no Linux";
  assert.deepEqual(await ended("load", "--pid=2147483648"), [2, "", pid]);
  const seed = "Cannot read --seed x: it takes a whole number from 0 to 2147483648";
  assert.deepEqual(await ended("fuzz", "--seed=x"), [2, "", seed]);
  assert.match(String((await ended("fuzz", "--fast"))[2]), /^[^\n]*--fast[^\n]*$/);
  const [, help] = await ended("demo", "--help");
  assert.doesNotMatch(String(help), /--data|--columns/, "the demo is of the samples");
});

Deno.test("of an option that is given twice the last counts, and is permitted", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "b"));
    (await openStore(`${folder}/b/x.kv`)).close();
    const { code, out, err } = await outcome(
      "errors",
      `--db=${folder}/a/x.kv`,
      "--db",
      `${folder}/b/x.kv`,
    );
    assert.equal(code, 0, err);
    assert.equal(out.trim(), "0 errors");
  });
});

Deno.test("a port in use is one clear line and code 1", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    (await openStore(`${folder}/x.kv`)).close();
    const { code, err } = await outcome("start", `--db=${folder}/x.kv`, `--port=${port}`);
    assert.equal(code, 1);
    assert.match(err, /the port is in use; choose another with --port/);
    assert.equal(err.split("\n").length, 1);
  });
});

Deno.test("a store that is no store is one clear line and code 1", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(
      join(folder, "x.kv"),
      "this is not a database, only some text\n".repeat(99),
    );
    const { code, err } = await outcome("errors", `--db=${folder}/x.kv`);
    assert.equal(code, 1);
    assert.equal(err.split("\n").length, 1);
  });
});

async function music(folder: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await Deno.writeFile(
      join(folder, `${i}.wav`),
      wavOf([clicks(100 + i, { seconds: 6 })]),
    );
  }
}

async function stored(db: string) {
  using store = await openStore(db);
  const tracks = await Array.fromAsync(store.tracks());
  for (const track of tracks) {
    assert.ok(track.vectors.includes("musicnn"));
    assert.ok(await store.vector("musicnn", track.id), "a stored track is stored whole");
  }
  assert.deepEqual(await store.errors(), []);
  return tracks.length;
}

Deno.test("Ctrl-C keeps what is done, says so, and the next run goes on", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "music"));
    await music(join(folder, "music"), 12);
    const db = join(folder, "x.kv");
    const child = command("analyze", join(folder, "music"), `--db=${db}`, "--workers=1").spawn();
    await until(async () => await exists(db) && await stored(db) >= 2);
    for (const pid of await pidsBelow(child.pid)) Deno.kill(pid, "SIGINT");
    const { code, stdout } = await child.output();
    assert.equal(code, 130);
    assert.match(new TextDecoder().decode(stdout), /What is done is kept/);
    const before = await stored(db);
    assert.ok(before >= 2 && before < 12);
    assert.equal((await outcome("analyze", join(folder, "music"), `--db=${db}`)).code, 0);
    assert.equal(await stored(db), 12);
  });
});

Deno.test("two analysers on one store do not harm each other", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "music"));
    await music(join(folder, "music"), 6);
    const db = join(folder, "x.kv");
    const both = await Promise.all(
      [1, 2].map((i) =>
        outcome("analyze", join(folder, "music"), `--db=${db}`, "--workers=1", `--shard=${i}/2`)
      ),
    );
    assert.deepEqual(both.map(({ code }) => code), [0, 0]);
    assert.equal(await stored(db), 6);
  });
});
