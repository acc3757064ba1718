import assert from "node:assert/strict";
import { type Guest, parseSimilar, type SimilarAnswer, type WhyAnswer } from "../../similar/mod.ts";
import { GuestError, openLibrary, trackSubject, whySimilar } from "../../library/mod.ts";
import { Guests } from "../../library/dropped/guests.ts";
import { endingOf, ownName, pathsFor } from "../../library/_names.ts";
import { HeldFiles } from "../../library/dropped/_held_files.ts";
import { droppingSite, toneFile } from "../fixtures/dropping.ts";
import { sampleFiles } from "../fixtures/heard_library.ts";

const SAMPLE = sampleFiles().find((path) => path.endsWith("reno-project-system.mp3"))!;

Deno.test("a dropped file is analysed, compared and gone with the server", async () => {
  const folder = await Deno.makeTempDir();
  const { ask, library, location } = await droppingSite(folder);
  const body = await Deno.readFile(SAMPLE);
  const taken = await ask("/api/similar/file?name=..%2Fa%2Fmy%20track.mp3", {
    method: "POST",
    body,
  });
  assert.equal(taken.status, 202);
  const { id, name }: Guest = await taken.json();
  assert.equal(name, "my track.mp3");
  const early = await ask(`/api/similar?file=${id}`);
  assert.equal(early.status, 503);
  await early.body?.cancel();
  assert.equal((await ask(`/api/similar/file/${id}/keep`, { method: "POST" })).status, 409);
  const events = await ask(`/api/similar/file/${id}`, {
    headers: { accept: "text/event-stream" },
  });
  const told = await events.text();
  assert.match(told, /"state":"analysing"/);
  assert.match(told.trimEnd().split("\n").at(-1)!, /"state":"done"/);
  const answer: SimilarAnswer = await (await ask(`/api/similar?file=${id}&k=3`)).json();
  assert.ok(answer.query.tempo_bpm! > 0 && answer.query.loudness_lufs! < 0);
  assert.deepEqual([answer.previous, answer.next], [null, null]);
  assert.equal(library.collection.columns.length, 5);
  assert.equal([...Deno.readDirSync(`${location}.cache/.dropped`)].length, 1);
  await library.close();
  assert.deepEqual([...Deno.readDirSync(`${location}.cache/.dropped`)], []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("why for a dropped file is why for the track that it becomes", async () => {
  await using site = await droppingSite();
  const { ask, drop, library } = site;
  const keep = (id: string) => ask(`/api/similar/file/${id}/keep`, { method: "POST" });
  const first = await drop(toneFile(440), "first.wav");
  let neighbour = "";
  for (const frequency of [880, 220]) {
    const { id } = await drop(toneFile(frequency), "other.wav");
    neighbour = (await (await keep(id)).json()).track;
  }
  const whyOf = async (query: string): Promise<WhyAnswer> => {
    const { request } = parseSimilar(new URLSearchParams(query));
    const subject = request.file
      ? library.guests.subject(request.file)!
      : trackSubject(library, request.track!)!;
    return (await whySimilar(library, { subject, request, neighbour }))!;
  };
  const before = await whyOf(`file=${first.id}`);
  assert.ok(before.classes.tags!.length > 0 && before.differences.length > 0);
  assert.ok(before.nearness.some(({ groups }) => groups.length > 0));
  const { track } = await (await keep(first.id)).json();
  const after = await whyOf(`track=${track}`);
  assert.deepEqual(
    { ...before, nearness: before.nearness.length },
    { ...after, nearness: after.nearness.length },
  );
});

Deno.test("a dropped file is heard, in ranges, while and after it is kept", async () => {
  await using site = await droppingSite();
  const tone = toneFile(440);
  const { id } = await site.drop(tone, "tone.wav");
  const audio = () =>
    site.ask(`/api/similar/file/${id}/audio`, { headers: { range: "bytes=0-43" } });
  const part = await audio();
  assert.deepEqual([part.status, part.headers.get("content-type")], [206, "audio/wav"]);
  assert.deepEqual(await part.bytes(), tone.slice(0, 44));
  const keeping = site.ask(`/api/similar/file/${id}/keep`, { method: "POST" });
  const meanwhile = await Promise.all(Array.from({ length: 8 }, audio));
  assert.equal((await keeping).status, 200);
  for (const heard of [...meanwhile, await audio()]) {
    assert.equal(heard.status, 206);
    assert.deepEqual(await heard.bytes(), tone.slice(0, 44));
  }
});

Deno.test("a file that is not held is heard no more, and says so", async () => {
  await using site = await droppingSite();
  const gone = await site.ask("/api/similar/file/none/audio");
  assert.equal(gone.status, 404);
  assert.match((await gone.json()).error, /not held any more; drop it again/);
});

Deno.test("a dropped file that is no audio fails with its reason", async () => {
  await using site = await droppingSite();
  const text = new TextEncoder().encode("no audio at all");
  const { id, state } = await site.drop(text, "text.mp3");
  assert.ok(state.state === "failed" && state.reason.length > 5);
  assert.equal(site.library.guests.subject(id), undefined);
  assert.throws(() => site.library.guests.analysed(id), /Cannot keep text.mp3: it could not be/);
});

Deno.test("take() refuses empty files, and all where the store is in memory", async () => {
  const folder = await Deno.makeTempDir();
  const empty = () => new Blob([]).stream();
  const guests = new Guests({ folders: { held: folder, kept: `${folder}/kept` } });
  await assert.rejects(guests.take(empty(), "a.mp3"), GuestError);
  await guests.close();
  await assert.rejects(new Guests({ folders: undefined }).take(empty(), "a.mp3"), GuestError);
  assert.deepEqual([...Deno.readDirSync(`${folder}/.dropped`)], []);
  await Deno.remove(folder, { recursive: true });
});

function bytes(count: number): ReadableStream<Uint8Array> {
  return new Blob([new Uint8Array(count)]).stream();
}

Deno.test("held files are bounded: the oldest idle one makes room, a busy one does not", async () => {
  const folder = await Deno.makeTempDir();
  const files = new HeldFiles(folder, { file: 60, all: 100, time: 3_600_000 });
  await assert.rejects(files.write(bytes(61), { id: "large", ending: "" }), /60|the most/);
  const first = await files.write(bytes(50), { id: "first", ending: ".mp3" });
  assert.deepEqual([first.size, first.hash.length, first.path.endsWith("first.mp3")], [
    50,
    64,
    true,
  ]);
  files.settle("first");
  await files.write(bytes(50), { id: "second", ending: "" });
  assert.ok(files.holds("first"));
  await files.write(bytes(40), { id: "third", ending: "" });
  assert.deepEqual(["first", "second", "third"].map((id) => files.holds(id)), [false, true, true]);
  await assert.rejects(files.write(bytes(50), { id: "fourth", ending: "" }), /too many others/);
  assert.equal([...Deno.readDirSync(first.path.replace(/\/[^/]*$/, ""))].length, 3);
  await files.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("held files go when their time is up", async () => {
  const folder = await Deno.makeTempDir();
  const files = new HeldFiles(folder, { file: 60, all: 100, time: 1 });
  await files.write(bytes(50), { id: "a", ending: "" });
  assert.ok(files.holds("a"));
  files.settle("a");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(!files.holds("a"));
  await files.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("files of servers that ended are cleared at the start, those of others stay", async () => {
  const folder = await Deno.makeTempDir();
  const held = `${folder}/test.kv.cache/.dropped`;
  await Deno.mkdir(`${held}/dead`, { recursive: true });
  await Deno.writeTextFile(`${held}/dead/lock`, "");
  await Deno.writeTextFile(`${held}/dead/left.mp3`, "left");
  const living = new HeldFiles(`${folder}/test.kv.cache`);
  const { path } = await living.write(bytes(5), { id: "a", ending: "" });
  const library = await openLibrary(`${folder}/test.kv`);
  assert.equal([...Deno.readDirSync(held)].length, 1);
  assert.ok(Deno.statSync(path).isFile);
  await library.close();
  await living.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("names survive as far as a file system takes them", () => {
  for (const name of ["a.mp3", ".hidden", "a b #1?&.flac", "Ünïcode „…“\n.ogg", "no ending"]) {
    assert.equal(ownName(name), name);
  }
  assert.equal(ownName("../../etc/passwd"), "passwd");
  for (const name of ["", "..", "/", "a/..", "\0"]) assert.equal(ownName(name), "dropped file");
  const long = ownName(`${"夜".repeat(200)}.flac`);
  assert.match(long, /^夜+\.flac$/);
  assert.ok(new TextEncoder().encode(long).length <= 247);
  assert.equal(endingOf("a.tar.GZ"), ".GZ");
  assert.equal(endingOf("Vol. 2"), "");
  const [own, numbered] = pathsFor("Op. 1.mp3", "/kept");
  assert.deepEqual([own, numbered], ["/kept/Op. 1.mp3", "/kept/Op. 1 (2).mp3"]);
});

Deno.test("what another server of the store holds counts too", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const limits = { file: 1_000, all: 1_500, time: 60_000 };
    const [one, other] = [new HeldFiles(folder, limits), new HeldFiles(folder, limits)];
    const body = () => new Blob([new Uint8Array(900)]).stream();
    const first = await one.write(body(), { id: "a", ending: "" });
    assert.equal(first.size, 900);
    await assert.rejects(other.write(body(), { id: "b", ending: "" }), GuestError);
    await one.close();
    assert.equal((await other.write(body(), { id: "b", ending: "" })).size, 900);
    await other.close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
