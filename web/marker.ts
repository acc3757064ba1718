import type { VNode } from "preact";

/** Element that marks where an island stands in the page. */
export const ISLAND_TAG = "web-island";

/**
 * Gives an island's vnode a prefix for `useId`, the same on the server and in the browser. Without
 * it every hydration root would count from zero, and two islands on a page would share ids.
 * `__m` is what `preact/hooks` calls the mask of a root.
 */
export function withIdPrefix(vnode: VNode, prefix: string): VNode {
  Object.assign(vnode, { __m: [`-${prefix}`, 0] });
  return vnode;
}
