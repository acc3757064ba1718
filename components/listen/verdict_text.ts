import { numberText, percentText, plural, type Space, spaceInfo } from "../../domain/mod.ts";
import type { Preference } from "../../listening/mod.ts";

/** A share as a whole percentage. */
export function percent(share: number): string {
  return percentText(share, 1, 0);
}

/** A probability, to three decimals. */
export function probability(p: number): string {
  return p < 0.001 ? "< 0.001" : numberText(p, 3);
}

/** {@linkcode probability} with the sign that belongs before it. */
function withSign(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${probability(p)}`;
}

/** The verdict in a sentence, or that they are alike, or that there are too few trials to tell. */
export function verdictOf(preference: Preference, spaces: readonly [Space, Space]): string {
  const { first, second, same, neither, interval, p, needed, verdict, power } = preference;
  const decided = first + second;
  const [a, b] = spaces.map((space) => spaceInfo(space).label);
  const open = `Too few trials to tell: a preference of two to one would be found in ${
    percent(power)
  } of tests with so many decided answers. About ${plural(needed, "more trial")} make that 80 %.`;
  if (decided === 0 && verdict === "open") return `Nobody has preferred either yet. ${open}`;
  const all = decided + same + neither;
  const alike = `Alike: over ${plural(all, "answer")}, undecided ones counted half for each, ` +
    "a preference of two to one either way is ruled out.";
  if (decided === 0) return alike;
  const ahead = first === second
    ? `${a} and ${b} are level at ${first}`
    : `${first > second ? a : b} was preferred in ${Math.max(first, second)} of ${
      plural(decided, "decided trial")
    }`;
  const share = first >= second ? interval : {
    share: 1 - interval.share,
    low: 1 - interval.high,
    high: 1 - interval.low,
  };
  const range = `${percent(share.share)}, between ${percent(share.low)} and ${percent(share.high)}`;
  if (verdict === "preferred") {
    return `${ahead} (${range}): more than chance explains (${withSign(p)}).`;
  }
  return `${ahead} (${range}). ${verdict === "alike" ? alike : open}`;
}
