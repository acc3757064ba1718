import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Space } from "../../domain/mod.ts";
import {
  ColourChoice,
  type MapData,
  type MapName,
  setView,
  view,
  written,
} from "../../linked/mod.ts";
import type { Mode } from "../map/MapCanvas.tsx";
import { MapChoice, ModeChoice, Trust } from "../map/MapParts.tsx";

/** What the map shows and how one moves on it; it lies over the upper edge of the map. */
export function MapBar(
  { map, best, spaces, mode, audible, trust, coming, zoomBy, zoomToSelection, reset }: {
    readonly map: MapName;
    /** Whether it is the best one that is ready, unless the reader chooses. */
    readonly best: boolean;
    readonly spaces: readonly Space[];
    readonly mode: Signal<Mode>;
    /** Whether tracks play under the pointer. */
    readonly audible: Signal<boolean>;
    /** How good the map is, where it is there. */
    readonly trust: MapData | undefined;
    /** What better map is being made; empty for none. */
    readonly coming: string;
    readonly zoomBy: (steps: number) => void;
    readonly zoomToSelection: () => void;
    readonly reset: () => void;
  },
) {
  useWholeKey();
  const { whole } = view.value;
  return (
    <div class="map-bar">
      <MapChoice
        map={map}
        spaces={spaces}
        best={best}
        onChoose={({ space, projection }) => setView({ space, projection })}
      />
      <ColourChoice />
      <ModeChoice mode={mode.value} onChoose={(chosen) => mode.value = chosen} />
      <span class="modes" role="group" aria-label="Zoom">
        <button type="button" class="button quiet" aria-label="Zoom in" onClick={() => zoomBy(1)}>
          +
        </button>
        <button type="button" class="button quiet" aria-label="Zoom out" onClick={() => zoomBy(-1)}>
          −
        </button>
        <button
          type="button"
          class="button quiet"
          title="Zoom to what is selected"
          onClick={zoomToSelection}
        >
          to selection
        </button>
        <button type="button" class="button quiet" title="Show all of the map" onClick={reset}>
          all
        </button>
      </span>
      <label class="check">
        <input
          type="checkbox"
          checked={audible.value}
          onChange={(event) => audible.value = event.currentTarget.checked}
        />
        play on hover
      </label>
      <a class="two-maps-link" href={`/similar/maps?${written.value}`}>two maps</a>
      <button
        type="button"
        class="button quiet"
        aria-pressed={whole}
        title={whole ? "Back to the page (Escape)" : "Fill the window (m)"}
        onClick={() => setView({ whole: !whole })}
      >
        {whole ? "back" : "whole window"}
      </button>
      {trust && <Trust {...trust} />}
      {coming && <span class="muted coming" role="status">{coming}</span>}
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
