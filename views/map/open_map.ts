import { openDeckMap } from "./deck_map.ts";
import type { DrawnMap, MapOptions } from "./drawn_map.ts";
import { openRasterMap } from "./raster_map.ts";

/** From how many tracks on a map shows density. */
export const DENSE = 20_000;

/**
 * Draws a map into an element: with deck.gl where there is a GPU and the tracks can be told apart as
 * points, else as an image made on the CPU, so that nothing waits for WebGL in software. Throws an Error
 * where the browser has no canvas at all.
 *
 * @param tracks How many there are
 */
export async function openMap(
  parent: HTMLDivElement,
  options: MapOptions & { readonly tracks: number },
): Promise<DrawnMap> {
  if (options.tracks < DENSE && hasGpu()) return await openDeckMap(parent, options);
  return openRasterMap(parent, { ...options, dense: options.tracks >= DENSE });
}

/** Names of renderers that draw on the CPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

function hasGpu(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", {
    failIfMajorPerformanceCaveat: true,
  });
  if (!context) return false;
  const named = context.getExtension("WEBGL_debug_renderer_info");
  const renderer = named && String(context.getParameter(named.UNMASKED_RENDERER_WEBGL));
  // Browsers hold few contexts at a time; this one is not needed again.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !SOFTWARE.test(renderer ?? "");
}
