import assert from "node:assert/strict";
import { join } from "node:path";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { findFfmpeg } from "../fixtures/ffmpeg.ts";
import { aiffOf, sineOf, wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

type Ask = (path: string, headers?: Record<string, string>) => Promise<Response>;

/** A library with one track of the given file, and the handler that serves it. */
async function withTrack(
  file: { readonly name: string; readonly bytes?: Uint8Array; readonly container: string },
  body: (ask: Ask, path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = join(folder, file.name);
  if (file.bytes) await Deno.writeFile(path, file.bytes);
  const library = await openLibrary(join(folder, "x.kv"));
  const track = trackOf("t1", { path });
  await library.store.putTrack({
    ...track,
    file: { ...track.file, container: file.container, codec: "pcm" },
  });
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  try {
    await body(
      (target, headers = {}) => handler(new Request(`http://127.0.0.1${target}`, { headers })),
      path,
    );
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const SINE = sineOf(440, { seconds: 1, sampleRate: 44100 });
const WAV = wavOf([SINE]);

Deno.test("a track's audio is served in ranges", async () => {
  await withTrack({ name: "a #1 %.wav", bytes: WAV, container: "wav" }, async (ask) => {
    const whole = await ask("/api/tracks/t1/audio");
    assert.equal(whole.status, 200);
    assert.equal(whole.headers.get("content-type"), "audio/wav");
    assert.deepEqual(await whole.bytes(), WAV);
    const part = await ask("/api/tracks/t1/audio", { range: "bytes=10-19" });
    assert.equal(part.status, 206);
    assert.deepEqual(await part.bytes(), WAV.slice(10, 20));
    const beyond = await ask("/api/tracks/t1/audio", { range: `bytes=${WAV.length}-` });
    assert.equal(beyond.status, 416);
    await beyond.body?.cancel();
  });
});

Deno.test("no request reads a file that is no track", async () => {
  await withTrack({ name: "a.wav", bytes: WAV, container: "wav" }, async (ask, path) => {
    const tries = [
      `/api/tracks/${encodeURIComponent(path)}/audio`,
      "/api/tracks/..%2f..%2fetc%2fpasswd/audio",
      "/api/tracks/t1/audio/../../../../deno.json",
      "/..%2fdeno.json",
      "/assets/..%2f..%2fdeno.json",
      "//etc/passwd",
    ];
    for (const target of tries) {
      const response = await ask(target);
      assert.ok(response.status >= 300, `${target} answered ${response.status}`);
      await response.body?.cancel();
    }
  });
});

Deno.test("a file that has moved is gone, in words", async () => {
  await withTrack({ name: "gone.wav", container: "wav" }, async (ask) => {
    const response = await ask("/api/tracks/t1/audio");
    assert.equal(response.status, 410);
    assert.match((await response.json()).error, /Analyse the folder where it is now/);
  });
});

Deno.test("a format that browsers cannot play is converted, or the answer says how", async () => {
  const bytes = aiffOf([SINE], { sampleRate: 44100 });
  await withTrack({ name: "a.aiff", bytes, container: "aiff" }, async (ask) => {
    const response = await ask("/api/tracks/t1/audio", { range: "bytes=0-" });
    if (await findFfmpeg()) {
      assert.equal(response.status, 206);
      assert.equal(response.headers.get("content-type"), "audio/mp4");
      assert.equal(new TextDecoder().decode((await response.bytes()).slice(4, 8)), "ftyp");
    } else {
      assert.equal(response.status, 415);
      assert.match((await response.json()).error, /Install ffmpeg/);
    }
  });
});
