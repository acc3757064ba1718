import assert from "node:assert/strict";
import { loudnessOf } from "../../analysis/signal/mod.ts";
import type { Track } from "../../domain/mod.ts";
import { openLibrary, savedPlaylists } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

const RATE = 44_100;
const SECONDS = 30;
const LEFT = { bpm: 118, first: 0.31, level: 0.8 };
const RIGHT = { bpm: 124, first: 0.12, level: 0.06 };

/** Decaying tones of 2 kHz, one a beat. */
function tones({ bpm, first, level }: typeof LEFT): Float32Array {
  const samples = new Float32Array(SECONDS * RATE);
  for (let beat = 0; first + beat * 60 / bpm < SECONDS - 0.2; beat++) {
    const start = Math.round((first + beat * 60 / bpm) * RATE);
    for (let i = 0; i < 8000 && start + i < samples.length; i++) {
      const attack = Math.min(1, i / (0.001 * RATE));
      samples[start + i] = level * attack * Math.exp(-i / 2500) *
        Math.sin(2 * Math.PI * 2000 * i / RATE);
    }
  }
  return samples;
}

/** A playlist of a loud track at 118 BPM on the left, and a quiet one at 124 on the right. */
async function served(folder: string) {
  const library = await openLibrary(":memory:", { allowed: [folder] });
  const silence = new Float32Array(SECONDS * RATE);
  const tracks = [
    { id: "a", bpm: LEFT.bpm, channels: [tones(LEFT), silence] },
    { id: "b", bpm: RIGHT.bpm, channels: [silence, tones(RIGHT)] },
  ];
  await library.store.putMany(tracks.map(({ id, bpm, channels }) => {
    const path = `${folder}/${id}.wav`;
    Deno.writeFileSync(path, wavOf(channels, { sampleRate: RATE }));
    const { size, mtime } = Deno.statSync(path);
    const plain = trackOf(id);
    const loudness = loudnessOf({ channels, sampleRate: RATE });
    const track: Track = {
      ...plain,
      path,
      file: { ...plain.file, container: "wav", codec: "pcm", size, modified: mtime!.getTime() },
      tags: { title: `Title ${id}` },
      values: {
        ...plain.values,
        duration: SECONDS,
        tempo: bpm,
        loudness: numberOf(loudness.integrated),
        true_peak: numberOf(loudness.truePeak),
      },
    };
    return { track };
  }));
  await library.collection.refresh();
  const playlist = { name: "Set", tracks: ["a", "b"], query: "", created: 1, changed: 1 };
  await savedPlaylists(library).put("set", playlist);
  return serveLibrary(library);
}

function numberOf(measured: object): number {
  assert.ok("value" in measured && typeof measured.value === "number", JSON.stringify(measured));
  return measured.value;
}

/** Where sounds begin that stand out, in seconds: each louder than a fiftieth of the loudest. */
function onsets(samples: Float32Array): number[] {
  const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const found: number[] = [];
  for (let i = 1; i < samples.length; i++) {
    const at = i / RATE;
    if (at - (found.at(-1) ?? -1) < 0.3 || Math.abs(samples[i]!) < loudest / 50) continue;
    found.push(at);
  }
  return found;
}

/** The page's audio context, rendered instead of played. */
function renderInstead(): void {
  class Rendered extends OfflineAudioContext {
    constructor() {
      super(2, 44_100 * 14, 44_100);
      Object.assign(globalThis, { rendered: this });
    }
    close = () => Promise.resolve();
  }
  Object.assign(globalThis, { AudioContext: Rendered });
}

browserTest(
  "a transition is beat on beat within 10 ms, at one loudness within 0.5 LU, and does not clip",
  async ({ page }) => {
    const folder = await Deno.realPath(await Deno.makeTempDir());
    await using site = await served(folder);
    await page.addInitScript(renderInstead);
    await page.goto(`${site.origin}/playlists`);
    await page.getByRole("button", { name: /hear the transition from Title a/ }).click();
    await page.waitForSelector(".told >> text=Transition beat on beat");
    assert.match(await page.locator(".told").innerText(), /second at .4\.8 % tempo, .0\.9 semi/);
    const sent = await page.evaluate(async () => {
      const rendered: OfflineAudioContext = Reflect.get(globalThis, "rendered");
      const buffer = await rendered.startRendering();
      return [0, 1].map((channel) => {
        const bytes = new Uint8Array(buffer.getChannelData(channel).buffer);
        let text = "";
        for (let at = 0; at < bytes.length; at += 8192) {
          text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        }
        return btoa(text);
      });
    });
    const [left, right] = sent.map((text) =>
      new Float32Array(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer)
    ) as [Float32Array, Float32Array];

    const [ends, begins] = [onsets(left), onsets(right)];
    const both = begins.filter((at) => at < ends.at(-1)!);
    assert.ok(both.length >= 6, `${both.length} beats of both`);
    for (const at of both) {
      const apart = Math.min(...ends.map((near) => Math.abs(near - at)));
      assert.ok(apart < 0.01, `${(1000 * apart).toFixed(1)} ms apart at ${at.toFixed(2)} s`);
    }
    const alone = begins.filter((at) => at > ends.at(-1)!);
    const period = (alone.at(-1)! - alone[0]!) / (alone.length - 1);
    assert.ok(Math.abs(60 / period - LEFT.bpm) < 0.2, `${60 / period} BPM`);

    // whole beats of each where it sounds alone
    const four = Math.round(6 * 60 / LEFT.bpm * RATE);
    const loudnessFrom = (samples: Float32Array, at: number) => {
      const from = Math.round((at - 0.005) * RATE);
      const part = samples.subarray(from, from + four);
      return numberOf(loudnessOf({ channels: [part], sampleRate: RATE }).integrated);
    };
    const [one, other] = [loudnessFrom(left, ends[0]!), loudnessFrom(right, alone[0]!)];
    assert.ok(Math.abs(one - other) < 0.5, `${one} and ${other} LUFS`);
    const peak = left.reduce((most, value, i) => Math.max(most, Math.abs(value + right[i]!)), 0);
    assert.ok(peak < 1, `a peak of ${peak}`);
    await Deno.remove(folder, { recursive: true });
  },
);
