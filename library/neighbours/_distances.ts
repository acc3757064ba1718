import type { Distances } from "../../similar/mod.ts";
import type { View } from "../../similarity/mod.ts";

/** Distances of a query to all others of a space, as a page is told. */
export function distancesOf(view: View): Distances {
  const { from, to, counts } = view.distances();
  return { from, to, counts: Array.from(counts) };
}
