import { countText, numberText } from "../../domain/mod.ts";
import type { FoundBy, IndexState } from "../index/neighbour_index.ts";

/** How the lists of a space are found, in words. */
export function howFound(
  { by, masked, dimensions, reducedTo, state }: {
    readonly by: FoundBy;
    /** Whether rows were left out. */
    readonly masked: boolean;
    readonly dimensions: number;
    readonly reducedTo: number | undefined;
    readonly state: IndexState;
  },
): string {
  if (reducedTo === undefined) {
    return masked && by !== "index" ? "searches with tracks left out are exact" : stateOf(state);
  }
  const reduced = `the space is too large for memory, so that ${reducedTo} of ` +
    `${countText(dimensions)} numbers a track are kept, and the nearest by these are ` +
    "read whole and compared";
  return by === "index" ? `${reduced}; found by ${stateOf(state)}` : reduced;
}

function stateOf(state: IndexState): string {
  if (state.state === "exact") return state.reason;
  if (state.state === "building") {
    return `search is exact until the index is built: ${Math.floor(100 * state.progress)} % are in`;
  }
  const { tracks, loaded, seconds } = state.facts;
  const origin = `${loaded ? "loaded" : "built"} in ${numberText(seconds)} s`;
  return `an index of ${countText(tracks)} tracks, ${origin}`;
}
