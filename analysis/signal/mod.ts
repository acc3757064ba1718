/**
 * Audio samples: mixing, resampling, spectra, mel spectrograms and loudness.
 *
 * @module
 */
export * from "./fft.ts";
export * from "./lanes.ts";
export * from "./level.ts";
export * from "./loudness.ts";
export * from "./loudness_along.ts";
export * from "./mel.ts";
export * from "./mel_bands.ts";
export * from "./resample.ts";
export * from "./signal.ts";
export * from "./true_peak.ts";
