import { numberText, percentText, type Space, SPACE_INFO } from "../../domain/mod.ts";
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

/** The verdict in a sentence, or how many more trials it needs. */
export function verdictOf(preference: Preference, spaces: readonly [Space, Space]): string {
  const { first, second, interval, p, needed } = preference;
  const decided = first + second;
  const [a, b] = spaces.map((space) => SPACE_INFO[space].label);
  if (decided === 0) {
    return `Nobody has preferred either yet: about ${needed} more trials for a preference of two to one to be shown.`;
  }
  const ahead = first === second
    ? `${a} and ${b} are level at ${first}`
    : `${first > second ? a : b} was preferred in ${
      Math.max(first, second)
    } of ${decided} decided trials`;
  const share = first >= second ? interval : {
    share: 1 - interval.share,
    low: 1 - interval.high,
    high: 1 - interval.low,
  };
  const range = `${percent(share.share)}, between ${percent(share.low)} and ${percent(share.high)}`;
  if (needed === 0) {
    return `${ahead} (${range}): more than chance explains (${withSign(p)}).`;
  }
  if (needed === undefined) {
    return `${ahead} (${range}): so close that 2,000 answers would not tell them apart.`;
  }
  return `${ahead} (${range}). No verdict yet: at this rate it needs about ${needed} more trials.`;
}
