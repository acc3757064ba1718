/**
 * Makes sounds whose beats and pitches are known, draws along them, and writes both into a folder for
 * `tools/strips_reference.py` to do the same with librosa.
 * `deno run -A --no-check tools/strips_reference.ts /tmp/strips`
 */
import { drawStrips } from "../analysis/strips/draw_strips.ts";
import { findBeats } from "../analysis/strips/find_beats.ts";
import { type Hertz, normal, type Seconds, seeded, type Strip, valueIn } from "../domain/mod.ts";
import { wavOf } from "../tests/fixtures/wav.ts";

const RATE = 44100;
const LENGTH: Seconds = 30;
const [out] = Deno.args;
if (!out) throw new Error("Cannot write the reference: name a folder");

interface Sound {
  readonly name: string;
  readonly samples: Float32Array;
  /** Where its beats are; none where it has none. */
  readonly beats?: readonly Seconds[];
}

function silence(): Float32Array {
  return new Float32Array(LENGTH * RATE);
}

function beatsAt(bpm: number): Seconds[] {
  return Array.from(
    { length: Math.floor((LENGTH - 0.2) * bpm / 60) },
    (_, i) => 0.1 + i * 60 / bpm,
  );
}

/** Adds a tone that fades; `decay` in s to 1 / e. */
function strike(
  samples: Float32Array,
  { at, hertz, level, decay }: {
    readonly at: Seconds;
    readonly hertz: Hertz;
    readonly level: number;
    readonly decay: Seconds;
  },
): void {
  const start = Math.round(at * RATE);
  const end = Math.min(samples.length, start + Math.round(6 * decay * RATE));
  for (let i = start; i < end; i++) {
    const time = (i - start) / RATE;
    samples[i]! += level * Math.exp(-time / decay) * Math.sin(2 * Math.PI * hertz * time);
  }
}

function clicks(bpm: number): Sound {
  const [samples, beats] = [silence(), beatsAt(bpm)];
  for (const at of beats) strike(samples, { at, hertz: 1000, level: 0.7, decay: 0.007 });
  return { name: `clicks-${bpm}`, samples, beats };
}

/** Bass drum and snare in turn, and a hat of noise between them. */
function drums(bpm: number): Sound {
  const [samples, beats] = [silence(), beatsAt(bpm)];
  const noise = normal(seeded(7));
  beats.forEach((at, i) => {
    strike(samples, { at, hertz: i % 2 === 0 ? 60 : 190, level: 0.6, decay: 0.08 });
    for (const [time, level] of [[at, i % 2 === 0 ? 0.02 : 0.2], [at + 30 / bpm, 0.06]] as const) {
      const start = Math.round(time * RATE);
      for (let n = 0; n < 0.08 * RATE && start + n < samples.length; n++) {
        samples[start + n]! += level * noise() * Math.exp(-n / (0.02 * RATE));
      }
    }
  });
  return { name: `drums-${bpm}`, samples, beats };
}

/** A scale of C major with four harmonics, a note a second. */
function scale(): Sound {
  const samples = silence();
  const steps = [0, 2, 4, 5, 7, 9, 11, 12];
  for (let second = 0; second < LENGTH; second++) {
    const root = 261.6256 * 2 ** (steps[second % steps.length]! / 12);
    for (let h = 1; h <= 4; h++) {
      strike(samples, { at: second, hertz: h * root, level: 0.3 / h, decay: 0.5 });
    }
  }
  return { name: "scale", samples };
}

function noise(): Sound {
  const draw = normal(seeded(3));
  return { name: "noise", samples: silence().map(() => Math.max(-1, Math.min(1, 0.1 * draw()))) };
}

/** A sine from 50 Hz to 12 kHz, each octave as long as any other. */
function sweep(): Sound {
  const [low, high] = [50, 12_000];
  const rate = Math.log(high / low) / LENGTH;
  const samples = silence().map((_, i) =>
    0.5 * Math.sin(2 * Math.PI * low / rate * (Math.exp(rate * i / RATE) - 1))
  );
  return { name: "sweep", samples };
}

function told(strip: Strip) {
  const { rows, columns, start, step, hertz } = strip;
  const values = Array.from({ length: rows * columns }, (_, i) => valueIn(strip, i));
  return { rows, columns, start, step, values, ...(hertz && { hertz }) };
}

await Deno.mkdir(out, { recursive: true });
const sounds = [
  clicks(90),
  clicks(120),
  clicks(174),
  drums(100),
  drums(128),
  scale(),
  noise(),
  sweep(),
];
for (const { name, samples, beats } of sounds) {
  const path = `${out}/${name}.wav`;
  await Deno.writeFile(path, wavOf([samples], { sampleRate: RATE, bits: 32, float: true }));
  const strips = await drawStrips(path, { duration: LENGTH });
  const [found] = beats ? await findBeats(path, { by: "multifeature", tempocnn: undefined }) : [];
  const [mel, chroma] = ["mel", "chroma"].map((id) => strips.find((strip) => strip.id === id)!);
  const reference = {
    mel: told(mel!),
    chroma: told(chroma!),
    ...(beats && found && { beats, found: [...found.data] }),
  };
  await Deno.writeTextFile(`${out}/${name}.json`, JSON.stringify(reference));
}
