/**
 * How far the beats of each tracker lie from clicks of known time, as the table of docs/analysis.md:
 * `deno run -A tools/beat_offsets.ts`
 */
import { type TempoMethod, tempoOf } from "../analysis/descriptors/mod.ts";

const RATE = 44_100;
const SECONDS = 30;
const TEMPI = [75, 90, 100, 110, 120, 123.4, 128, 140, 150, 160, 171, 174];
const METHODS: readonly TempoMethod[] = ["multifeature", "degara"];

/** Decaying tones, one a beat, whose sound grows over `attack` seconds. */
function tones(
  bpm: number,
  { hertz, attack, first }: {
    readonly hertz: number;
    readonly attack: number;
    readonly first: number;
  },
): Float32Array {
  const samples = new Float32Array(SECONDS * RATE);
  for (let at = first; at < SECONDS; at += 60 / bpm) {
    const start = Math.round(at * RATE);
    for (let i = 0; i < 8000 && start + i < samples.length; i++) {
      const level = Math.min(1, i / (attack * RATE)) * Math.exp(-i / 2500);
      samples[start + i]! += 0.8 * level * Math.sin(2 * Math.PI * hertz * i / RATE);
    }
  }
  return samples;
}

const SOUNDS = [
  { hertz: 2000, attack: 0.001, first: 0 },
  { hertz: 2000, attack: 0.001, first: 0.137 },
  { hertz: 200, attack: 0.001, first: 0 },
  { hertz: 200, attack: 0.02, first: 0 },
];

console.log(["hertz", "attack", "first", "bpm", ...METHODS].join("\t"));
for (const sound of SOUNDS) {
  for (const bpm of TEMPI) {
    const period = 60 / bpm;
    const medians = METHODS.map((method) => {
      const tempo = tempoOf(tones(bpm, sound), { method });
      if (!("value" in tempo)) return tempo.absent;
      const offsets = tempo.value.beats.map((beat) => {
        const since = beat - sound.first;
        return 1000 * (since - Math.round(since / period) * period);
      }).sort((a, b) => a - b);
      return offsets[offsets.length >> 1]!.toFixed(1);
    });
    console.log([sound.hertz, sound.attack, sound.first, bpm, ...medians].join("\t"));
  }
}
