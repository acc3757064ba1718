import type { Signal } from "@preact/signals";
import type { Space } from "../../domain/mod.ts";
import { ColourChoice, type MapName, setView } from "../../linked/mod.ts";
import type { Mode } from "../map/MapCanvas.tsx";
import { MapChoice, ModeChoice } from "../map/MapParts.tsx";

/** What the map shows and how one moves on it; it lies over the upper edge of the map. */
export function MapBar(
  { map, best, spaces, mode, audible }: {
    readonly map: MapName;
    /** Whether it is the best one that is ready, unless the reader chooses. */
    readonly best: boolean;
    readonly spaces: readonly Space[];
    readonly mode: Signal<Mode>;
    /** Whether tracks play under the pointer. */
    readonly audible: Signal<boolean>;
  },
) {
  return (
    <div class="map-bar">
      <MapChoice
        map={map}
        spaces={spaces}
        best={best}
        onChoose={({ space, projection }) => setView({ space, projection })}
      />
      <ColourChoice />
      <ModeChoice lines mode={mode.value} onChoose={(chosen) => mode.value = chosen} />
      <label class="check">
        <input
          type="checkbox"
          checked={audible.value}
          onChange={(event) => audible.value = event.currentTarget.checked}
        />
        play on hover
      </label>
    </div>
  );
}
