import assert from "node:assert/strict";
import { openStore, type Store } from "../../store/mod.ts";
import { entryOf } from "./fixtures/tracks.ts";

const WRITER = new URL("./fixtures/writer.ts", import.meta.url).pathname;

function spawnWriter(location: string, { prefix, from, to }: {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
}): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", WRITER, location, prefix, `${from}`, `${to}`],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Kills a writer a while after its first track; gives the number of tracks it said it stored. */
async function killSoon(writer: Deno.ChildProcess, milliseconds: number): Promise<number> {
  let printed = "";
  let killing: ReturnType<typeof setTimeout> | undefined;
  const decoder = new TextDecoder();
  for await (const chunk of writer.stdout) {
    printed += decoder.decode(chunk, { stream: true });
    killing ??= setTimeout(() => writer.kill("SIGKILL"), milliseconds);
  }
  clearTimeout(killing);
  const { signal } = await writer.status;
  assert.equal(signal, "SIGKILL");
  return Number(printed.slice(0, printed.lastIndexOf("\n")).split("\n").at(-1)) + 1;
}

async function assertWhole(store: Store): Promise<number> {
  let tracks = 0;
  for await (const track of store.tracks()) {
    const expected = entryOf(track.id, Number(track.id.slice(1)));
    assert.deepEqual(track.vectors, ["effnet", "musicnn", "styles", "tags"]);
    for (const kind of track.vectors) {
      assert.deepEqual(await store.vector(kind, track.id), expected.vectors![kind]);
    }
    assert.deepEqual(await store.along(track.id), expected.along);
    assert.equal((await store.fileAt(track.path))?.id, track.id);
    tracks++;
  }
  for (const kind of ["effnet", "styles"] as const) {
    assert.equal((await Array.fromAsync(store.vectors(kind))).length, tracks);
  }
  return tracks;
}

Deno.test("kill -9 twenty times in a row loses no stored track and leaves no part of one", async () => {
  const folder = await Deno.makeTempDir();
  const location = `${folder}/crash.kv`;
  let from = 0;
  for (let round = 0; round < 20; round++) {
    const writer = spawnWriter(location, { prefix: "t", from, to: 1_000_000 });
    from = await killSoon(writer, 20 + round * 7);
  }
  using store = await openStore(location);
  const ids = Array.from({ length: from }, (_, i) => `t${i}`);
  const missing = (await store.getTracks(ids)).filter((track) => track === undefined);
  assert.ok(from >= 20, `only ${from} tracks were stored`);
  assert.equal(missing.length, 0);
  assert.ok(await assertWhole(store) >= from);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("four processes may make one store at the same time", async () => {
  const folder = await Deno.makeTempDir();
  const location = `${folder}/new.kv`;
  const writers = ["a", "b", "c", "d"].map((prefix) =>
    spawnWriter(location, { prefix, from: 0, to: 10 }).output()
  );
  for (const { success } of await Promise.all(writers)) assert.ok(success);
  using store = await openStore(location);
  assert.equal(await assertWhole(store), 40);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("two processes on one store lose no track and no change", async () => {
  const folder = await Deno.makeTempDir();
  const location = `${folder}/two.kv`;
  using store = await openStore(location);
  const writers = ["a", "b"].map((prefix) =>
    spawnWriter(location, { prefix, from: 0, to: 300 }).output()
  );
  const followed = new Set<string>();
  let revision = "";
  let running = true;
  const done = Promise.all(writers).finally(() => running = false);
  do {
    const changes = await store.changesSince(revision);
    assert.ok("ids" in changes && changes.revision >= revision);
    for (const id of changes.ids) {
      assert.ok(!followed.has(id), `${id} came twice`);
      assert.ok(await store.getTrack(id));
      followed.add(id);
    }
    revision = changes.revision;
  } while (running || revision !== await store.revision());
  for (const { success } of await done) assert.ok(success);
  assert.equal(followed.size, 600);
  assert.equal(await assertWhole(store), 600);
  await Deno.remove(folder, { recursive: true });
});
