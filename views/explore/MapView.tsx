import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { percentText, playableAt, type Space } from "../../domain/mod.ts";
import {
  besideData,
  brushed,
  colouring,
  columns,
  hovered,
  Legend,
  mapData,
  mapOfSecondRegion,
  pinned,
  query,
  regionOn,
  rowOf,
  setRegion,
  setView,
  togglePin,
  useBestMap,
  useMap,
  view,
  written,
} from "../../linked/mod.ts";
import { MapCanvas, type Mode, type Scene, sceneOfNothing } from "../map/MapCanvas.tsx";
import { MapAxes } from "../map/MapAxes.tsx";
import { MapWait, Trust } from "../map/MapParts.tsx";
import { MapTip, Pins } from "../map/MapTip.tsx";
import type { DrawnMap } from "../map/drawn_map.ts";
import { atLeast } from "../map/lens.ts";
import { type Bounds, boundsOf } from "../map/map_index.ts";
import { play } from "../../player/mod.ts";
import { SaveButtons } from "../save/SaveButtons.tsx";
import { mapSheet } from "./sheets.ts";
import { useArrival } from "./arrival.ts";
import { inspect } from "./inspecting.ts";
import { MapBar } from "./MapBar.tsx";
import { MapTools } from "./MapTools.tsx";
import { RegionNames } from "./RegionNames.tsx";
import { way, wayRows } from "./way.ts";
import { WayPanel } from "./WayPanel.tsx";

/** Rest of the pointer on a track before it plays, ms. */
const PLAY_AFTER = 250;
/** The least part of the map that zooming to a selection shows, each way. */
const LEAST_PART = 0.05;

/** The map of an embedding: every track a point, what is selected in colour. */
export function MapView({ spaces }: { readonly spaces: readonly Space[] }) {
  const space = view.value.space ?? spaces[0];
  const held = view.value.projection ?? projectionOfRegion(space);
  // What the address asks for is known by then, and no map comes in the way of the histograms.
  const wanted = columns.value && space;
  const named = useMap(wanted && held && { space: wanted, projection: held }, mapData);
  const best = useBestMap(held ? undefined : wanted, mapData);
  useMap(columns.value && mapOfSecondRegion(), besideData);
  const { failure, waiting } = held ? named : best;
  const mode = useSignal<Mode>("pan");
  const audible = useSignal(false);
  const section = useRef<HTMLElement>(null);
  const opened = useRef<DrawnMap | undefined>(undefined);
  const drawn = useArrival();
  const zoomedTo = useSignal<Bounds | undefined>(undefined);
  const whole = useComputed(() => mapData.value && boundsOf(mapData.value.xy));
  useSignalEffect(() => {
    const row = hovered.value;
    const all = columns.peek();
    if (!audible.value || row === undefined || !all) return;
    const track = playableAt(all, row);
    if (track.silent) return;
    const timer = setTimeout(() => play(track), PLAY_AFTER);
    return () => clearTimeout(timer);
  });
  useSignalEffect(() => {
    if (mapData.value) zoomedTo.value = undefined;
  });
  if (!space) {
    return (
      <p class="map-note no-map">
        No map yet: no track has an embedding. Install a model and analyse again.
      </p>
    );
  }
  const map = mapData.value;
  const shown = held ?? (map?.space === space ? map.projection : "pca");
  const coming = held === undefined && !waiting && best.progress !== undefined
    ? `UMAP is ${percentText(best.progress, 1, 0)} laid out`
    : "";
  const insets = () => ({
    top: overlap(section.current, ".map-bar"),
    bottom: overlap(section.current, ".map-foot"),
  });
  const sizeOf = () => {
    const { clientWidth, clientHeight } = section.current?.querySelector(".map-canvas") ?? {};
    return { width: clientWidth ?? 0, height: clientHeight ?? 0 };
  };
  return (
    <section class={view.value.whole ? "map whole" : "map"} aria-label="Map" ref={section}>
      <MapCanvas
        mode={mode.value}
        scene={() => sceneOf(drawn.value, zoomedTo.value ?? whole.value)}
        tracks={columns.value?.length ?? 0}
        hovered={hovered}
        region={regionOn(map)}
        insets={insets}
        onOpen={(map) => opened.current = map}
        onPick={(row, { shift }) => pick(row, shift)}
        onRegion={(corners) => {
          const data = mapData.peek();
          if (data) setRegion(data, corners);
        }}
        onLine={(line) => {
          const { space, projection } = mapData.peek() ?? {};
          if (space && projection) way.value = { kind: "line", map: { space, projection }, line };
        }}
        instead="Table and histograms work all the same."
      >
        {(placeOf, canvas) => (
          <>
            {canvas && map && drawn.value === map.xy && (
              <>
                <MapAxes map={canvas} data={map} insets={insets()} height={sizeOf().height} />
                <RegionNames map={canvas} xy={map.xy} insets={insets()} size={sizeOf()} />
              </>
            )}
            <MapTip placeOf={placeOf} />
            <Pins />
          </>
        )}
      </MapCanvas>
      <MapBar
        map={{ space, projection: shown }}
        best={view.value.projection === undefined}
        spaces={spaces}
        mode={mode}
        audible={audible}
      />
      <MapTools
        zoomBy={(steps) => opened.current?.zoomBy(steps)}
        zoomToSelection={() => zoomedTo.value = boundsOfSelection()}
        reset={() => zoomedTo.value = whole.peek() && { ...whole.peek()! }}
      />
      {(waiting || failure) && (
        <MapWait
          map={{ space, projection: shown }}
          progress={held ? named.progress : 0}
          failure={failure}
          onStop={view.value.projection && (() => setView({ projection: undefined }))}
        />
      )}
      <div class="map-foot">
        <WayPanel space={space} />
        <Legend />
        <p class="map-facts">
          {!waiting && map && <Trust {...map} />}
          {coming && <span class="muted" role="status">{coming}</span>}
          <SaveButtons of="the map" sheet={() => mapSheet(opened.current, section.current)} />
          <a class="two-maps-link" href="/clusters">clusters</a>
          <a class="two-maps-link" href={`/similar/maps?${written.value}`}>two maps</a>
        </p>
      </div>
    </section>
  );
}

/** How much of the map a part of it lies over, with a little room beside, px. */
function overlap(section: HTMLElement | null, part: string): number {
  const [canvas, over] = [section?.querySelector(".map-canvas"), section?.querySelector(part)];
  if (!canvas || !over) return 0;
  const [below, above] = [canvas.getBoundingClientRect(), over.getBoundingClientRect()];
  const both = Math.min(below.bottom, above.bottom) - Math.max(below.top, above.top);
  return both > 0 ? both + 8 : 0;
}

/** The projection that a region is drawn on, which keeps its map. */
function projectionOfRegion(space: Space | undefined) {
  const clause = query.value.clauses["region"];
  return clause?.kind === "region" && clause.space === space ? clause.projection : undefined;
}

function boundsOfSelection(): Bounds | undefined {
  const [xy, mask] = [mapData.peek()?.xy, brushed.peek()?.selection.mask];
  const whole = xy && boundsOf(xy);
  if (!mask || !whole) return undefined;
  const selected = boundsOf(xy.map((value, i) => mask[i >> 1] === 1 ? value : NaN));
  return selected && atLeast(selected, whole, LEAST_PART);
}

/** A click opens the track beside the map, with shift it pins it. */
function pick(row: number, shift: boolean): void {
  const id = columns.peek()?.ids[row];
  if (shift) togglePin(row);
  else if (id !== undefined) inspect(id);
}

function sceneOf(xy: Float32Array | undefined, frame: Bounds | undefined): Scene | undefined {
  const all = columns.value;
  const selection = brushed.value?.selection;
  const rows = [...pinned.value, rowOf(view.value.track), hovered.value]
    .filter((row) => row !== undefined);
  if (!all || !selection || !colouring.value) return undefined;
  if (!xy) return sceneOfNothing(colouring.value);
  if (xy.length !== 2 * all.length) return undefined;
  return {
    xy,
    colouring: colouring.value,
    mask: selection.mask,
    rings: [...new Set([...rows, ...wayRows.value])].map((row) => ({ row, colour: "accent" })),
    lines: wayRows.value.slice(1).map((to, i) => ({
      from: wayRows.value[i]!,
      to,
      colour: "accent",
      faint: false,
    })),
    frame,
  };
}
