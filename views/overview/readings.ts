/** The number behind a mark, and where to show it in the window, px. */
export interface Reading {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Tells the reading of the mark under the pointer or in focus, and `undefined` where there is none;
 * gives the function that ends this.
 */
export function followReadings(listener: (reading: Reading | undefined) => void): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  let shown: Element | undefined;
  function show(mark: Element | undefined) {
    if (!mark && !shown) return;
    shown = mark;
    listener(mark && readingOf(mark));
  }
  function look({ target }: Event) {
    const mark = (target as Element | null)?.closest?.("main [data-reading]") ?? undefined;
    const title = mark?.querySelector(":scope > title");
    if (title) {
      // the browser would show the same once more
      title.remove();
      mark!.setAttribute("aria-label", title.textContent ?? "");
    }
    show(mark);
  }
  document.addEventListener("pointerover", look, options);
  document.addEventListener("focusin", look, options);
  document.addEventListener("focusout", () => show(undefined), options);
  document.addEventListener("scroll", () => show(shown), { ...options, passive: true });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") show(undefined);
  }, options);
  return () => stop.abort();
}

/** Room that a reading needs on either side of its middle, px. */
const HALF = 130;

function readingOf(mark: Element): Reading {
  const { left, width, top } = (mark.querySelector(".bar, .cell, .tile, .dot") ?? mark)
    .getBoundingClientRect();
  const x = Math.min(innerWidth - HALF, Math.max(HALF, left + width / 2));
  return { text: mark.getAttribute("data-reading") ?? "", x, y: Math.max(40, top) };
}
