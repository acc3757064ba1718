import assert from "node:assert/strict";
import { createAnalysisPool, planStages } from "../../analysis/mod.ts";
import type { Kept, SimilarAnswer } from "../../similar/mod.ts";
import { ingest, pruneMissing } from "../../ingest/mod.ts";
import { type DroppingSite, droppingSite, toneFile } from "../fixtures/dropping.ts";

const NAME = "Ünïcode – “quotes” #1?\n.wav";

async function keep(site: DroppingSite, id: string): Promise<Kept> {
  const response = await site.ask(`/api/similar/file/${id}/keep`, { method: "POST" });
  assert.equal(response.status, 200);
  return await response.json();
}

async function refusal(site: DroppingSite, id: string): Promise<string> {
  const response = await site.ask(`/api/similar/file/${id}/keep`, { method: "POST" });
  assert.equal(response.status, 409);
  return (await response.json()).error;
}

Deno.test("a dropped file that is kept is a track like any other", async () => {
  await using site = await droppingSite();
  const { ask, library, location } = site;
  const content = toneFile(440);
  const { id } = await site.drop(content, NAME);
  const before: SimilarAnswer = await (await ask(`/api/similar?file=${id}`)).json();
  const page = await (await ask(`/similar?file=${id}`)).text();
  assert.ok(page.includes(`${location}.kept/Ünïcode`));
  const [kept, again] = await Promise.all([keep(site, id), keep(site, id)]);
  assert.deepEqual(again, kept);
  assert.deepEqual([kept.path, kept.known], [`${location}.kept/${NAME}`, false]);
  assert.deepEqual(await Deno.readFile(kept.path), content);
  assert.equal(library.collection.columns.length, 6);
  const track = (await library.store.getTrack(kept.track))!;
  assert.ok(track.audio && track.vectors.includes("musicnn") && track.along);
  const audio = await ask(`/api/tracks/${kept.track}/audio`);
  assert.equal((await audio.arrayBuffer()).byteLength, content.length);
  for (const query of [`track=${kept.track}`, `file=${id}`]) {
    const after: SimilarAnswer = await (await ask(`/api/similar?${query}`)).json();
    assert.equal(after.query.id, kept.track);
    const idsIn = ({ lists }: SimilarAnswer) =>
      lists.map(({ neighbours }) => neighbours.map(({ track }) => track.id));
    assert.deepEqual(idsIn(after), idsIn(before));
  }
  const moved = await ask(`/similar?file=${id}&k=3`);
  assert.equal(moved.headers.get("location"), `/similar?track=${kept.track}&k=3`);
  const shown = await (await ask(`/similar?track=${kept.track}`)).text();
  assert.match(shown, /A file that you dropped, kept as/);
});

Deno.test("analyses pass over kept files, and theirs finds nothing to do", async () => {
  await using site = await droppingSite();
  const { store } = site.library;
  const { track, path } = await keep(site, (await site.drop(toneFile(300), "a.wav")).id);
  const folder = await Deno.makeTempDir();
  assert.deepEqual((await pruneMissing(store, [folder, `${site.location}.cache`])).gone, []);
  const pool = createAnalysisPool({ size: 1, tempo: "auto" });
  const { stages } = await planStages();
  const { unchanged, done } = await ingest([`${site.location}.kept`], { store, pool, stages });
  pool.close();
  assert.deepEqual([unchanged, done], [1, 1]);
  await Deno.remove(path);
  const kept = await pruneMissing(store, [`${site.location}.kept`], { all: true });
  assert.deepEqual(kept.gone, [track]);
  await Deno.remove(folder);
});

Deno.test("a file whose content is in the collection leads to its track", async () => {
  await using site = await droppingSite();
  const first = await keep(site, (await site.drop(toneFile(500), "a.wav")).id);
  const { id } = await site.drop(toneFile(500), "b.wav");
  const page = await (await site.ask(`/similar?file=${id}`)).text();
  assert.match(page, /The same file is in the collection already/);
  assert.ok(page.includes(`/similar?track=${first.track}`));
  assert.deepEqual(await keep(site, id), { ...first, known: true });
  assert.equal(site.library.collection.columns.length, 6);
  assert.equal([...Deno.readDirSync(`${site.location}.kept`)].length, 1);
});

Deno.test("a kept file never goes over another", async () => {
  await using site = await droppingSite();
  const folder = `${site.location}.kept`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/a.wav`, "mine");
  const { path } = await keep(site, (await site.drop(toneFile(600), "a.wav")).id);
  assert.equal(path, `${folder}/a (2).wav`);
  assert.equal(await Deno.readTextFile(`${folder}/a.wav`), "mine");
});

Deno.test("where the folder cannot be made, one line says so and the file is still there", async () => {
  await using site = await droppingSite();
  const folder = `${site.location}.kept`;
  await Deno.writeTextFile(folder, "in the way");
  const { id } = await site.drop(toneFile(700), "a.wav");
  assert.match(await refusal(site, id), /^Cannot keep a\.wav in .*\.kept: [^\n]+$/);
  await Deno.remove(folder);
  assert.equal((await keep(site, id)).known, false);
});

Deno.test({
  name: "on a full disk one line says so, and the file is still there for the next time",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    const disk = await Deno.makeTempDir();
    if (!await run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk)) return;
    try {
      await using site = await droppingSite(disk);
      const { id } = await site.drop(toneFile(800), "a.wav");
      const filler = await fill(`${disk}/filler`);
      assert.match(await refusal(site, id), /^Cannot [^\n]*disk (is full|refused)[^\n]*$/);
      assert.deepEqual([...Deno.readDirSync(`${site.location}.kept`)], []);
      assert.equal(site.library.collection.columns.length, 5);
      await Deno.remove(filler);
      assert.equal((await keep(site, id)).path, `${site.location}.kept/a.wav`);
      assert.equal(site.library.collection.columns.length, 6);
    } finally {
      await run("umount", "-l", disk);
      await Deno.remove(disk);
    }
  },
});

async function run(program: string, ...args: readonly string[]): Promise<boolean> {
  return (await new Deno.Command(program, { args: [...args], stderr: "null" }).output()).success;
}

/** Writes to a file until the disk is full; its path. */
async function fill(path: string): Promise<string> {
  using file = await Deno.open(path, { create: true, write: true });
  const block = new Uint8Array(4096);
  try {
    while (true) await file.write(block);
  } catch {
    return path;
  }
}

Deno.test("what was forgotten cannot be kept", async () => {
  await using site = await droppingSite();
  assert.match(await refusal(site, "nothing"), /drop it again/);
});
