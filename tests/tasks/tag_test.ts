import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { audioHash } from "../../analysis/mod.ts";
import type { Track } from "../../domain/mod.ts";
import { openStore } from "../../store/mod.ts";
import { Journal, keptPlan, latestJournal, readJournal } from "../../tagging/mod.ts";
import { readTagValues, tagIn } from "../../tagging/tag_file.ts";
import { run } from "../../tasks/tag.ts";
import { saidBy } from "./_said.ts";
import { aiffOf, sineOf, wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const said = saidBy(run);

const AUDIO = fileURLToPath(new URL("../fixtures/audio/", import.meta.url));
const COPIED = [
  "chord.mp3",
  "chord.flac",
  "chord.ogg",
  "chord.opus",
  "chord.m4a",
  "chord.alac.m4a",
];
const VALUES = {
  tempo: 127.6,
  tempo_ambiguity: 0.1,
  key_edma: "A",
  scale_edma: "minor",
  loudness: -9.5,
  true_peak: -1,
  energy: 0.62,
  duration: 200,
};

/** A folder of music in every format that is written, and a store that knows it. */
async function collection() {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const music = `${folder}/music`;
  const db = `${folder}/a.kv`;
  await Deno.mkdir(music);
  for (const name of COPIED) await Deno.copyFile(AUDIO + name, `${music}/${name}`);
  const sine = [sineOf(440, { seconds: 0.2, sampleRate: 8000 })];
  await Deno.writeFile(`${music}/tone.wav`, wavOf(sine, { sampleRate: 8000 }));
  await Deno.writeFile(`${music}/tone.aiff`, aiffOf(sine, { sampleRate: 8000 }));
  const names = [...COPIED, "tone.wav", "tone.aiff"];
  using store = await openStore(db);
  for (const [i, name] of names.entries()) {
    const path = `${music}/${name}`;
    const { size, mtime } = await Deno.stat(path);
    const plain = trackOf(`t${i}`);
    const track: Track = {
      ...plain,
      path,
      file: {
        ...plain.file,
        size,
        modified: mtime!.getTime(),
        hash: await audioHash(path),
        codec: name.endsWith(".opus") ? "opus" : plain.file.codec,
      },
      tags: { title: name, album: "Tones" },
      values: { ...plain.values, ...VALUES },
    };
    await store.putTrack(track);
  }
  return { folder, music, db, names, plan: `${folder}/tags.tsv` };
}

const bytesOf = (path: string) => Deno.readFile(path);

Deno.test("tags of every format are planned, written, verified and taken back to the byte", async () => {
  const { folder, music, db, names, plan } = await collection();
  const before = new Map<string, Uint8Array>();
  for (const name of names) before.set(name, await bytesOf(`${music}/${name}`));
  try {
    const planned = await said(
      "plan",
      ...["--db", db, "--out", plan, "--write", "bpm,key,energy,replaygain,comment", "--replace"],
    );
    assert.deepEqual([planned.code, planned.err], [0, ""]);
    assert.match(planned.out, /^\d+ tags of 8 files would change, of 8 tracks/);
    for (const name of names) assert.deepEqual(await bytesOf(`${music}/${name}`), before.get(name));

    const written = await said("apply", plan, "--db", db, "--music", music);
    assert.deepEqual([written.code, written.err], [0, ""]);
    for (const name of names) {
      const path = `${music}/${name}`;
      const values = await readTagValues(await bytesOf(path));
      assert.deepEqual(tagIn(values, "BPM"), ["128"], name);
      assert.deepEqual(tagIn(values, "INITIALKEY"), ["8A"], name);
      assert.deepEqual(tagIn(values, "ENERGY"), ["7"], name);
      assert.deepEqual(tagIn(values, "COMMENT"), ["8A · 128 BPM · energy 7"], name);
      const [gain, text] = name.endsWith(".opus")
        ? ["R128_TRACK_GAIN", "-3456"]
        : ["REPLAYGAIN_TRACK_GAIN", "-8.50 dB"];
      assert.deepEqual(tagIn(values, gain), [text], name);
    }
    using store = await openStore(db);
    for (const [i, name] of names.entries()) {
      const { file } = (await store.getTrack(`t${i}`))!;
      const path = `${music}/${name}`;
      assert.equal(await audioHash(path), file.hash, `${name} sounds as it did`);
      assert.equal((await Deno.stat(path)).size, file.size, "and the store knows its size");
    }
    assert.deepEqual((await said("verify", plan, "--db", db)).code, 0);
    assert.match((await said("apply", plan, "--db", db, "--music", music)).err, /changed since/);

    const journal = (await Array.fromAsync(Deno.readDir(`${db}.tags`))).map(({ name }) => name);
    const undone = await said(
      "undo",
      `${db}.tags/${journal.sort()[0]}`,
      "--db",
      db,
      "--music",
      music,
    );
    assert.deepEqual([undone.code, undone.err], [0, ""]);
    for (const name of names) {
      assert.deepEqual(await bytesOf(`${music}/${name}`), before.get(name), name);
    }
    assert.deepEqual([...Deno.readDirSync(music)].length, names.length, "no copy stays behind");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what is not sure, there already, elsewhere or changed is left as it is", async () => {
  const { folder, music, db, plan } = await collection();
  try {
    await said("plan", "--db", db, "--out", plan, "--write", "bpm,key", "--sure");
    const sure = await Deno.readTextFile(plan);
    assert.ok(sure.includes("BPM") && !sure.includes("INITIALKEY"), "profiles do not agree here");

    const outside = await said("apply", plan, "--db", db, "--music", folder + "/a.kv.tags");
    assert.equal(outside.code, 2);
    await Deno.mkdir(`${folder}/other`);
    const other = await said("apply", plan, "--db", db, "--music", `${folder}/other`);
    assert.match(other.err, /chord\.mp3: it is not below/);

    await Deno.link(`${music}/chord.flac`, `${music}/twin.flac`);
    await Deno.utime(`${music}/chord.mp3`, new Date(), new Date(0));
    const applied = await said("apply", plan, "--db", db, "--music", music);
    assert.match(applied.err, /chord\.mp3: it has changed since the plan was made/);
    assert.match(applied.err, /chord\.flac: it has further hard links/);

    await said("plan", "--db", db, "--out", plan, "--write", "bpm");
    assert.ok(!(await Deno.readTextFile(plan)).includes("chord.ogg"), "it has a tempo now");

    await said("plan", "--db", db, "--out", plan, "--write", "bpm,key,energy", "--replace");
    const only = ["--only", "certainty=estimated&format=ogg"];
    const part = await said("apply", plan, "--db", db, "--music", music, ...only);
    assert.match(part.out, /^Wrote the tags of 1 file;/);
    const values = await readTagValues(await bytesOf(`${music}/chord.ogg`));
    assert.deepEqual([tagIn(values, "ENERGY"), tagIn(values, "INITIALKEY")], [["7"], []]);
    assert.match((await said("verify", plan, "--db", db, ...only)).out, /^1 file of 1 as/);
    assert.match(
      (await said("apply", plan, "--db", db, "--music", music, "--only", "tempo=1")).err,
      /Cannot narrow the plan by tempo: it takes tag, format, certainty, change/,
    );
    {
      using store = await openStore(db);
      const kept = (await keptPlan(store))!;
      assert.deepEqual([kept.path, kept.applied?.written], [plan, 1]);
    }

    await Deno.writeTextFile(plan, "id\tpath\nx\ty\n");
    const wrong = await said("apply", plan, "--db", db, "--music", music);
    assert.match(wrong.err, /it is no plan of tags/);
    assert.match(
      (await said("plan", "--db", db, "--write", "colour")).err,
      /colour is none of them/,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a run that was killed before or after a file took its place is taken back", async () => {
  const { folder, music, db, plan } = await collection();
  try {
    const path = `${music}/chord.mp3`;
    const before = await bytesOf(path);
    await said("plan", "--db", db, "--out", plan, "--write", "bpm");
    await said("apply", plan, "--db", db, "--music", music);
    const first = await latestJournal(`${db}.tags`);
    const entry = (await readJournal(first)).find((one) => one.path === path)!;
    const after = await bytesOf(path);
    const journal = Journal.begin(`${db}.tags`, new Date());
    await journal.add(entry);
    await Deno.writeTextFile(journal.path, '{"path":"cut sho', { append: true });

    await Deno.writeFile(path, before);
    await Deno.writeFile(entry.temporary, after);
    const early = await said("undo", journal.path, "--db", db, "--music", music);
    assert.deepEqual([early.code, early.err], [0, ""]);
    assert.deepEqual(await bytesOf(path), before);
    await assert.rejects(Deno.stat(entry.temporary));

    await Deno.writeFile(path, after);
    assert.equal((await said("undo", journal.path, "--db", db, "--music", music)).code, 0);
    assert.deepEqual(await bytesOf(path), before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
