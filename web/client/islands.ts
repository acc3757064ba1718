import { type ComponentType, h, hydrate, render } from "preact";
import { ISLAND_TAG, withIdPrefix } from "../marker.ts";

/** Modules by path, as `import.meta.glob("./islands/*.tsx")` gives them: loaded when called. */
export type IslandModules = Readonly<Record<string, () => Promise<unknown>>>;

type Island = ComponentType<Record<string, unknown>>;

let modules = new Map<string, () => Promise<unknown>>();

/** Makes the islands of these modules known by their file names. */
export function knowIslands(given: IslandModules): void {
  modules = new Map(Object.entries(given).map(([path, load]) => [nameOf(path), load]));
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.\w+$/, "");
}

/** Brings every island below `root` to life; each is loaded once, and only when it is used. */
export async function hydrateIslands(root: ParentNode): Promise<void> {
  const markers = [...root.querySelectorAll<HTMLElement>(ISLAND_TAG)];
  await Promise.all(markers.filter((marker) => !marker.dataset["live"]).map(hydrateMarker));
}

async function hydrateMarker(marker: HTMLElement): Promise<void> {
  const name = marker.getAttribute("name") ?? "";
  const load = modules.get(name);
  if (!load) {
    console.error(`Cannot bring island ${name} to life: the built client does not have it`);
    return;
  }
  try {
    const component = componentOf(await load());
    if (!marker.isConnected || marker.dataset["live"]) return;
    const props: Record<string, unknown> = JSON.parse(marker.getAttribute("props") ?? "{}");
    hydrate(withIdPrefix(h(component, props), marker.id), marker);
    marker.dataset["live"] = "true";
  } catch (error) {
    console.error(`Cannot bring island ${name} to life:`, error);
  }
}

function componentOf(module: unknown): Island {
  if (typeof module === "object" && module !== null && "default" in module) {
    return module.default as Island;
  }
  throw new TypeError("the module has no component as default export");
}

/** Unmounts every island below `root`, so that their effects are cleaned up. */
export function disposeIslands(root: ParentNode): void {
  for (const marker of root.querySelectorAll<HTMLElement>(`${ISLAND_TAG}[data-live]`)) {
    render(null, marker);
  }
}
