import { DEFAULT_DRAWER } from "../../linked/mod.ts";

/** Less than this is shut, and more than that would leave no map. */
const [LEAST, MOST] = [0.14, 0.85];
const STEP = 0.05;

/** The part of the height for a drawer whose upper edge is dragged to `y`; 0 is shut. */
export function drawerAt(
  { bottom, height, y }: { readonly bottom: number; readonly height: number; readonly y: number },
): number {
  if (!(height > 0)) return DEFAULT_DRAWER;
  return within((bottom - y) / height);
}

/** The part after a key on the edge; `undefined` for a key that means nothing to it. */
export function drawerByKey(drawer: number, key: string): number | undefined {
  switch (key) {
    case "ArrowUp":
      return within(Math.max(LEAST, drawer + STEP));
    case "ArrowDown":
      return within(drawer - STEP);
    case "Home":
      return 0;
    case "End":
      return MOST;
    default:
      return undefined;
  }
}

function within(share: number): number {
  return share < LEAST ? 0 : Math.round(100 * Math.min(MOST, share)) / 100;
}
