/** A number whose unit the type names. `In<"bpm">` and `In<"seconds">` do not mix by accident. */
export type In<Unit extends string> = number & { readonly unit?: Unit };

/** Beats per minute. */
export type Bpm = In<"bpm">;
/** Seconds of audio. */
export type Seconds = In<"seconds">;
/** Samples per second, or a frequency. */
export type Hertz = In<"hertz">;
/** Loudness units relative to full scale, ITU-R BS.1770-4. */
export type Lufs = In<"lufs">;
/** Loudness units, a difference of two {@linkcode Lufs}. */
export type LoudnessUnits = In<"lu">;
/** True-peak level relative to full scale, ITU-R BS.1770-4 Annex 2. */
export type DbTp = In<"dbtp">;
/** Milliseconds since 1970-01-01 UTC. */
export type Instant = In<"ms since epoch">;
