import assert from "node:assert/strict";
import { join } from "node:path";
import { collectParts, wouldLeave } from "../../exchange/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { partsTable, progressOfParts } from "../../tasks/_parts_table.ts";
import { entryOf, hashOf, trackOf } from "../store/fixtures/tracks.ts";
import { inFolder, outcome } from "../tasks/_command.ts";

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

Deno.test("what no part has any more leaves the whole, when asked; what moved keeps its id", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    const db = join(folder, "all.kv");
    const options = { scratch: folder };
    using whole = await openStore(db);
    using first = await openStore(join(parts, "1.kv"));
    using second = await openStore(join(parts, "2.kv"));
    await first.putMany(["a", "b", "c", "d"].map((id) => entryOf(id)));
    await second.putMany(["e", "f", "g"].map((id) => entryOf(id)));
    const error = { path: "/music/bad.mp3", stage: "decode", reason: "no", size: 1, modified: 1 };
    await second.putError({ ...error, at: 5 });
    await second.putSkipped({ path: "/music/cover.xyz", reason: "no audio" });
    await collectParts(whole, parts, options);
    const kept = { ...trackOf("k"), path: `${db}.kept/k.mp3` };
    await whole.putTrack(kept);

    await first.withdrawTrack("b");
    const { path: _, ...was } = trackOf("f");
    await second.putTrack({ ...was, path: "/music/moved/f.mp3" });
    await second.removeError({ path: error.path, at: 5 });
    await second.removeSkipped("/music/cover.xyz");
    const dry = await wouldLeave(whole, parts, { ...options, all: false });
    const gone = { tracks: 1, of: 8, failures: 1, skipped: 1, examples: ["/music/b.mp3"] };
    assert.deepEqual(dry, gone);
    assert.equal((await Array.fromAsync(whole.files())).length, 8, "a dry run stores nothing");
    assert.equal((await collectParts(whole, parts, options)).left, undefined);
    assert.ok(await whole.getTrack("b"), "what is not asked for stays");
  });
});

Deno.test("a prune takes out what it said, and what comes back is as it was", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    const options = { scratch: folder, prune: { all: false } };
    using whole = await openStore(join(folder, "all.kv"));
    using first = await openStore(join(parts, "1.kv"));
    using second = await openStore(join(parts, "2.kv"));
    await first.putMany(["a", "b", "c"].map((id) => entryOf(id)));
    await second.putMany(["e", "f"].map((id) => entryOf(id)));
    await collectParts(whole, parts, { scratch: folder });
    await first.withdrawTrack("b");
    await second.putTrack({ ...trackOf("f"), path: "/music/moved/f.mp3" });
    const one = await collectParts(whole, parts, options);
    assert.deepEqual(one.left, {
      ...{ tracks: 1, of: 5, failures: 0, skipped: 0, examples: ["/music/b.mp3"] },
    });
    assert.deepEqual(await idsOf(whole), {
      "/music/a.mp3": "a",
      "/music/c.mp3": "c",
      "/music/e.mp3": "e",
      "/music/moved/f.mp3": "f",
    });
    assert.deepEqual(await whole.vector("effnet", "f"), entryOf("f").vectors!.effnet);
    await first.putMany([entryOf("b")]);
    const back = await collectParts(whole, parts, options);
    assert.equal(back.left!.tracks, 0);
    assert.equal((await idsOf(whole))["/music/b.mp3"], "b");
    assert.deepEqual(await whole.vector("effnet", "b"), entryOf("b").vectors!.effnet);
  });
});

Deno.test("a prune refuses what looks like a disk that is away", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    const prune = { all: false };
    const options = { scratch: folder, prune };
    using whole = await openStore(join(folder, "all.kv"));
    const db = join(parts, "1.kv");
    {
      using first = await openStore(db);
      using second = await openStore(join(parts, "2.kv"));
      await first.putMany(["a", "b", "c"].map((id) => entryOf(id)));
      await second.putMany(["e"].map((id) => entryOf(id)));
      await collectParts(whole, parts, options);
      for (const id of ["a", "b", "c"]) await first.withdrawTrack(id);
      const most = await collectParts(whole, parts, options);
      assert.match(
        most.left!.refused ?? "",
        /more than half, as where a disk is away: --prune=all/,
      );
    }
    await Deno.writeTextFile(db, "no store");
    const unread = await collectParts(whole, parts, { ...options, prune: { all: true } });
    assert.match(unread.left!.refused ?? "", /^part 1 cannot be read: mend it/);
    for (const ending of ["", "-wal", "-shm"]) await Deno.remove(db + ending).catch(() => {});
    const away = await collectParts(whole, parts, options);
    assert.match(away.left!.refused ?? "", /^part 1 had tracks and is not there/);
    assert.equal((await Array.fromAsync(whole.files())).length, 4);
    const all = await collectParts(whole, parts, { ...options, prune: { all: true } });
    assert.equal(all.left!.refused, undefined);
    assert.deepEqual(await idsOf(whole), { "/music/e.mp3": "e" });
    assert.equal((await collectParts(whole, parts, options)).left!.tracks, 0);
  });
});

Deno.test("collect --prune says what it takes out, and a dry run what it would", async () => {
  await inFolder(async (folder) => {
    const parts = join(folder, "parts");
    const whole = ["--db", join(folder, "all", "x.kv")];
    {
      using part = await openStore(join(parts, "1.kv"));
      await part.putMany(["a", "b", "c"].map((id) => entryOf(id)));
    }
    assert.equal((await outcome("collect", parts, ...whole)).code, 0);
    {
      using part = await openStore(join(parts, "1.kv"));
      await part.withdrawTrack("b");
    }
    const numbers = "1 of 3 tracks, 0 failures and 0 skipped files that no part has any more";
    const dry = await outcome("collect", parts, ...whole, "--prune", "--dry-run");
    assert.deepEqual(dry, {
      code: 0,
      out: `Would take out ${numbers}; nothing was stored\n  /music/b.mp3\n`,
      err: "",
    });
    const done = await outcome("collect", parts, ...whole, "--prune");
    assert.ok(done.out.endsWith(`Took out ${numbers}\n  /music/b.mp3\n`), done.out);
    assert.equal(done.code, 0);
    const alone = await outcome("collect", parts, ...whole, "--dry-run");
    assert.match(alone.err, /--dry-run is said of --prune/);
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

Deno.test("what is no folder of parts is one clear line, and a damaged part is named where it is", async () => {
  await inFolder(async (folder) => {
    const [whole, parts] = [`--db=${folder}/all.kv`, join(folder, "parts")];
    const nowhere = await outcome("collect", parts, whole);
    assert.equal(nowhere.err, `Cannot collect ${parts}: there is no such folder`);
    await Deno.mkdir(parts);
    const bad = join(parts, "1.kv");
    (await openStore(bad)).close();
    await Deno.writeFile(bad, (await Deno.readFile(bad)).subarray(0, 1000));
    const { out, err } = await outcome("collect", parts, whole);
    assert.match(out + err, new RegExp(`Cannot open the store ${bad}: the file is damaged`));
    const file = await outcome("collect", bad, whole);
    assert.equal(
      file.err,
      `Cannot collect ${bad}: it is no folder; name the one that the parts are in`,
    );
  });
});
