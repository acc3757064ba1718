/**
 * Audio samples: mixing, resampling, spectra, mel spectrograms and loudness.
 *
 * @module
 */
export * from "./fft.ts";
export * from "./level.ts";
export * from "./loudness.ts";
export * from "./mel.ts";
export * from "./resample.ts";
export * from "./signal.ts";
export * from "./true_peak.ts";
