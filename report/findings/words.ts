import {
  ABSENCE_TEXT,
  countText,
  numberDescriptorOf,
  numberText,
  percentText,
  plural,
} from "../../domain/mod.ts";
import type { Distribution } from "../distribution.ts";
import type { Summary } from "../summary.ts";

/** `3 of 40 tracks (7.5 %)`. */
export function partOf(part: number, whole: number): string {
  return `${countText(part)} of ${plural(whole, "track")} (${percentText(part, whole)})`;
}

/** A share in words where it is none or all, else as a percentage. */
export function shareText(part: number, whole: number, digits = 1): string {
  if (whole > 0 && part === 0) return "none";
  return whole > 0 && part === whole ? "all" : percentText(part, whole, digits);
}

/** The form of a verb that goes with a count. */
export function verb(count: number, one: string, several: string): string {
  return count === 1 ? one : several;
}

/** `a, b and c`. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A value of a descriptor with its unit, as sentences write it. */
export function valueText(id: string, value: number | null): string {
  const { unit, digits } = numberDescriptorOf(id);
  const text = numberText(value ?? NaN, digits);
  return unit ? `${text} ${unit}` : text;
}

/** Where the middle of a distribution lies, in one sentence; for none, one and all-equal values too. */
export function spreadText(distribution: Distribution, noun: string): string {
  const { id, n, min, max, p25, median, p75 } = distribution;
  const { unit, digits } = numberDescriptorOf(id);
  if (n === 0) return `No track has a ${noun}.`;
  if (n === 1) return `The only track with a ${noun} has ${valueText(id, median)}.`;
  if (min === max) return `All ${plural(n, "track")} have a ${noun} of ${valueText(id, median)}.`;
  const low = numberText(p25!, digits);
  const high = numberText(p75!, digits);
  const suffix = unit ? ` ${unit}` : "";
  return `The median ${noun} is ${valueText(id, median)}; the middle half of ${
    plural(n, "track")
  } lies between ${low} and ${high}${suffix}.`;
}

/** How many tracks lack a value, and why; `undefined` where none does. */
export function missingText(
  { absences, distributions }: Pick<Summary, "absences" | "distributions">,
  id: string,
  noun: string,
): string | undefined {
  const missing = distributions[id]?.missing ?? 0;
  if (missing === 0) return undefined;
  const reasons = absences.filter(({ descriptor }) => descriptor === id).map((
    { reason, tracks },
  ) => `${reason ? ABSENCE_TEXT[reason] : "no reason recorded"} (${countText(tracks)})`);
  return `${plural(missing, "track")} ${verb(missing, "has", "have")} no ${noun}: ${
    listText(reasons)
  }.`;
}

/** What to do where a model has not run; commands stand in backticks. */
export const MODELS_HINT =
  "`deno task models` lists what each model adds; after `deno task models --install`, " +
  "`deno task analyze` adds what is missing.";

/** Whether a question is left open because no model has run that would answer it. */
export function isUnanswered({ findings }: { readonly findings: readonly string[] }): boolean {
  return findings.includes(MODELS_HINT);
}

/** The sentences that are there. */
export function sentences(...texts: readonly (string | undefined | false)[]): string[] {
  return texts.filter((text): text is string => typeof text === "string" && text !== "");
}
