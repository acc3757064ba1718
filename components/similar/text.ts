import { countText, numberText, type Space, spaceInfo } from "../../domain/mod.ts";

export { buttonClass } from "../Button.tsx";

/** A small share in per cent, with as many decimals as it needs; "under" where it is the smallest. */
export function shareText(share: number | null): string {
  if (share === null) return "–";
  const percent = 100 * share;
  if (percent === 0) return "< 0.01 %";
  return `${numberText(percent, percent < 1 ? 2 : percent < 10 ? 1 : 0)} %`;
}

/** The short name of a space, as it stands on badges. */
export function shortName(space: Space): string {
  return spaceInfo(space).short;
}

/** A rank as a place: `#3`, with thousands set apart. */
export function placeText(rank: number): string {
  return `#${countText(rank)}`;
}
