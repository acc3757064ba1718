import assert from "node:assert/strict";
import { readStrips } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { droppingSite, toneFile } from "../fixtures/dropping.ts";
import { sineOf, wavOf } from "../fixtures/wav.ts";
import { entryOf, trackOf } from "../store/fixtures/tracks.ts";

type Ask = (path: string, signal?: AbortSignal) => Promise<Response>;

async function served(run: (ask: Ask, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a.wav`;
  await Deno.writeFile(path, wavOf([sineOf(440, { seconds: 6, sampleRate: 44100 })]));
  const library = await openLibrary(`${folder}/x.kv`, { allowed: [folder] });
  const { file, tags } = trackOf("a");
  const { size, mtime } = await Deno.stat(path);
  const modified = mtime!.getTime();
  await library.store.putMany([
    {
      ...entryOf("a", 1),
      track: trackOf("a", {
        path,
        content: "same",
        file: {
          ...trackOf("a", { content: "same" }).file,
          size,
          modified,
          duration: 6,
          damage: "2 damaged frames",
        },
        tags: { ...tags, composer: "Clara Schumann", discNumber: 2, originalDate: "1846" },
      }),
    },
    { ...entryOf("b", 2), track: trackOf("b", { content: "same" }) },
    { ...entryOf("c", 3), track: trackOf("c", { audio: false, file: { ...file, hash: "" } }) },
  ]);
  await library.store.documents("playlists").put("p1", {
    name: "Evening",
    query: "",
    tracks: ["b", "a"],
    created: 1,
    changed: 1,
  });
  await library.collection.refresh();
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  try {
    await run(
      (path, signal) => handler(new Request(`http://127.0.0.1${path}`, signal ? { signal } : {})),
      folder,
    );
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a track's page says everything without a script", async () => {
  await served(async (ask) => {
    const response = await ask("/track/a");
    assert.equal(response.status, 200);
    const html = await response.text();
    for (
      const part of [
        "Clara Schumann",
        "1846",
        "2 damaged frames",
        "Evening",
        "RhythmExtractor2013",
        "by multifeature",
        "model not installed",
        "Circle of fifths".toLowerCase(),
        'href="/track/b"',
        "above 50 %",
      ]
    ) assert.ok(html.includes(part), `${part} is not on the page`);
  });
});

Deno.test("a page leads to the tracks before and after in the list it came from", async () => {
  await served(async (ask) => {
    const html = await (await ask("/track/a?title=Title")).text();
    assert.match(html, /rel="next"/);
    assert.match(html, /rel="prev"/);
  });
});

Deno.test("a page leads on in the playlist and in the neighbours it came from", async () => {
  await served(async (ask) => {
    const list = await (await ask("/track/a?playlist=p1")).text();
    assert.match(list, /href="\/track\/b\?playlist=p1" rel="next"/);
    assert.match(list, /href="\/playlists\?id=p1"/);
    const near = await (await ask("/track/b?near=musicnn&similar=track=a")).text();
    assert.match(near, /href="\/track\/a\?near=musicnn&amp;similar=[^"]*" rel="prev"/);
    assert.match(near, /href="\/similar\?track=a"/);
  });
});

Deno.test("what is told of a track beside a map has its place, styles and neighbours", async () => {
  await served(async (ask) => {
    const facts = await (await ask("/api/tracks/a/facts")).json();
    const tempo = facts.findings.find(({ id }: { readonly id: string }) => id === "tempo");
    assert.equal(tempo.place.tracks, 3);
    assert.equal(facts.card.id, "a");
    assert.deepEqual(facts.playlists, [{ id: "p1", name: "Evening", place: 2 }]);
    assert.ok(facts.neighbours.lists.length > 0);
    assert.equal((await ask("/api/tracks/zzz/facts")).status, 404);
  });
});

Deno.test("a track that is not there is not found, in words", async () => {
  await served(async (ask) => {
    const response = await ask("/track/zzz");
    assert.equal(response.status, 404);
    assert.match(await response.text(), /There is no track zzz/);
  });
});

Deno.test("strips are drawn from the sound, kept, and given again", async () => {
  await served(async (ask, folder) => {
    const first = await ask("/api/tracks/a/strips");
    assert.equal(first.status, 200);
    const strips = readStrips(await first.bytes())!;
    assert.deepEqual(
      strips.map(({ id }) => id),
      ["peaks", "mel", "chroma", "onset", "momentary", "short_term"],
    );
    assert.equal([...Deno.readDirSync(`${folder}/x.kv.cache/strips`)].length, 1);
    await Deno.remove(`${folder}/a.wav`);
    const again = await ask("/api/tracks/a/strips");
    assert.equal(again.status, 200);
    assert.deepEqual(readStrips(await again.bytes()), strips);
    const beats = await ask("/api/tracks/a/strips?set=beats");
    assert.equal(beats.status, 410);
    assert.match(await beats.text(), /is not at/);
  });
});

Deno.test("drawing is work that is followed, and ends where nobody waits for it", async () => {
  await served(async (ask) => {
    const drawn = await ask("/api/tracks/a/strips");
    await drawn.body?.cancel();
    const done = await (await ask("/api/work/strips/a.sound")).json();
    assert.equal(done.state, "done");
    const stop = new AbortController();
    const gone = ask("/api/tracks/a/strips?set=beats", stop.signal);
    setTimeout(() => stop.abort(), 30);
    await (await gone).body?.cancel();
    const stopped = await (await ask("/api/work/strips/a.beats")).json();
    assert.equal(stopped.state, "stopped");
    const left = new AbortController();
    const first = ask("/api/tracks/a/strips?set=beats", left.signal);
    await new Promise((resolve) => setTimeout(resolve, 60));
    left.abort();
    const second = await ask("/api/tracks/a/strips?set=beats");
    assert.equal(second.status, 200, "who comes as another leaves is drawn for all the same");
    await Promise.all([second, await first].map((answer) => answer.body?.cancel()));
  });
});

Deno.test("nothing is drawn of a file that may not be read, or is another than was analysed", async () => {
  await served(async (ask, folder) => {
    const elsewhere = await ask("/api/tracks/b/strips");
    assert.equal(elsewhere.status, 410);
    await elsewhere.body?.cancel();
    await Deno.writeFile(`${folder}/a.wav`, wavOf([new Float32Array(44100)]));
    const changed = await ask("/api/tracks/a/strips");
    assert.equal(changed.status, 409);
    assert.match(await changed.text(), /not the one that was analysed/);
  });
});

Deno.test("no strips of a track without audio, none of a set that is none", async () => {
  await served(async (ask) => {
    const imported = await ask("/api/tracks/c/strips");
    assert.equal(imported.status, 404);
    assert.match(await imported.text(), /imported without its audio/);
    const unknown = await ask("/api/tracks/a/strips?set=tempogram");
    assert.equal(unknown.status, 400);
    await unknown.body?.cancel();
  });
});

Deno.test("a dropped file has a page of the same parts, until it is kept", async () => {
  await using site = await droppingSite();
  const { id } = await site.drop(toneFile(440), "tone.wav");
  const html = await (await site.ask(`/track/dropped/${id}`)).text();
  for (const part of ["tone", "no part of the collection", "Every descriptor", "What is near?"]) {
    assert.ok(html.includes(part), `${part} is not on the page`);
  }
  const strips = await site.ask(`/api/similar/file/${id}/strips`);
  assert.equal(readStrips(await strips.bytes())![0]!.id, "peaks");
  const along = await site.ask(`/api/similar/file/${id}/strips?set=along`);
  assert.equal(readStrips(await along.bytes())![0]!.id, "peaks", "the analysis keeps a waveform");
  const { track } = await (await site.ask(`/api/similar/file/${id}/keep`, { method: "POST" }))
    .json();
  const moved = await site.ask(`/track/dropped/${id}`);
  assert.equal(moved.headers.get("location"), `/track/${track}`);
  await moved.body?.cancel();
  const forgotten = await site.ask("/track/dropped/none");
  assert.equal(forgotten.status, 404);
  await forgotten.body?.cancel();
});
