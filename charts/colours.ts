/**
 * Parents of styles in the one order in which they take the ten category colours, the most frequent
 * in popular music first; the others share a grey.
 */
export const PARENTS = [
  "Rock",
  "Electronic",
  "Hip Hop",
  "Folk, World, & Country",
  "Pop",
  "Latin",
  "Classical",
  "Funk / Soul",
  "Jazz",
  "Reggae",
] as const;

/** The class that colours a parent of styles: `cat-1`..`cat-10`, or `cat-other`. */
export function parentColour(parent: string): string {
  const at = (PARENTS as readonly string[]).indexOf(parent);
  return at < 0 ? "cat-other" : `cat-${at + 1}`;
}

/** Steps of the sequential ramp. */
export const STEPS = 10;

/** Class of a cell on the sequential ramp, `seq-0`..`seq-9`; `seq-none` where nothing was counted. */
export function stepOf(value: number, most: number): string {
  if (!(value > 0) || !(most > 0)) return "seq-none";
  return `seq-${Math.min(STEPS - 1, Math.floor((value / most) * STEPS))}`;
}

/** Class of a text that stands on a cell of that step. */
export function textOn(step: string): string {
  const at = Number(step.slice(4));
  return at >= 5 ? "on-high" : "on-low";
}
