/**
 * The page layer's browser side: islands come to life, links change the page in place.
 *
 * @module
 */
import { hydrateIslands, type IslandModules, knowIslands } from "./islands.ts";
import { startNavigation } from "./navigation.ts";

export type { IslandModules } from "./islands.ts";
export { navigate, NAVIGATED, setAddress } from "./navigation.ts";

/** Starts the page: hydrates its islands and takes over its links. */
export async function start(islands: IslandModules): Promise<void> {
  knowIslands(islands);
  startNavigation();
  await hydrateIslands(document);
}
