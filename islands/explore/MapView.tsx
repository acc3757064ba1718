import { effect, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { percentText } from "../../charts/mod.ts";
import { type Space, SPACE_INFO } from "../../domain/mod.ts";
import { PROJECTIONS, withClause, withoutClause } from "../../query/mod.ts";
import {
  brushed,
  colour,
  columns,
  hovered,
  mapData,
  pinned,
  query,
  setQuery,
  setView,
  view,
} from "../explore_state.ts";
import { play } from "../player_state.ts";
import { colouringOf, coloursOf, paletteOf } from "./colouring.ts";
import { ColourChoice, Legend } from "./Legend.tsx";
import { type DeckMap, openDeckMap } from "./deck_map.ts";
import { boxCorners, type Pixel, thinned } from "./lasso.ts";
import { loadMap } from "./load.ts";
import { indexMap, type MapIndex } from "./map_index.ts";
import { usualColour } from "./usual.ts";
import { MapTip } from "./MapTip.tsx";
import { playableAt } from "./playable.ts";

type Mode = "pan" | "box" | "lasso";

/** How near the pointer has to be to a track, px. */
const REACH = 10;
/** Rest of the pointer on a track before it plays, ms. */
const PLAY_AFTER = 250;

/** The map of an embedding: every track a point, what is selected in colour. */
export function MapView({ spaces }: { readonly spaces: readonly Space[] }) {
  const space = view.value.space ?? spaces[0];
  const { projection } = view.value;
  const failure = useSignal("");
  const progress = useSignal(0);
  const mode = useSignal<Mode>("pan");
  const audible = useSignal(false);
  useEffect(() => {
    if (!space) return;
    const stop = new AbortController();
    failure.value = "";
    progress.value = 0;
    const onProgress = (share: number) => progress.value = share;
    loadMap({ space, projection, signal: stop.signal, onProgress }).then(
      (map) => mapData.value = { space, projection, ...map },
      (error) => {
        if (!stop.signal.aborted) failure.value = String(error.message);
      },
    );
    return () => stop.abort();
  }, [space, projection]);
  if (!space) {
    return (
      <p class="map-note">
        No map yet: no track has an embedding. Install a model and analyse again.
      </p>
    );
  }
  const waiting = mapData.value?.space !== space || mapData.value.projection !== projection;
  return (
    <section class="map" aria-label="Map">
      <div class="map-bar">
        <label>
          <span class="visually-hidden">Space</span>
          <select
            class="input"
            value={space}
            onChange={(event) =>
              setView({ space: spaces.find((known) => known === event.currentTarget.value) })}
          >
            {spaces.map((id) => <option key={id} value={id}>{SPACE_INFO[id].label}</option>)}
          </select>
        </label>
        <label>
          <span class="visually-hidden">Projection</span>
          <select
            class="input"
            value={projection}
            onChange={(event) => {
              const chosen = PROJECTIONS.find((known) => known === event.currentTarget.value);
              if (chosen) setView({ projection: chosen });
            }}
          >
            {PROJECTIONS.map((id) => <option key={id} value={id}>{id.toUpperCase()}</option>)}
          </select>
        </label>
        <ColourChoice />
        <span class="modes" role="group" aria-label="What dragging does">
          {(["pan", "box", "lasso"] as const).map((name) => (
            <button
              key={name}
              type="button"
              class="button quiet"
              aria-pressed={mode.value === name}
              onClick={() => mode.value = name}
            >
              {name}
            </button>
          ))}
        </span>
        <label class="check">
          <input
            type="checkbox"
            checked={audible.value}
            onChange={(event) => audible.value = event.currentTarget.checked}
          />
          play on hover
        </label>
      </div>
      <Canvas mode={mode.value} audible={audible.value} />
      {failure.value && <p class="map-note" role="status">{failure.value}</p>}
      {waiting && !failure.value && (
        <p class="map-note" role="status">
          Laying out {SPACE_INFO[space].label} by {projection.toUpperCase()}
          {progress.value > 0 && `: ${percentText(progress.value, 1, 0)}`}…
        </p>
      )}
      <div class="map-foot">
        <Legend />
        {!waiting && <Trust />}
      </div>
    </section>
  );
}

/** How far the map can be trusted: it is an approximation. */
function Trust() {
  const map = mapData.value;
  if (!map || Number.isNaN(map.preserved)) return null;
  return (
    <span class="muted trust" title="A map of many dimensions on two is an approximation">
      keeps {percentText(map.preserved, 1, 0)} of the {map.k} nearest
    </span>
  );
}

function Canvas({ mode, audible }: { readonly mode: Mode; readonly audible: boolean }) {
  const parent = useRef<HTMLDivElement>(null);
  const map = useRef<DeckMap | undefined>(undefined);
  const index = useRef<MapIndex | undefined>(undefined);
  const line = useSignal<readonly Pixel[]>([]);
  const moved = useSignal(0);
  const broken = useSignal("");
  const pressed = useRef<Pixel | undefined>(undefined);
  useEffect(() => {
    const element = parent.current;
    if (!element) return;
    let stop = () => {};
    let ended = false;
    const onFailure = (error: Error) => broken.value = error.message;
    openDeckMap(element, { onView: () => moved.value++, onFailure }).then((opened) => {
      if (ended) return opened.end();
      map.current = opened;
      stop = drawAlways(opened, { element, index });
    }, onFailure);
    return () => {
      ended = true;
      stop();
      map.current?.end();
      map.current = undefined;
    };
  }, []);
  useEffect(() => map.current?.setPan(mode === "pan"), [mode]);
  useSignalEffect(() => {
    const row = hovered.value;
    const all = columns.peek();
    if (!audible || row === undefined || !all) return;
    const timer = setTimeout(() => play(playableAt(all, row)), PLAY_AFTER);
    return () => clearTimeout(timer);
  });
  const at = (event: PointerEvent): Pixel => {
    const box = parent.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const under = (pixel: Pixel): number | undefined => {
    const place = map.current?.toMap(pixel);
    if (!place || !index.current) return undefined;
    return index.current.nearest({ ...place, reach: REACH * map.current!.unitsPerPixel });
  };
  return (
    <div
      class={`map-canvas ${mode}`}
      onPointerDown={(event) => {
        pressed.current = at(event);
        if (mode === "pan") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        line.value = [at(event)];
      }}
      onPointerMove={(event) => {
        const here = at(event);
        if (line.peek().length === 0) hovered.value = under(here);
        else line.value = mode === "box" ? [line.peek()[0]!, here] : [...line.peek(), here];
      }}
      onPointerUp={(event) => {
        const from = pressed.current;
        const to = at(event);
        pressed.current = undefined;
        if (from && Math.hypot(to.x - from.x, to.y - from.y) < 4) pin(under(to));
        else if (line.peek().length > 1) select(map.current, { line: line.peek(), mode });
        line.value = [];
      }}
      onPointerLeave={() => hovered.value = undefined}
    >
      <div class="deck" ref={parent} aria-hidden="true" />
      <Drawn line={line.value} mode={mode} map={map} moved={moved.value} />
      <MapTip map={map} moved={moved} />
      {broken.value && (
        <p class="map-note" role="status">
          The map cannot be drawn here ({broken.value}). Table and histograms work all the same.
        </p>
      )}
    </div>
  );
}

/** Draws the map anew whenever what it shows changes; gives the end of this. */
function drawAlways(
  map: DeckMap,
  options: {
    readonly element: HTMLElement;
    readonly index: { current: MapIndex | undefined };
  },
): () => void {
  const { element, index } = options;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  let xy: Float32Array | undefined;
  let coloured: { key: string; colours: Uint8Array } = { key: "", colours: new Uint8Array(0) };
  let frame = 0;
  const draw = () => {
    const all = columns.value;
    const data = mapData.value;
    const selection = brushed.value?.selection;
    const ringed = [...pinned.value, ...(hovered.value === undefined ? [] : [hovered.value])];
    const by = colour.value;
    if (!all || !data || !selection || data.xy.length !== 2 * all.length) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (xy !== data.xy) {
        xy = data.xy;
        index.current = indexMap(xy);
        if (index.current.bounds) map.fit(index.current.bounds);
      }
      const palette = paletteOf(element);
      const key = `${by} ${all.length} ${palette.rgb("ink")}`;
      if (coloured.key !== key) {
        const colouring = colouringOf(all, by) ?? colouringOf(all, usualColour(all))!;
        coloured = { key, colours: coloursOf(colouring, palette) };
      }
      map.draw({
        xy,
        colours: coloured.colours,
        selected: new Float32Array(selection.mask),
        dim: palette.rgb("edge"),
        ring: palette.rgb("accent"),
        ringed,
      });
    });
  };
  const stop = effect(draw);
  const redraw = () => setTimeout(draw, 50);
  const theme = new MutationObserver(redraw);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  scheme.addEventListener("change", redraw);
  return () => {
    stop();
    cancelAnimationFrame(frame);
    theme.disconnect();
    scheme.removeEventListener("change", redraw);
  };
}

function pin(row: number | undefined): void {
  if (row === undefined) return;
  const before = pinned.peek();
  pinned.value = before.includes(row) ? before.filter((other) => other !== row) : [...before, row];
}

/** Turns a drawn line into the region of the query. */
function select(
  map: DeckMap | undefined,
  drawn: { readonly line: readonly Pixel[]; readonly mode: Mode },
): void {
  const data = mapData.peek();
  if (!map || !data) return;
  const { line, mode } = drawn;
  const corners = mode === "box" ? boxCorners(line[0]!, line.at(-1)!) : thinned(line);
  const polygon = corners.flatMap((corner) => {
    const place = map.toMap(corner);
    return place ? [place.x, place.y].map((x) => Number(x.toPrecision(4))) : [];
  });
  const { space, projection } = data;
  setQuery(
    polygon.length < 6
      ? withoutClause(query.peek(), "region")
      : withClause(query.peek(), { kind: "region", space, projection, polygon }),
  );
}

function Drawn(
  { line, mode, map, moved }: {
    readonly line: readonly Pixel[];
    readonly mode: Mode;
    readonly map: { readonly current: DeckMap | undefined };
    readonly moved: number;
  },
) {
  const clause = query.value.clauses["region"];
  const data = mapData.value;
  const region: Pixel[] = [];
  const same = clause?.kind === "region" && clause.space === data?.space &&
    clause.projection === data.projection;
  if (clause?.kind === "region" && same && moved > 0) {
    for (let i = 0; i < clause.polygon.length; i += 2) {
      const pixel = map.current?.toPixel({ x: clause.polygon[i]!, y: clause.polygon[i + 1]! });
      if (pixel) region.push(pixel);
    }
  }
  const drawn = line.length > 1 && mode === "box" ? boxCorners(line[0]!, line.at(-1)!) : line;
  const points = (pixels: readonly Pixel[]) => pixels.map(({ x, y }) => `${x},${y}`).join(" ");
  return (
    <svg class="drawn" aria-hidden="true">
      {region.length > 2 && <polygon class="region" points={points(region)} />}
      {drawn.length > 1 && <polygon class="drawing" points={points(drawn)} />}
    </svg>
  );
}
