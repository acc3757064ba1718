import assert from "node:assert/strict";
import { join } from "node:path";
import type { Instant, TrackId } from "../../domain/mod.ts";
import { openStore } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { command, exists, inFolder, isAlive, outcome, pidsBelow, until } from "./_command.ts";

const ROUNDS = 20;
const FILES = 160;

/** When each track was analysed. Every track is whole: with its vectors, its file and its moments. */
async function finished(db: string): Promise<Map<TrackId, Instant>> {
  const found = new Map<TrackId, Instant>();
  using store = await openStore(db);
  for await (const track of store.tracks()) {
    for (const kind of ["musicnn", "tags", "vgg", "timbre"] as const) {
      assert.ok(await store.vector(kind, track.id), `${track.path} has no ${kind}`);
    }
    assert.ok(await store.along(track.id));
    assert.equal((await store.fileAt(track.path))?.id, track.id);
    found.set(track.id, track.analysed);
  }
  assert.deepEqual(await store.errors(), []);
  return found;
}

Deno.test("kill -9 of deno task analyze twenty times loses no finished track and leaves nothing running", async () => {
  await inFolder(async (folder) => {
    const music = join(folder, "music");
    await Deno.mkdir(music);
    for (let i = 0; i < FILES; i++) {
      await Deno.writeFile(join(music, `${i}.wav`), wavOf([clicks(60 + i, { seconds: 4 })]));
    }
    const db = join(folder, "x.kv");
    let before = new Map<TrackId, Instant>();
    for (let round = 0; round < ROUNDS; round++) {
      const launcher = command("analyze", music, `--db=${db}`, "--workers=1").spawn();
      const output = launcher.output();
      await until(async () => (await pidsBelow(launcher.pid)).length > 0);
      const [analyser] = await pidsBelow(launcher.pid);
      await until(() => exists(db));
      await new Promise((resolve) => setTimeout(resolve, 200 + 40 * round));
      if (round >= ROUNDS / 2 && before.size === 0) {
        await until(async () => (await finished(db)).size > 0);
      }
      Deno.kill(round % 2 === 0 ? launcher.pid : analyser!, "SIGKILL");
      await output;
      await until(async () => !await isAlive(analyser!));
      const now = await finished(db);
      for (const [id, at] of before) assert.equal(now.get(id), at, `round ${round} lost ${id}`);
      before = now;
    }
    assert.equal((await outcome("analyze", music, `--db=${db}`)).code, 0);
    const after = await finished(db);
    assert.equal(after.size, FILES);
    assert.ok(before.size > 0);
    for (const [id, at] of before) assert.equal(after.get(id), at, `${id} was analysed twice`);
  });
});
