import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type CompareAnswer } from "../../compare/mod.ts";
import { type Guest, GuestError, Guests } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";

const SAMPLE = fileURLToPath(
  new URL("../../samples/asterisk-moh-opsound/reno-project-system.mp3", import.meta.url),
);

Deno.test("a dropped file is analysed, compared and forgotten on disk", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const library = await heardLibrary(5, { location: `${folder}/test.kv` });
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const ask = (path: string, init?: RequestInit) =>
      app(new Request(`http://127.0.0.1:8000${path}`, init));
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
    const events = await ask(`/api/similar/file/${id}`, {
      headers: { accept: "text/event-stream" },
    });
    const told = await events.text();
    assert.match(told, /"state":"analysing"/);
    assert.match(told.trimEnd().split("\n").at(-1)!, /"state":"done"/);
    const answer: CompareAnswer = await (await ask(`/api/similar?file=${id}&k=3`)).json();
    assert.ok(answer.query.tempo_bpm! > 0 && answer.query.loudness_lufs! < 0);
    assert.deepEqual([answer.previous, answer.next], [null, null]);
    assert.equal(library.collection.columns.length, 5);
    await library.close();
    const left = [...Deno.readDirSync(`${folder}/test.kv.cache`)].map((entry) => entry.name);
    assert.deepEqual(left.filter((file) => file.startsWith("guest-")), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a dropped file that is no audio fails with its reason", async () => {
  const folder = await Deno.makeTempDir();
  const guests = new Guests({ folder });
  try {
    const guest = await guests.take(new Blob(["no audio at all"]).stream(), "text.mp3");
    while (guests.guest(guest.id)!.state.state === "analysing") {
      await new Promise<void>((resolve) => guests.follow(guest.id, resolve));
    }
    const { state } = guests.guest(guest.id)!;
    assert.ok(state.state === "failed" && state.reason.length > 5);
    assert.equal(guests.subject(guest.id), undefined);
  } finally {
    guests.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("take() refuses empty files, and all where the store is in memory", async () => {
  const folder = await Deno.makeTempDir();
  const empty = () => new Blob([]).stream();
  await assert.rejects(new Guests({ folder }).take(empty(), "a.mp3"), GuestError);
  await assert.rejects(new Guests({ folder: undefined }).take(empty(), "a.mp3"), GuestError);
  assert.deepEqual([...Deno.readDirSync(folder)], []);
  await Deno.remove(folder);
});
