import assert from "node:assert/strict";
import { ExchangeError, exportCollection, importCollection } from "../../exchange/mod.ts";
import { openStore } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

type Written = string | Uint8Array;

async function importing(files: Readonly<Record<string, Written>>) {
  const folder = await Deno.makeTempDir();
  using store = await openStore(":memory:");
  try {
    for (const [name, content] of Object.entries(files)) {
      await Deno.writeFile(
        `${folder}/${name}`,
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    }
    await importCollection(store, folder);
    return { tracks: await Array.fromAsync(store.tracks()), roots: await store.roots() };
  } finally {
    assert.equal((await Array.fromAsync(store.tracks())).length > 0, true, "nothing was stored");
    await Deno.remove(folder, { recursive: true });
  }
}

async function refuses(files: Readonly<Record<string, Written>>, message: RegExp): Promise<void> {
  const folder = await Deno.makeTempDir();
  using store = await openStore(":memory:");
  try {
    for (const [name, content] of Object.entries(files)) {
      await Deno.writeFile(
        `${folder}/${name}`,
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    }
    await assert.rejects(
      importCollection(store, folder),
      (error) =>
        error instanceof ExchangeError && message.test(error.message) &&
        !error.message.includes("\n"),
      String(message),
    );
    assert.deepEqual(await Array.fromAsync(store.tracks()), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const whole = (changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ ...trackOf("a"), ...changes }) + "\n";

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

Deno.test("an import is refused where a value cannot be, with its line", async () => {
  const values = trackOf("a").values;
  const table = (column: string, value: string) => ({
    "tracks.tsv": `id\tpath\t${column}\na\ta.mp3\t${value}\n`,
  });
  await refuses(
    table("voice", "7"),
    /tracks\.tsv: line 2 has 7 for voice, which can be from 0 to 1/,
  );
  await refuses(table("tempo_bpm", "-1"), /line 2 has -1 for tempo_bpm/);
  await refuses(table("loudness_lufs", "1e9"), /line 2 has 1000000000 for loudness_lufs/);
  await refuses(table("arousal", "400"), /line 2 has 400 for arousal/);
  await refuses(
    { "tracks.ndjson": whole() + whole({ id: "b", path: "/b", values: { ...values, voice: -2 } }) },
    /tracks\.ndjson: line 2 has -2 for voice/,
  );
  await refuses({ "tracks.ndjson": whole({ values: { tempo: "fast" } }) }, /line 1 has "fast" for/);
  await refuses({ "tracks.ndjson": whole({ values: { key_edma: "H" } }) }, /not a known name/);
});

Deno.test("an import is refused where a table is not UTF-8, with its line", async () => {
  const header = "id\tpath\ttitle\n";
  await refuses(
    { "tracks.tsv": latin1(`${header}a\ta.mp3\tx\nb\tb.mp3\tM\xfcller\n`) },
    /tracks\.tsv: line 3 is not UTF-8/,
  );
  await refuses({ "tracks.ndjson": latin1(`{"id":"\xff"}\n`) }, /line 1 is not UTF-8/);
});

Deno.test("an import is refused where a track is none, with its line", async () => {
  for (
    const [track, message] of [
      ["[]", /line 1 is no track/],
      ["null", /line 1 is no track/],
      [whole({ id: 7 }), /line 1 has no id/],
      [whole({ id: "x".repeat(5_000) }), /line 1 has no id, or one that is too long/],
      [whole({ path: "" }), /line 1 has no path/],
      [whole({ values: [] }), /line 1 has no values/],
      [whole({ absent: { tempo: "because" } }), /missing for no known reason/],
      [whole({ stages: { tempo: 1 } }), /a stage "tempo" without a version/],
      [whole({ file: { ...trackOf("a").file, size: -1 } }), /a file without size/],
      [whole({ tags: { title: { toString: 1 } } }), /a tag "title" that is no text/],
      [whole({ tags: { genres: "folk" } }), /a tag "genres" that is no list/],
      [whole({ tags: { artists: ["a", 1] } }), /a tag "artists" that is no list/],
      [whole({ tags: { trackNumber: "1/9" } }), /a tag "trackNumber" that is no number/],
      [whole({ tags: { compilation: "yes" } }), /a tag "compilation" that is neither true/],
    ] as const
  ) await refuses({ "tracks.ndjson": track }, message);
});

Deno.test("an import grants no reading, whatever it says", async () => {
  const { tracks, roots } = await importing({
    "tracks.ndjson": whole({ path: "/etc/shadow", audio: "yes" }),
  });
  assert.equal(tracks[0]!.audio, false);
  assert.deepEqual(roots, []);
});

Deno.test("what an export writes is within what an import takes", async () => {
  const folder = await Deno.makeTempDir();
  try {
    using store = await openStore(":memory:");
    const { values } = trackOf("a");
    await store.putTrack(
      trackOf("a", { values: { ...values, loudness: -90, duration: 36_000, arousal: 0.2 } }),
    );
    await exportCollection(store, folder);
    using other = await openStore(":memory:");
    await importCollection(other, folder);
    assert.deepEqual((await other.getTrack("a"))?.values, (await store.getTrack("a"))?.values);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
