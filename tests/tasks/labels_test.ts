import assert from "node:assert/strict";
import { audioHash } from "../../analysis/payload/mod.ts";
import { HASH_VERSION } from "../../domain/mod.ts";
import { openStore } from "../../store/mod.ts";
import { run } from "../../tasks/labels.ts";
import { saidBy } from "./_said.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";

const said = saidBy(run);

async function collection(): Promise<{ readonly folder: string; readonly db: string }> {
  const folder = await Deno.makeTempDir();
  const db = `${folder}/a.kv`;
  await Deno.mkdir(`${folder}/rock`);
  await Deno.writeTextFile(`${folder}/rock/one.mp3`, "");
  using store = await openStore(db);
  await store.putTrack({ ...trackOf("a"), path: `${folder}/rock/one.mp3` });
  await store.putTrack({ ...trackOf("b"), path: `${folder}/jazz/two.mp3` });
  return { folder, db };
}

Deno.test("a file that was tagged since is not said to have another sound, one with another sound is", async () => {
  const folder = await Deno.makeTempDir();
  const [path, db] = [`${folder}/one.wav`, `${folder}/x.kv`];
  const wav = wavOf([clicks(120, { seconds: 1 })]);
  const tag = new TextEncoder().encode("LIST\x04\0\0\0INFO");
  await Deno.writeFile(path, wav);
  {
    using store = await openStore(db);
    const track = trackOf("a");
    const file = { ...track.file, hash: await audioHash(path), hashVersion: HASH_VERSION };
    await store.putTrack({ ...track, path, file, audio: true });
  }
  await Deno.writeTextFile(`${folder}/mine.csv`, "file,genre\none.wav,Rock\n");
  await said("--db", db, `${folder}/mine.csv`);
  const validated = async () => (await said("--db", db, "--validate", "mine", "--hash")).out;
  await Deno.writeFile(path, Uint8Array.from([...wav, ...tag]));
  assert.doesNotMatch(await validated(), /checksum/);
  await Deno.writeFile(path, wavOf([clicks(121, { seconds: 1 })]));
  assert.match(await validated(), /^checksum: one\.wav .*: its sound is not what was analysed$/m);
});

Deno.test("labels are joined, listed, exported, joined again, validated and removed", async () => {
  const { folder, db } = await collection();
  const table = `${folder}/genres.csv`;
  await Deno.writeTextFile(
    table,
    "file,genre,split\none.mp3,Rock,train\ntwo,Jazz,test\nthree,Pop,test\n",
  );
  const none = await said("--db", db);
  assert.match(none.out, /^No labels yet/);
  const dry = await said("--db", db, table, "--dry-run");
  assert.match(dry.out, /genres \(genres\): 3 rows, 2 matched, 2 tracks labelled/);
  assert.match((await said("--db", db)).out, /^No labels yet/);
  const stored = await said("--db", db, table);
  assert.match(stored.out, /1 not matched:\n {4}not in the collection: three \(line 4\)/);
  assert.match(stored.out, /split 1\/0\/1/);
  assert.match(stored.out, /Stored genres$/);
  assert.match((await said("--db", db)).out, /genres: genres, 2 tracks, 2 labels/);
  const out = `${folder}/out.tsv`;
  assert.equal((await said("--db", db, "--export", "genres", "--out", out)).code, 0);
  assert.match(await Deno.readTextFile(out), /^id\tpath\tkey\tlabel\tsplit/);
  const again = await said("--db", db, out, "--name", "again", "--label", "label");
  assert.match(again.out, /Stored again$/);
  {
    using store = await openStore(db);
    assert.deepEqual((await store.labels.get("again"))!.classes, ["Jazz", "Rock"]);
    assert.equal((await store.labels.entries("again")).get("b")!.split, "test");
    await store.putTrack({ ...trackOf("c"), path: `${folder}/pop/three.mp3` });
  }
  assert.match((await said("--db", db, "--rejoin", "genres")).out, /3 rows, 3 matched/);
  const jams = `${folder}/jams`;
  assert.equal((await said("--db", db, "--export", "genres", "--out", jams)).code, 0);
  const document = JSON.parse(await Deno.readTextFile(`${jams}/a.jams`));
  assert.equal(document.annotations[0].namespace, "tag_open");
  assert.equal(document.annotations[0].data[0].value, "Rock");
  const checked = await said("--db", db, "--validate", "genres");
  assert.match(checked.out, /empty: one.mp3/);
  assert.match(checked.out, /missing: two/);
  assert.match((await said("--db", db, "--remove", "genres")).out, /^Removed/);
  assert.match((await said("--db", db)).out, /^again/);
});

Deno.test("folders are labels; a set made by hand is not overwritten", async () => {
  const { db } = await collection();
  assert.match((await said("--db", db, "folders")).out, /Stored folders/);
  using store = await openStore(db);
  const set = (await store.labels.get("folders"))!;
  assert.deepEqual(set.classes, ["jazz", "rock"]);
  await store.labels.put({ ...set, origin: "hand" }, new Map(), () => true);
  const refused = await said("--db", db, "folders");
  assert.match(refused.err, /a set of that id was made by hand; choose another name/);
});

Deno.test("nothing is stored where nothing matches or a file is malformed", async () => {
  const { folder, db } = await collection();
  const table = `${folder}/t.csv`;
  await Deno.writeTextFile(table, "file,genre\nnothing,Rock\n");
  const unmatched = await said("--db", db, table);
  assert.equal(unmatched.code, 1);
  assert.match(unmatched.err, /No row matches a track, so nothing is stored/);
  await Deno.writeTextFile(table, 'file,genre\none,"Rock\ntwo,Jazz\n');
  const open = await said("--db", db, table);
  assert.deepEqual([open.code, /never closed/.test(open.err)], [1, true]);
  const wrong = await said("--db", db, `${folder}/none.csv`);
  assert.match(wrong.err, /there is no such file or folder/);
  assert.match(
    (await said("--db", db, "--remove", "x")).err,
    /Cannot find the label set x: there is none/,
  );
  assert.match(
    (await said("--db", db, "--export", "x", "--remove", "y")).err,
    /several things at once/,
  );
  assert.match((await said("--db", db)).out, /^No labels yet/);
});
