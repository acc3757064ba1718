import { useEffect } from "preact/hooks";
import { setView, view } from "../../linked/mod.ts";

/** Zooms, and fills the window; along the right edge of the map. */
export function MapTools(
  { zoomBy, zoomToSelection, reset }: {
    readonly zoomBy: (steps: number) => void;
    readonly zoomToSelection: () => void;
    readonly reset: () => void;
  },
) {
  useWholeKey();
  const { whole } = view.value;
  const tools = [
    { sign: "+", words: "Zoom in", act: () => zoomBy(1) },
    { sign: "−", words: "Zoom out", act: () => zoomBy(-1) },
    { sign: "◉", words: "Zoom to what is selected", act: zoomToSelection },
    { sign: "◌", words: "Show all of the map", act: reset },
  ];
  return (
    <div class="map-tools" role="group" aria-label="View of the map">
      {tools.map(({ sign, words, act }) => (
        <button key={words} type="button" aria-label={words} title={words} onClick={act}>
          {sign}
        </button>
      ))}
      <button
        type="button"
        aria-label="Map in the whole window"
        aria-pressed={whole}
        title={whole ? "Back to the page (Escape)" : "Fill the window (m)"}
        onClick={() => setView({ whole: !whole })}
      >
        {whole ? "×" : "⤢"}
      </button>
    </div>
  );
}

const TYPING =
  "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]";

/** `m` fills the window with the map; `m` or Escape goes back. */
function useWholeKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest(TYPING)) return;
      const { whole } = view.peek();
      if (event.key !== "m" && !(event.key === "Escape" && whole)) return;
      event.preventDefault();
      setView({ whole: !whole });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
