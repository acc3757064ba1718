import assert from "node:assert/strict";
import { join } from "node:path";
import { decode } from "../../analysis/decode/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { findFfmpeg } from "../fixtures/ffmpeg.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { aiffOf, sineOf, wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

type Ask = (path: string, headers?: Record<string, string>) => Promise<Response>;

/** A library with one track of the given file, and the handler that serves it. */
async function withTrack(
  file: {
    readonly name: string;
    readonly bytes?: Uint8Array;
    readonly container: string;
    readonly codec?: string;
  },
  body: (ask: Ask, path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = join(folder, file.name);
  if (file.bytes) await Deno.writeFile(path, file.bytes);
  const library = await openLibrary(join(folder, "x.kv"), { allowed: [folder] });
  const track = trackOf("t1", { path });
  await library.store.putTrack({
    ...track,
    file: {
      ...track.file,
      ...stateOf(path),
      container: file.container,
      codec: file.codec ?? "pcm",
    },
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

function stateOf(path: string): { readonly size: number; readonly modified: number } {
  try {
    const { size, mtime } = Deno.statSync(path);
    return { size, modified: mtime!.getTime() };
  } catch {
    return { size: 0, modified: 0 };
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

/** What is served of a converted file: a WAV of 16 bit. */
async function assertConverted(ask: Ask): Promise<void> {
  const whole = await ask("/api/tracks/t1/audio", { range: "bytes=0-" });
  assert.equal(whole.status, 206);
  assert.equal(whole.headers.get("content-type"), "audio/wav");
  const bytes = await whole.bytes();
  const { signal, codec } = await decode(bytes);
  assert.equal(codec, "pcm");
  const middle = signal.channels[0]!.subarray(10_000, 30_000);
  const level = Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length);
  assert.ok(level > 0.05, `silent: ${level}`);
  const part = await ask("/api/tracks/t1/audio", { range: "bytes=100-299" });
  assert.equal(part.status, 206);
  assert.deepEqual(await part.bytes(), bytes.slice(100, 300));
}

Deno.test("a format that browsers cannot play is converted by our own decoders", async () => {
  const bytes = aiffOf([SINE], { sampleRate: 44100 });
  await withTrack({ name: "a.aiff", bytes, container: "aiff" }, assertConverted);
});

Deno.test("WAV files are judged by what is in them", async () => {
  for (const bits of [24, 64]) {
    const bytes = rareWav(bits === 24 ? "24 bits in 32" : "64-bit float");
    await withTrack({ name: "a.wav", bytes, container: "wav" }, assertConverted);
  }
});

sharedTest("layer 2 of MPEG is converted, and ADPCM where ffmpeg is installed", async () => {
  const layer2 = await Deno.readFile(sharedFile("faults/layer2.mp2"));
  await withTrack(
    { name: "a.mp3", bytes: layer2, container: "mp3", codec: "mp2" },
    assertConverted,
  );
  const adpcm = await Deno.readFile(sharedFile("faults/wav_adpcm_ms.wav"));
  const track = { name: "a.wav", bytes: adpcm, container: "wav", codec: "adpcm_ms" };
  await withTrack(track, async (ask) => {
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

/** The sine in one of the layouts of WAV that browsers refuse. */
function rareWav(layout: "24 bits in 32" | "64-bit float"): Uint8Array {
  const isFloat = layout === "64-bit float";
  const bytes = isFloat ? 8 : 4;
  const view = new DataView(new ArrayBuffer(44 + SINE.length * bytes));
  const text = (at: number, name: string) =>
    [...name].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, isFloat ? 3 : 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 44100, true);
  view.setUint32(28, 44100 * bytes, true);
  view.setUint16(32, bytes, true);
  view.setUint16(34, isFloat ? 64 : 24, true);
  text(36, "data");
  view.setUint32(40, SINE.length * bytes, true);
  SINE.forEach((sample, i) => {
    const at = 44 + i * bytes;
    if (isFloat) view.setFloat64(at, sample, true);
    else view.setInt32(at, Math.round(sample * 2 ** 31), true);
  });
  return new Uint8Array(view.buffer);
}
