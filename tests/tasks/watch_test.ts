import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { openCollection } from "../../collection/mod.ts";
import { openStore } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { command, exists, inFolder, pidsBelow, until } from "./_command.ts";

function beats(bpm: number): Uint8Array {
  return wavOf([clicks(bpm, { seconds: 4 })]);
}

Deno.test("deno task watch follows new, renamed and removed files, and a collection elsewhere follows it", async () => {
  await inFolder(async (folder) => {
    const music = join(folder, "music");
    const db = join(folder, "x.kv");
    await Deno.mkdir(join(music, "album"), { recursive: true });
    await Deno.writeFile(join(music, "first.wav"), beats(100));
    const watcher = command("watch", music, `--db=${db}`, "--workers=1").spawn();
    const output = watcher.output();
    try {
      await until(() => exists(db));
      using store = await openStore(db);
      using collection = await openCollection(store, { interval: 100 });
      const names = async () =>
        (await store.getTracks(collection.columns.ids)).map((track) => basename(track!.path))
          .sort();
      const holds = (...expected: readonly string[]) =>
        until(async () => JSON.stringify(await names()) === JSON.stringify(expected));
      await holds("first.wav");
      const [id] = collection.columns.ids;

      await Deno.writeFile(join(music, "album/second.wav"), beats(110));
      await holds("first.wav", "second.wav");

      await Deno.rename(join(music, "first.wav"), join(music, "album/third.wav"));
      await holds("second.wav", "third.wav");
      assert.ok(collection.columns.ids.includes(id!), "a renamed file keeps its results");

      await Deno.remove(join(music, "album/second.wav"));
      await holds("third.wav");
      assert.deepEqual(collection.snapshot.runs.map(({ kind }) => kind), ["watch"]);
    } finally {
      for (const pid of await pidsBelow(watcher.pid)) Deno.kill(pid, "SIGTERM");
    }
    const { code, stderr } = await output;
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  });
});
