/**
 * Why a value is missing. A missing value is never written as a number.
 *
 * - `silent`: the signal (as the algorithm hears it) has no level.
 * - `too-short`: fewer seconds than the algorithm needs.
 * - `no-model`: the model that yields it is not installed.
 * - `not-analysed`: the stage has not run on this track yet.
 * - `not-finite`: the algorithm gave no finite number.
 * - `unsteady`: the algorithm found no answer it could stand by.
 * - `steady`: the sound is as steady as a tone or a drone, so that there is nothing to measure.
 * - `shapeless`: the sound has neither pulse nor notes, as noise, applause and speech.
 * - `no-pitch`: there are no notes of a fixed pitch.
 * - `out-of-range`: the algorithm left its range, so that its number means nothing.
 * - `not-tagged`: the file carries no such tag.
 * - `not-given`: the method that was used gives no such value.
 * - `not-kept`: a network has heard the track, but what it said of the classes is not kept here.
 * - `unscaled`: the file's numbers are no samples at a scale that can be told.
 * - `not-imported`: the collection this track came from had no such value.
 */
export type Absence = (typeof ABSENCES)[number];

/** Every {@linkcode Absence}, in the order in which summaries list them. */
export const ABSENCES = [
  "silent",
  "too-short",
  "no-model",
  "not-analysed",
  "not-finite",
  "unsteady",
  "steady",
  "shapeless",
  "no-pitch",
  "out-of-range",
  "not-tagged",
  "not-given",
  "not-imported",
  "unscaled",
  "not-kept",
] as const;

/** What a reader is told for each {@linkcode Absence}. */
export const ABSENCE_TEXT: Readonly<Record<Absence, string>> = {
  "silent": "silent",
  "too-short": "too short",
  "no-model": "model not installed",
  "not-analysed": "not analysed yet",
  "not-finite": "no finite result",
  "unsteady": "no steady result",
  "steady": "a steady sound",
  "shapeless": "neither pulse nor notes",
  "no-pitch": "no notes of fixed pitch",
  "out-of-range": "outside the range of the measure",
  "not-tagged": "no tag",
  "not-given": "not given by this method",
  "not-imported": "not in the imported data",
  "unscaled": "samples out of scale",
  "not-kept": "heard, but not kept here",
};

/** A value, or the reason why there is none. */
export type Measured<T> = { readonly value: T } | { readonly absent: Absence };

/** Wraps a value. */
export function present<T>(value: T): Measured<T> {
  return { value };
}

/** Says why there is no value. */
export function absent(reason: Absence): { readonly absent: Absence } {
  return { absent: reason };
}
