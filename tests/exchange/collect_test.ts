import assert from "node:assert/strict";
import { join } from "node:path";
import { collectParts } from "../../exchange/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { partsTable, progressOfParts } from "../../tasks/_parts_table.ts";
import { entryOf, hashOf, trackOf } from "../store/fixtures/tracks.ts";
import { inFolder } from "../tasks/_command.ts";

async function idsOf(store: Store): Promise<Record<string, string>> {
  const tracks = await Array.fromAsync(store.tracks());
  return Object.fromEntries(tracks.map(({ id, path }) => [path, id]));
}

Deno.test("parts are collected while they grow, again and again, with audio in several of them", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    const scratch = join(folder, "scratch");
    await Deno.mkdir(scratch);
    using whole = await openStore(join(folder, "all.kv"));
    using first = await openStore(join(parts, "1.kv"));
    using tenth = await openStore(join(parts, "10.kv"));
    using second = await openStore(join(parts, "2.kv"));
    const at = (path: string) => ({ track: { ...trackOf("same"), path } });
    await first.putMany([entryOf("a"), at("/music/z/x.mp3")]);
    await tenth.putMany([at("/music/b/x.mp3")]);
    const error = { path: "/music/bad.mp3", stage: "decode", reason: "no", size: 1, modified: 1 };
    await second.putError({ ...error, at: 5 });

    const one = await collectParts(whole, parts, { scratch });
    assert.deepEqual(one.parts.map(({ name, taken }) => [name, taken]), [
      ["1", 2],
      ["2", 0],
      ["10", 1],
    ]);
    assert.equal(one.duplicates, 1);
    const [plain] = Object.values(await idsOf(tenth));
    assert.deepEqual(await idsOf(whole), {
      "/music/a.mp3": "a",
      "/music/b/x.mp3": hashOf("same").slice(0, 20),
      "/music/z/x.mp3": `${hashOf("same").slice(0, 20)}-2`,
    });
    assert.equal(plain, "same", "parts are left as they are");
    assert.deepEqual(await whole.vector("effnet", "a"), entryOf("a").vectors!.effnet);
    assert.deepEqual(await whole.along("a"), entryOf("a").along);
    assert.deepEqual(await whole.errors(), await second.errors());

    const two = await collectParts(whole, parts, { scratch });
    assert.ok(two.parts.every(({ taken, fault }) => taken === 0 && fault === undefined));

    await second.putMany([{ track: { ...trackOf("late"), path: error.path } }, at("/music/0.mp3")]);
    await first.putTrack({ ...trackOf("a"), analysed: 9_000 });
    const three = await collectParts(whole, parts, { scratch });
    assert.deepEqual(three.parts.map(({ taken }) => taken), [1, 2, 0]);
    const ids = await idsOf(whole);
    assert.equal(ids["/music/0.mp3"], `${ids["/music/b/x.mp3"]}-3`, "ids that are known stay");
    assert.equal((await whole.getTrack("a"))!.analysed, 9_000);
    assert.deepEqual(await whole.vector("effnet", "a"), entryOf("a").vectors!.effnet);
    assert.deepEqual(await whole.errors(), []);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(scratch)), []);

    await Deno.writeTextFile(join(parts, "3.kv"), "no store");
    const four = await collectParts(whole, parts, { scratch });
    assert.match(four.parts[2]!.fault ?? "", /^Cannot open the store .*3\.kv: .*another kind/);
    await assert.rejects(collectParts(whole, scratch, { scratch }), /there is no part in it/);
  });
});

Deno.test("what the whole found of a track since stays where its part is collected again", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    using whole = await openStore(join(folder, "all.kv"));
    using part = await openStore(join(parts, "1.kv"));
    await part.putTrack(trackOf("a"));
    await collectParts(whole, parts, { scratch: folder });
    const stages = { ...trackOf("a").stages, key: { version: 1 } };
    await whole.putTrack({ ...trackOf("a"), stages, analysed: 9_000 });
    await part.putMany([entryOf("b")]);
    const { parts: [state] } = await collectParts(whole, parts, { scratch: folder });
    assert.equal(state!.taken, 1);
    assert.deepEqual((await whole.getTrack("a"))!.stages, stages);
    await part.putTrack({ ...trackOf("a"), analysed: 10_000 });
    await collectParts(whole, parts, { scratch: folder });
    assert.deepEqual((await whole.getTrack("a"))!.stages, trackOf("a").stages);
  });
});

Deno.test("the table of parts names what straggles and what has fallen silent", () => {
  const part = (name: string, run: Record<string, number> | undefined) => ({
    name,
    tracks: 5,
    failed: 0,
    taken: 5,
    ...(run && {
      run: {
        ...{ id: name, kind: "analyze" as const, roots: [], started: 0, beat: 0 },
        ...{ failed: 0, done: 10, total: 100, tracksPerSecond: 1 },
        ...run,
      },
    }),
  });
  const now = 1_000_000;
  const parts = [
    part("1", { beat: now, finished: now }),
    part("2", { beat: now }),
    part("3", { beat: now, tracksPerSecond: 0.1 }),
    part("4", { beat: now - 600_000 }),
    { ...part("5", undefined), fault: "Cannot open the store 5.kv: it is damaged" },
  ];
  assert.deepEqual(
    progressOfParts(parts, now).map(({ state, straggles }) => [state, straggles]),
    [["done", false], ["running", false], ["running", true], ["silent", true], ["unread", true]],
  );
  const lines = partsTable(parts, now).split("\n");
  assert.match(lines[3]!, /^3 +running .* 10\/100 +0\.1\/s +15 min 0 s +straggler$/);
  assert.match(lines[4]!, /^4 +silent 10 min 0 s .* run it again$/);
  assert.equal(lines.at(-1), "Cannot open the store 5.kv: it is damaged");
});
