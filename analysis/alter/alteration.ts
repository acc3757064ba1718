import { normal, seeded } from "../../domain/mod.ts";

/** What is done to the sound of a track that must not change what it sounds like, or hardly. */
export type Alteration =
  /** Decoded and written as WAV of 16 bit: what the way alone does. */
  | { readonly kind: "none" }
  | { readonly kind: "mp3" | "opus"; readonly kbps: number }
  /** Seconds off the start. */
  | { readonly kind: "trim"; readonly seconds: number }
  /** Decibels down. */
  | { readonly kind: "level"; readonly decibels: number }
  /** White noise, so many decibels below the mean power of the sound. */
  | { readonly kind: "noise"; readonly snr: number }
  /** Per cent faster, and higher with it: the same samples at another rate. */
  | { readonly kind: "speed"; readonly percent: number };

/** What tracks are altered by, the mildest of a kind first. */
export const ALTERATIONS: readonly Alteration[] = [
  { kind: "none" },
  ...[128, 64, 32].map((kbps) => ({ kind: "mp3", kbps } as const)),
  ...[96, 48, 24].map((kbps) => ({ kind: "opus", kbps } as const)),
  ...[1, 5, 15].map((seconds) => ({ kind: "trim", seconds } as const)),
  ...[6, 12, 24].map((decibels) => ({ kind: "level", decibels } as const)),
  ...[40, 20, 10].map((snr) => ({ kind: "noise", snr } as const)),
  ...[1, 2, 4].map((percent) => ({ kind: "speed", percent } as const)),
];

/** An alteration in a few words: `mp3 at 64 kbit/s`. */
export function alterationText(alteration: Alteration): string {
  switch (alteration.kind) {
    case "none":
      return "decoded again";
    case "mp3":
    case "opus":
      return `${alteration.kind} at ${alteration.kbps} kbit/s`;
    case "trim":
      return `${alteration.seconds} s off the start`;
    case "level":
      return `${alteration.decibels} dB quieter`;
    case "noise":
      return `noise at ${alteration.snr} dB SNR`;
    case "speed":
      return `${alteration.percent} % faster`;
  }
}

/** What alterations of one kind differ in, with its unit, and how much of that one has: `mp3, kbit/s`, `64`. */
export function alterationStep(
  alteration: Alteration,
): { readonly of: string; readonly step: string } {
  switch (alteration.kind) {
    case "none":
      return { of: "decoded again", step: "" };
    case "mp3":
    case "opus":
      return { of: `${alteration.kind}, kbit/s`, step: String(alteration.kbps) };
    case "trim":
      return { of: "off the start, s", step: String(alteration.seconds) };
    case "level":
      return { of: "quieter, dB", step: String(alteration.decibels) };
    case "noise":
      return { of: "noise, dB SNR", step: String(alteration.snr) };
    case "speed":
      return { of: "faster, %", step: String(alteration.percent) };
  }
}

/** Samples of 16 bit, the channels of each moment side by side. */
export interface Pcm {
  readonly samples: Int16Array;
  readonly channels: number;
  readonly sampleRate: number;
}

/** The altered sound; the same where the alteration is an encoding. Noise follows from the seed. */
export function altered(pcm: Pcm, alteration: Alteration, seed: number): Pcm {
  const { samples, channels, sampleRate } = pcm;
  switch (alteration.kind) {
    case "none":
    case "mp3":
    case "opus":
      return pcm;
    case "trim": {
      const from = Math.round(alteration.seconds * sampleRate) * channels;
      return { ...pcm, samples: samples.subarray(Math.min(from, samples.length)) };
    }
    case "level": {
      const gain = 10 ** (-alteration.decibels / 20);
      return { ...pcm, samples: samples.map((x) => Math.round(x * gain)) };
    }
    case "noise": {
      let power = 0;
      for (const x of samples) power += x * x / samples.length;
      const deviation = Math.sqrt(power) * 10 ** (-alteration.snr / 20);
      const draw = normal(seeded(seed));
      return { ...pcm, samples: samples.map((x) => clipped(x + deviation * draw())) };
    }
    case "speed":
      return { ...pcm, sampleRate: Math.round(sampleRate * (1 + alteration.percent / 100)) };
  }
}

function clipped(x: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(x)));
}
