import assert from "node:assert/strict";
import { join } from "node:path";
import { pruneMissing } from "../../ingest/mod.ts";
import { strikeMissing } from "../../ingest/prune.ts";
import type { Store } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { ingestTest } from "./_bench.ts";

const FILE_STAGE = { stages: [{ stage: "file" as const }] };

async function fill(folder: string, files: number): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let i = 0; i < files; i++) {
    const path = join(folder, `${i}.wav`);
    await Deno.writeFile(path, wavOf([clicks(90 + 10 * i, { seconds: 3 })]));
    paths.push(path);
  }
  return paths;
}

async function ids(store: Store): Promise<readonly string[]> {
  return (await Array.fromAsync(store.tracks())).map(({ id }) => id);
}

ingestTest(
  "pruneMissing() takes out tracks whose files are gone, and they come back",
  async (b) => {
    const [path] = await fill(b.folder, 3);
    await b.run(FILE_STAGE);
    const before = await ids(b.store);
    const id = (await b.store.fileAt(path!))!.id;
    await Deno.rename(path!, `${path}.away`);
    assert.deepEqual(await pruneMissing(b.store, [b.folder]), { gone: [id], refused: [] });
    assert.equal((await ids(b.store)).length, 2);
    await Deno.rename(`${path}.away`, path!);
    const { analysed, moved, returned } = await b.run(FILE_STAGE);
    assert.deepEqual({ analysed, moved, returned }, { analysed: 0, moved: 0, returned: 1 });
    assert.deepEqual(await ids(b.store), before);
  },
);

ingestTest("pruneMissing() forgets a track for good a year after it left", async (b) => {
  const [path] = await fill(b.folder, 3);
  await b.run(FILE_STAGE);
  await Deno.rename(path!, `${path}.away`);
  await pruneMissing(b.store, [b.folder]);
  await pruneMissing(b.store, [b.folder], { now: Date.now() + 366 * 24 * 3_600_000 });
  await Deno.rename(`${path}.away`, path!);
  const { analysed, returned } = await b.run(FILE_STAGE);
  assert.deepEqual({ analysed, returned }, { analysed: 1, returned: 0 });
});

ingestTest("pruneMissing() takes an empty or missing folder for a disk that is away", async (b) => {
  const paths = await fill(b.folder, 2);
  await b.run(FILE_STAGE);
  const before = await ids(b.store);
  for (const path of paths) await Deno.remove(path);
  const empty = await pruneMissing(b.store, [b.folder]);
  assert.deepEqual(empty.gone, []);
  assert.match(empty.refused[0]!.reason, /is empty, as where a disk is away.*--prune=all/);
  await Deno.remove(b.folder);
  const away = await pruneMissing(b.store, [b.folder]);
  assert.match(away.refused[0]!.reason, /is not there/);
  assert.deepEqual(await ids(b.store), before);
  await Deno.mkdir(b.folder);
  const all = await pruneMissing(b.store, [b.folder], { all: true });
  assert.deepEqual([...all.gone].sort(), before);
  assert.deepEqual(await ids(b.store), []);
});

ingestTest(
  "pruneMissing() refuses where more than half would go, at half it does not",
  async (b) => {
    const paths = await fill(b.folder, 4);
    await b.run(FILE_STAGE);
    for (const path of paths.slice(0, 3)) await Deno.remove(path);
    const { gone, refused } = await pruneMissing(b.store, [b.folder]);
    assert.deepEqual(gone, []);
    assert.match(refused[0]!.reason, /^3 of its 4 files are gone, more than half/);
    await fill(b.folder, 1);
    assert.equal((await pruneMissing(b.store, [b.folder])).gone.length, 2);
  },
);

ingestTest("a file that is gone leaves the ledger, but not with the disk it is on", async (b) => {
  await fill(b.folder, 1);
  const broken = join(b.folder, "broken.flac");
  const skipped = join(b.folder, "empty.mp3");
  await Deno.writeTextFile(broken, "fLaC and then nothing that makes sense");
  await Deno.writeTextFile(skipped, "");
  await b.run(FILE_STAGE);
  assert.equal((await b.store.errors()).length, 1);
  assert.equal((await b.store.skipped()).length, 1);
  await Deno.rename(b.folder, `${b.folder}.away`);
  await strikeMissing(b.store, [b.folder], { seen: new Set() });
  assert.equal((await b.store.errors()).length, 1);
  await Deno.rename(`${b.folder}.away`, b.folder);
  await Deno.remove(broken);
  await Deno.remove(skipped);
  await b.run(FILE_STAGE);
  assert.deepEqual(await b.store.errors(), []);
  assert.deepEqual(await b.store.skipped(), []);
});
