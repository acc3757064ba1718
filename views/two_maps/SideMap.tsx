import type { ReadonlySignal, Signal } from "@preact/signals";
import { percentText, projectionLabel, spaceInfo } from "../../domain/mod.ts";
import {
  besideData,
  brushed,
  colouring,
  columns,
  hovered,
  mapData,
  type MapName,
  regionOn,
  setRegion,
  setView,
  useMap,
} from "../../linked/mod.ts";
import { MapTip } from "../map/MapTip.tsx";
import { MapCanvas, type Mode, type Scene, sceneOfNothing } from "../map/MapCanvas.tsx";
import { MapChoice, MapWait, Trust } from "../map/MapParts.tsx";
import {
  choose,
  commonRows,
  drawnOn,
  fromDrawn,
  left,
  lenses,
  mapShown,
  morph,
  neighbourRows,
  queryRow,
  right,
  type Side,
  spaces,
  toDrawn,
} from "./state.ts";

const MAPS: Readonly<Record<Side, ReadonlySignal<MapName | undefined>>> = { left, right };
const DATA: Readonly<Record<Side, Signal<typeof mapData.value>>> = {
  left: mapData,
  right: besideData,
};

/** One of the two maps. */
export function SideMap({ side, mode }: { readonly side: Side; readonly mode: Mode }) {
  const map = MAPS[side].value;
  const { failure, progress, waiting } = useMap(columns.value && map, DATA[side]);
  if (!map) return null;
  const change = (named: MapName) => {
    if (side === "left") setView({ ...named, beside: right.peek() });
    else setView({ beside: named });
  };
  const isNonlinear = map.projection === "tsne" || map.projection === "umap";
  const data = DATA[side].value;
  const moved = side === "left" ? morph.value : 0;
  return (
    <section class={`map side-map space-${map.space}`} aria-label={`Map, ${side}`}>
      <div class="map-bar">
        <span class="hue" aria-hidden="true" />
        <MapChoice
          map={map}
          spaces={spaces.value}
          label={side}
          onChoose={(chosen) => change({ ...map, ...chosen })}
        />
        {!waiting && data && <Trust {...data} />}
      </div>
      <MapCanvas
        mode={mode}
        scene={() => sceneOn(side)}
        tracks={columns.value?.length ?? 0}
        hovered={hovered}
        lens={lenses[side]}
        region={regionDrawnOn(side)}
        onPick={choose}
        onRegion={(polygon) => select(side, polygon)}
        instead="The lists below work all the same."
      >
        {(placeOf) => <MapTip placeOf={placeOf} />}
      </MapCanvas>
      {(waiting || failure) && (
        <MapWait
          map={map}
          progress={progress}
          failure={failure}
          onStop={isNonlinear ? () => change({ ...map, projection: "pca" }) : undefined}
        />
      )}
      {moved > 0 && right.value && (
        <p class="map-note" role="status">
          {moved >= 1 ? "Moved" : `${percentText(moved, 1, 0)} of the way`} to where{" "}
          {spaceInfo(right.value.space).label} by {projectionLabel(right.value.projection)} has them
        </p>
      )}
    </section>
  );
}

function sceneOn(side: Side): Scene | undefined {
  const drawn = drawnOn(side);
  const selection = brushed.value?.selection;
  const rings = ringsNow();
  const lines = linesOn(side);
  if (!selection || !colouring.value) return undefined;
  if (!DATA[side].value) return sceneOfNothing(colouring.value);
  if (!drawn) return undefined;
  if (drawn.xy.length !== 2 * selection.mask.length) return undefined;
  return {
    ...drawn,
    colouring: colouring.value,
    mask: selection.mask,
    rings,
    lines,
    quiet: lines.length > 0,
  };
}

function ringsNow() {
  const rings: Scene["rings"][number][] = [];
  for (const { space, rows } of neighbourRows.value) {
    for (const row of rows) {
      const common = commonRows.value.has(row);
      rings.push({ row, colour: common ? "query" : spaceInfo(space).hue, faint: !common });
    }
  }
  if (queryRow.value !== undefined) rings.push({ row: queryRow.value, colour: "query" });
  if (hovered.value !== undefined) rings.push({ row: hovered.value, colour: "accent" });
  return rings;
}

/** From the query to its neighbours: those in the space of this side full, the others faint. */
function linesOn(side: Side) {
  const from = queryRow.value;
  if (from === undefined) return [];
  const own = mapShown(side)?.space;
  const common = commonRows.value;
  return neighbourRows.value.flatMap(({ space, rows }) =>
    rows.filter((row) => !common.has(row) || space === own).map((to) => ({
      from,
      to,
      colour: common.has(to) ? "query" : spaceInfo(space).hue,
      faint: space !== own,
    }))
  );
}

function regionDrawnOn(side: Side): readonly number[] | undefined {
  const map = mapShown(side);
  const polygon = regionOn(map);
  return map && polygon && toDrawn(map, polygon);
}

function select(side: Side, drawn: readonly number[]): void {
  const map = mapShown(side);
  if (map) setRegion(map, fromDrawn(map, drawn), { both: true });
}
