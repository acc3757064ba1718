import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Analysis,
  type AnalysisJob,
  createAnalysisPool,
  planStages,
  Pool,
} from "../../analysis/mod.ts";
import { CATALOGUE, type Track } from "../../domain/mod.ts";
import { ingest } from "../../ingest/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { clicks, noise } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";

const RATE = 44100;
const BEAT = clicks(120, { seconds: 8 });
const FLOAT = { sampleRate: RATE, bits: 32, float: true } as const;

async function withMusic(
  files: Readonly<Record<string, Uint8Array>>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(folder, name), bytes);
    }
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Analyses a folder with real workers; gives the tracks by file name. */
async function analysed(
  folder: string,
  see: (tracks: ReadonlyMap<string, Track>, store: Store) => void | Promise<void>,
): Promise<void> {
  const store = await openStore(":memory:");
  const pool = createAnalysisPool({ size: 2, tempo: "multifeature" });
  try {
    const { stages } = await planStages();
    await ingest([folder], { store, pool, stages });
    const tracks = await Array.fromAsync(store.tracks());
    await see(new Map(tracks.map((t) => [t.path.slice(folder.length + 1), t])), store);
  } finally {
    pool.close();
    store.close();
  }
}

function spoilt(value: number): Float32Array {
  const samples = BEAT.slice();
  for (let i = 1000; i < samples.length; i += 5000) samples[i] = value;
  return samples;
}

const SOUNDS: Readonly<Record<string, Uint8Array>> = {
  "nan.wav": wavOf([spoilt(NaN), BEAT], FLOAT),
  "infinity.wav": wavOf([spoilt(Infinity), spoilt(-Infinity)], FLOAT),
  "huge.wav": wavOf([spoilt(1e30)], FLOAT),
  "all nan.wav": wavOf([new Float32Array(8 * RATE).fill(NaN)], FLOAT),
  "dc.wav": wavOf([new Float32Array(8 * RATE).fill(0.5)]),
  "silence.wav": wavOf([new Float32Array(8 * RATE), new Float32Array(8 * RATE)]),
  "one sample.wav": wavOf([[0.5]]),
  "tenth.wav": wavOf([BEAT.subarray(0, RATE / 10)]),
  "antiphase.wav": wavOf([noise(8 * RATE, 0.3), noise(8 * RATE, 0.3).map((x) => -x)]),
  "louder.wav": wavOf([BEAT.map((x) => x * 10)], FLOAT),
  "quieter.wav": wavOf([BEAT.map((x) => x / 10)], FLOAT),
};

/**
 * The descriptors that may have a value for each file. The step at which DC sets in is a click: it has
 * a loudness (ffmpeg's ebur128 gives the same), but no tempo and no key. What is antiphase is heard on
 * its side channel: noise, of which a network may say what kind of sound it is, and nothing else.
 */
const HEARD: Readonly<Record<string, RegExp>> = {
  "all nan.wav": /^(duration|sample_rate|bit_rate|channels)$/,
  "dc.wav": /^(duration|sample_rate|bit_rate|channels|true_peak|loudness|loudness_range)$/,
  "silence.wav": /^(duration|sample_rate|bit_rate|channels)$/,
  "one sample.wav": /^(duration|sample_rate|bit_rate|channels|true_peak)$/,
  "tenth.wav": /^(duration|sample_rate|bit_rate|channels|true_peak)$/,
  "antiphase.wav":
    /^(duration|sample_rate|bit_rate|channels|true_peak|loudness|loudness_range|acousticness|instrumentalness|speechiness)$/,
};

Deno.test("no sound, however broken, hangs the run or gives a number that is a lie", async () => {
  await withMusic(SOUNDS, (folder) =>
    analysed(folder, async (tracks, store) => {
      assert.deepEqual(await store.errors(), []);
      assert.deepEqual([...tracks.keys()].sort(), Object.keys(SOUNDS).sort());
      for (const [name, { values, absent, stages }] of tracks) {
        for (const [id, value] of Object.entries(values)) {
          assert.ok(typeof value === "string" || Number.isFinite(value), `${name}: ${id} ${value}`);
          assert.match(id, HEARD[name] ?? /./, `${name} has ${id} ${value}`);
        }
        for (const { id, stage } of CATALOGUE) {
          if (stage === "derived" || !(stage in stages)) continue;
          assert.ok(id in values !== id in absent, `${name}: ${id} has a value or a reason`);
        }
      }
      for (const name of ["nan.wav", "louder.wav", "quieter.wav"]) {
        const { tempo } = tracks.get(name)!.values;
        assert.ok(Math.abs(Number(tempo) - 120) < 1.2, `${name}: ${tempo}`);
      }
      const [louder, quieter] = ["louder.wav", "quieter.wav"].map((name) =>
        Number(tracks.get(name)!.values.loudness)
      );
      assert.ok(Math.abs(louder! - quieter! - 40) < 0.01, `${louder} ${quieter}`);
    }));
});

const NAMES = [
  "line\nbreak.wav",
  "quote\"'`.wav",
  "#%41?&=.wav",
  "\u202ertl\u200f.wav",
  "e\u0301 and \u00e9.wav",
  " leading and trailing .wav",
  "-flag.wav",
  "back\\slash.wav",
  "日本語 🎵.wav",
  "n".repeat(240) + ".wav",
  "no extension",
  "wrong.txt",
];

Deno.test("awkward names are analysed, what is no music is listed, nothing waits for a pipe", async () => {
  const music = wavOf([BEAT.subarray(0, 2 * RATE)]);
  const files = Object.fromEntries(NAMES.map((name, i) => {
    const each = music.slice();
    each[100] = i;
    return [name, each];
  }));
  await withMusic(files, async (folder) => {
    await Deno.writeFile(join(folder, "empty.mp3"), new Uint8Array());
    await Deno.writeFile(join(folder, ".hidden.wav"), music);
    await Deno.writeTextFile(join(folder, "lies.mp3"), "not music at all ".repeat(99));
    await Deno.symlink(".", join(folder, "loop"));
    await Deno.symlink("nowhere", join(folder, "dangling.wav"));
    const pipe = await new Deno.Command("mkfifo", { args: [join(folder, "pipe.wav")] }).output();
    assert.ok(pipe.success);
    await new Deno.Command("sh", {
      args: ["-c", `cp "$1/no extension" "$(printf '%s/bad\\377.wav' "$1")"`, "sh", folder],
    }).output();
    await analysed(folder, async (tracks, store) => {
      assert.deepEqual([...tracks.keys()].sort(), [...NAMES].sort());
      const told = [...await store.errors(), ...await store.skipped()].map(({ path, reason }) => {
        assert.ok(reason.length > 0 && !reason.includes("\n"), path);
        return path.slice(folder.length + 1);
      });
      for (const name of ["empty.mp3", "lies.mp3", "loop", "dangling.wav", "pipe.wav"]) {
        assert.ok(told.includes(name), `${name} is listed`);
      }
      assert.ok(told.includes(".hidden.wav"), "hidden files are listed");
      assert.ok(told.some((path) => path.startsWith("bad")), "an invalid name is listed");
    });
  });
});

Deno.test("a worker that throws or hangs costs the one file it happened in", async () => {
  const files = Object.fromEntries(
    ["a throws", "b", "c hangs", "d", "e throws", "f"].map((name, i) => [
      `${name}.wav`,
      wavOf([BEAT.subarray(0, RATE + i)]),
    ]),
  );
  await withMusic(files, async (folder) => {
    const store = await openStore(":memory:");
    const worker = new URL("../fixtures/fickle_analyser.ts", import.meta.url);
    const pool = new Pool<AnalysisJob, Analysis>({
      size: 2,
      start: () => new Worker(worker, { type: "module" }),
      timeLimit: () => 4_000,
    });
    const run = (retryErrors: boolean) =>
      ingest([folder], { store, pool, stages: [{ stage: "file" }], retryErrors });
    try {
      const first = await run(false);
      assert.deepEqual([first.analysed, first.failed], [3, 3]);
      const reasons = (await store.errors()).map(({ stage, reason }) => `${stage}: ${reason}`);
      assert.equal(reasons.filter((each) => /^key: .*on purpose/.test(each)).length, 2);
      assert.equal(reasons.filter((each) => /^key: no answer within 4 s/.test(each)).length, 1);
      const second = await run(false);
      assert.deepEqual([second.unchanged, second.failedBefore], [3, 3]);
      const third = await run(true);
      assert.deepEqual([third.unchanged, third.failed], [3, 3]);
    } finally {
      pool.close();
      store.close();
    }
  });
});
