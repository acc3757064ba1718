import assert from "node:assert/strict";
import { channelWeights } from "../../../analysis/track/channel_weights.ts";
import { sineOf, wavOf } from "../../fixtures/wav.ts";
import { noise, run } from "../_audio.ts";
import { analysed } from "./_analysed.ts";

const sampleRate = 48000;
const MASKS = { quad: 0x33, "5.0": 0x37, "5.1": 0x3f, "5.1 with sides": 0x60f, "7.1": 0x63f };

function tone(dbfs: number): Float32Array {
  return sineOf(1000, { sampleRate, seconds: 20, amplitude: 10 ** (dbfs / 20) });
}

function noises(levels: readonly number[]): Float32Array[] {
  return levels.map((level, i) =>
    noise(sampleRate * 6 + i, 1).subarray(i).map((sample) => sample * level)
  );
}

async function written<T>(
  bytes: Uint8Array,
  then: (path: string) => Promise<T>,
  suffix = ".wav",
): Promise<T> {
  const path = await Deno.makeTempFile({ suffix });
  try {
    await Deno.writeFile(path, bytes);
    return await then(path);
  } finally {
    await Deno.remove(path);
  }
}

const loudnessIn = (path: string) => analysed(path, ["loudness"]);

for (const mask of [MASKS["5.0"], undefined]) {
  Deno.test(`analyse() passes EBU Tech 3341 case 6 in five channels, mask ${mask}`, async () => {
    const channels = [-28, -28, -24, -30, -30].map(tone);
    const format = { sampleRate, bits: 24, ...(mask && { mask }) } as const;
    const { values, file } = await written(wavOf(channels, format), loudnessIn);
    assert.ok(Math.abs(Number(values.loudness) + 23) <= 0.1, String(values.loudness));
    const taken = mask === undefined ? ", taken to be FL FR FC BL BR" : "";
    assert.ok(file.downmix?.endsWith(`loudness of all 5 after ITU-R BS.1770-4${taken}`));
  });
}

Deno.test("analyse() leaves the low-frequency channel out of the loudness, not of the true peak", async () => {
  const quiet = tone(-30), loud = tone(-1);
  const channels = [quiet, quiet, quiet, loud, quiet, quiet];
  const format = { sampleRate, bits: 24, mask: MASKS["5.1"] } as const;
  const { values } = await written(wavOf(channels, format), loudnessIn);
  const expected = -30 - 3.01 + 10 * Math.log10(3 + 2 * 1.41);
  assert.ok(Math.abs(Number(values.loudness) - expected) <= 0.1, String(values.loudness));
  assert.ok(Math.abs(Number(values.true_peak) + 1) <= 0.1, String(values.true_peak));
});

/** Levels of independent noise by channel; the loudest is not in front, so that weights tell. */
const LEVELS: readonly (readonly [keyof typeof MASKS, readonly number[]])[] = [
  ["quad", [0.1, 0.05, 0.4, 0.2]],
  ["5.0", [0.1, 0.05, 0.1, 0.4, 0.2]],
  ["5.1", [0.1, 0.05, 0.1, 0.9, 0.4, 0.2]],
  ["5.1 with sides", [0.1, 0.05, 0.1, 0.9, 0.4, 0.2]],
  ["7.1", [0.1, 0.05, 0.1, 0.9, 0, 0, 0.4, 0.2]],
];

for (const [layout, levels] of LEVELS) {
  Deno.test(`analyse() measures ${layout} in WAV and FLAC as ffmpeg's ebur128 does`, async (t) => {
    const bytes = wavOf(noises(levels), { sampleRate, bits: 24, mask: MASKS[layout] });
    await written(bytes, async (wav) => {
      const flac = `${wav}.flac`;
      if (!await run("ffmpeg", ["-v", "error", "-i", wav, flac])) return;
      for (const path of [wav, flac]) {
        await t.step(path.slice(-4), async () => {
          const { values } = await loudnessIn(path);
          const [loudness, peak] = await ffmpegMeasure(path);
          assert.ok(
            Math.abs(Number(values.loudness) - loudness) <= 0.1,
            `${values.loudness}, ${loudness}`,
          );
          assert.ok(
            Math.abs(Number(values.true_peak) - peak) <= 0.2,
            `${values.true_peak}, ${peak}`,
          );
        });
      }
      await Deno.remove(flac);
    });
  });
}

async function ffmpegMeasure(path: string): Promise<readonly [loudness: number, peak: number]> {
  const args = [
    "-hide_banner",
    "-nostats",
    "-i",
    path,
    "-af",
    "ebur128=peak=true",
    "-f",
    "null",
    "-",
  ];
  const { stderr } = (await run("ffmpeg", args))!;
  const summary = new TextDecoder().decode(stderr).split("Summary:")[1]!;
  const number = (pattern: RegExp) => Number(summary.match(pattern)![1]);
  return [number(/I:\s+(-?[\d.]+)/), number(/Peak:\s+(-?[\d.]+)/)];
}

Deno.test("channelWeights() gives 1.41 to the sides, and to the back where there are no sides", () => {
  const of = (...speakers: Parameters<typeof channelWeights>[1]["speakers"] & readonly unknown[]) =>
    channelWeights(speakers.length, { speakers }).weights;
  assert.deepEqual(of("FL", "FR", "FC", "LFE", "BL", "BR"), [1, 1, 1, 0, 1.41, 1.41]);
  assert.deepEqual(of("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"), [
    1,
    1,
    1,
    0,
    1,
    1,
    1.41,
    1.41,
  ]);
  assert.deepEqual(of("FL", "FR", "FC", "BC"), [1, 1, 1, 1.41]);
  assert.deepEqual(of("FL", "FR", "FC", "LFE", "BC", "SL", "SR"), [1, 1, 1, 0, 1, 1.41, 1.41]);
});

Deno.test("channelWeights() says what it took channels without names to be", () => {
  const quad = channelWeights(4, {});
  assert.deepEqual(quad.weights, [1, 1, 1.41, 1.41]);
  assert.match(quad.text, /taken to be FL FR BL BR$/);
  const many = channelWeights(12, {});
  assert.deepEqual(many.weights, Array(12).fill(1));
  assert.match(many.text, /all 12 .* each taken as in front/);
});
