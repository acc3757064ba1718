import { type ComponentType, Fragment, h, hydrate, render } from "preact";
import { useEffect } from "preact/hooks";
import { ISLAND_TAG, withIdPrefix } from "../marker.ts";

/** Modules by path, as `import.meta.glob("./islands/*.tsx")` gives them: loaded when called. */
export type IslandModules = Readonly<Record<string, () => Promise<unknown>>>;

type Island = ComponentType<Record<string, unknown>>;

const mounted = new WeakSet<HTMLElement>();
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
  await Promise.all(markers.filter((marker) => !mounted.has(marker)).map(hydrateMarker));
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
    if (!marker.isConnected || mounted.has(marker)) return;
    mounted.add(marker);
    const props: Record<string, unknown> = JSON.parse(marker.getAttribute("props") ?? "{}");
    const island = withIdPrefix(h(component, props), marker.id);
    hydrate(h(Fragment, null, island, h(Live, { marker })), marker);
  } catch (error) {
    console.error(`Cannot bring island ${name} to life:`, error);
  }
}

/** Marks an island as live once its effects have run: those of the last sibling run last. */
function Live({ marker }: { readonly marker: HTMLElement }): null {
  useEffect(() => {
    marker.dataset["live"] = "true";
  }, [marker]);
  return null;
}

function componentOf(module: unknown): Island {
  if (typeof module === "object" && module !== null && "default" in module) {
    return module.default as Island;
  }
  throw new TypeError("the module has no component as default export");
}

/** Unmounts every island below `root`, so that their effects are cleaned up. */
export function disposeIslands(root: ParentNode): void {
  for (const marker of root.querySelectorAll<HTMLElement>(ISLAND_TAG)) {
    if (mounted.delete(marker)) render(null, marker);
  }
}
