import { useSignal, useSignalEffect } from "@preact/signals";
import { playableAt, type Space } from "../../domain/mod.ts";
import {
  brushed,
  ColourChoice,
  colouring,
  columns,
  hovered,
  Legend,
  mapData,
  pinned,
  regionOn,
  setRegion,
  setView,
  togglePin,
  useMap,
  view,
  written,
} from "../../linked/mod.ts";
import { MapCanvas, type Mode, type Scene } from "../map/MapCanvas.tsx";
import { MapChoice, MapWait, ModeChoice, Trust } from "../map/MapParts.tsx";
import { play } from "../../player/mod.ts";
import { MapTip, Pins } from "../map/MapTip.tsx";

/** Rest of the pointer on a track before it plays, ms. */
const PLAY_AFTER = 250;

/** The map of an embedding: every track a point, what is selected in colour. */
export function MapView({ spaces }: { readonly spaces: readonly Space[] }) {
  const space = view.value.space ?? spaces[0];
  const { projection } = view.value;
  const { failure, progress, waiting } = useMap(space && { space, projection }, mapData);
  const mode = useSignal<Mode>("pan");
  const audible = useSignal(false);
  useSignalEffect(() => {
    const row = hovered.value;
    const all = columns.peek();
    if (!audible.value || row === undefined || !all) return;
    const track = playableAt(all, row);
    if (track.silent) return;
    const timer = setTimeout(() => play(track), PLAY_AFTER);
    return () => clearTimeout(timer);
  });
  if (!space) {
    return (
      <p class="map-note">
        No map yet: no track has an embedding. Install a model and analyse again.
      </p>
    );
  }
  const map = mapData.value;
  return (
    <section class="map" aria-label="Map">
      <div class="map-bar">
        <MapChoice map={{ space, projection }} spaces={spaces} onChoose={setView} />
        <ColourChoice />
        <ModeChoice mode={mode.value} onChoose={(chosen) => mode.value = chosen} />
        <label class="check">
          <input
            type="checkbox"
            checked={audible.value}
            onChange={(event) => audible.value = event.currentTarget.checked}
          />
          play on hover
        </label>
        <a class="two-maps-link" href={`/similar/maps?${written.value}`}>two maps</a>
        {!waiting && map && <Trust {...map} />}
      </div>
      <MapCanvas
        mode={mode.value}
        scene={scene}
        hovered={hovered}
        region={regionOn(map)}
        onPick={togglePin}
        onRegion={(corners) => {
          const data = mapData.peek();
          if (data) setRegion(data, corners);
        }}
        instead="Table and histograms work all the same."
      >
        {(placeOf) => (
          <>
            <MapTip placeOf={placeOf} />
            <Pins />
          </>
        )}
      </MapCanvas>
      {(waiting || failure) && (
        <MapWait map={{ space, projection }} progress={progress} failure={failure} />
      )}
      <div class="map-foot">
        <Legend />
      </div>
    </section>
  );
}

function scene(): Scene | undefined {
  const all = columns.value;
  const data = mapData.value;
  const selection = brushed.value?.selection;
  const rows = [...pinned.value, ...(hovered.value === undefined ? [] : [hovered.value])];
  if (!all || !data || !selection || !colouring.value) return undefined;
  if (data.xy.length !== 2 * all.length) return undefined;
  return {
    xy: data.xy,
    colouring: colouring.value,
    mask: selection.mask,
    rings: rows.map((row) => ({ row, colour: "accent" })),
  };
}
