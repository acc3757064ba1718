import type { State } from "../define.ts";
import type { Context, Dependence } from "../web/mod.ts";
import { themeOf } from "./_theme.ts";

/** Pages and interfaces whose answers say nothing but what the collection is as of now. */
const OF_THE_COLLECTION =
  /^\/(|explore|api\/(summary|tracks|search|playlist\.(json|m3u8|xspf|jspf|tsv)))$/;

/**
 * What an answer depends on: the collection as it is in memory, the theme, what is wrong with the store, and
 * the combinations of spaces, which pages show. Regions of a map depend on the map too, and are not kept.
 */
export function keptBy({ req, url, state }: Context<State>): Dependence | undefined {
  const region = ["region", "region.beside"].some((name) => url.searchParams.has(name));
  if (!OF_THE_COLLECTION.test(url.pathname) || region) return undefined;
  return {
    of: state.library.collection.snapshot,
    also: `${themeOf(req)}\n${state.fault ?? ""}\n${state.library.spaces.kept}`,
  };
}
