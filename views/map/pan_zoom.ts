import type { Pixel } from "./lasso.ts";

/** Binary logarithm of the zoom for one px of a wheel. */
const WHEEL = 0.01;
/** The most that one turn of a wheel zooms. */
const MOST = 1;

/** Follows what pans and zooms an element: drags, wheels, double clicks, two fingers. */
export function followPointers(
  element: HTMLElement,
  { onPan, onZoom }: {
    /** Told how far, px. */
    readonly onPan: (by: Pixel) => void;
    /** Told a binary logarithm, and about which place of the element. */
    readonly onZoom: (steps: number, about: Pixel) => void;
  },
): { readonly setPan: (on: boolean) => void; readonly end: () => void } {
  const down = new Map<number, Pixel>();
  let pans = true;
  const stop = new AbortController();
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    act: (event: HTMLElementEventMap[Name]) => void,
  ) => element.addEventListener(name, act, { signal: stop.signal, passive: false });
  const at = (event: MouseEvent): Pixel => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  on("pointerdown", (event) => {
    if (!pans) return;
    down.set(event.pointerId, at(event));
    element.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    const from = down.get(event.pointerId);
    if (!from) return;
    const to = at(event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, to);
    const share = other ? 0.5 : 1;
    onPan({ x: (to.x - from.x) * share, y: (to.y - from.y) * share });
    if (!other) return;
    const [before, after] = [apart(from, other), apart(to, other)];
    if (before > 0 && after > 0) onZoom(Math.log2(after / before), middle(to, other));
  });
  for (const name of ["pointerup", "pointercancel"] as const) {
    on(name, (event) => down.delete(event.pointerId));
  }
  on("wheel", (event) => {
    if (!pans) return;
    event.preventDefault();
    onZoom(Math.min(MOST, Math.max(-MOST, -WHEEL * event.deltaY)), at(event));
  });
  on("dblclick", (event) => pans && onZoom(event.shiftKey ? -1 : 1, at(event)));
  return {
    setPan(on) {
      pans = on;
      down.clear();
    },
    end: () => stop.abort(),
  };
}

function apart(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Pixel, b: Pixel): Pixel {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
