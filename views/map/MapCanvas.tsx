import { effect, type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Colouring, coloursOf, paletteOf } from "../../linked/mod.ts";
import type { DrawnMap } from "./drawn_map.ts";
import type { Insets, Lens } from "./lens.ts";
import { boxCorners, type Pixel, thinned } from "./lasso.ts";
import { type Bounds, boundsOf, indexMap, type MapIndex } from "./map_index.ts";
import { dragTrack } from "./drag_track.ts";
import { openMap } from "./open_map.ts";

/** What dragging on a map does. */
export const MODES = ["pan", "box", "lasso", "line"] as const;
/** One of {@linkcode MODES}. */
export type Mode = (typeof MODES)[number];

/** What a map shows. Colours are names of custom properties without their dashes. */
export interface Scene {
  /** x, y, x, y, …; NaN where a row has no place. Shape `(2n,)`. */
  readonly xy: Float32Array;
  readonly colouring: Colouring;
  /** 1 where a row is selected. Shape `(n,)`. */
  readonly mask: Uint8Array;
  readonly rings: readonly {
    readonly row: number;
    readonly colour: string;
    readonly faint?: boolean;
  }[];
  /** Whether points step back behind rings and lines. */
  readonly quiet?: boolean;
  readonly lines?: readonly {
    readonly from: number;
    readonly to: number;
    readonly colour: string;
    readonly faint: boolean;
  }[];
  /** What is in view at first, and again when it is another object; else all of `xy`. */
  readonly frame?: Bounds | undefined;
}

/** What is drawn where there is no map: nothing. */
export function sceneOfNothing(colouring: Colouring): Scene {
  return { xy: new Float32Array(0), colouring, mask: new Uint8Array(0), rings: [] };
}

/** A press that never leaves this circle is a click, px. */
const STILL = 4;
/** How near the pointer has to be to a track, px. */
const REACH = 10;

/** A map that can be panned, pointed at and drawn on. */
export function MapCanvas(
  {
    mode,
    scene,
    tracks,
    hovered,
    lens,
    region,
    insets,
    onPick,
    onRegion,
    onLine,
    onOpen,
    instead,
    children,
  }: {
    readonly mode: Mode;
    /** Read anew whenever a signal in it changes; `undefined` for nothing yet. */
    readonly scene: () => Scene | undefined;
    /** How many there are. */
    readonly tracks: number;
    /** The row under the pointer. */
    readonly hovered: Signal<number | undefined>;
    /** What part is in view, where somebody asks; `undefined` for the frame of the scene. */
    readonly lens?: Signal<Lens | undefined>;
    /** A drawn region, in units of `xy`: x, y, x, y, … */
    readonly region: readonly number[] | undefined;
    /** What lies over the edges of the map; nothing unless given. */
    readonly insets?: () => Insets;
    /** Handed the map once it is there. */
    readonly onOpen?: (map: DrawnMap) => void;
    readonly onPick: (row: number, keys: { readonly shift: boolean }) => void;
    /** Told a drawn region; one of fewer than three corners is none. */
    readonly onRegion: (polygon: readonly number[]) => void;
    /** Told a drawn line, in units of `xy`: x, y, x, y, … */
    readonly onLine?: (line: readonly number[]) => void;
    /** What works where no map can be drawn. */
    readonly instead: string;
    /** What floats over the map, such as its {@linkcode MapTip}. */
    readonly children: (
      placeOf: (row: number) => Pixel | undefined,
      map: DrawnMap | undefined,
    ) => ComponentChildren;
  },
) {
  const parent = useRef<HTMLDivElement>(null);
  const map = useRef<DrawnMap | undefined>(undefined);
  const drawn = useRef<Drawing>({ scene: undefined, index: undefined });
  const line = useSignal<readonly Pixel[]>([]);
  const moved = useSignal(0);
  const broken = useSignal("");
  const press = useRef<Press | undefined>(undefined);
  useEffect(() => {
    const element = parent.current;
    if (!element || tracks === 0) return;
    let stop = () => {};
    let ended = false;
    const onFailure = (error: Error) => broken.value = error.message;
    const strayed = { current: false };
    const onLens = (now: Lens) => {
      strayed.current = true;
      if (lens) lens.value = now;
    };
    openMap(element, {
      tracks,
      onView: () => moved.value++,
      onLens,
      onFailure,
      insets: insets ?? (() => ({ top: 0, bottom: 0 })),
    }).then((opened) => {
      if (ended) return opened.end();
      map.current = opened;
      onOpen?.(opened);
      opened.setPan(mode === "pan");
      stop = drawAlways(opened, { element, scene, lens, strayed, drawn: drawn.current });
    }, onFailure);
    return () => {
      ended = true;
      stop();
      map.current?.end();
      map.current = undefined;
    };
  }, [tracks]);
  useEffect(() => map.current?.setPan(mode === "pan"), [mode]);
  const letGo = (canvas: HTMLElement) => {
    press.current = undefined;
    canvas.draggable = false;
    map.current?.setPan(mode === "pan");
  };
  const at = (event: MouseEvent): Pixel => {
    const box = parent.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const under = (pixel: Pixel): number | undefined => {
    const place = map.current?.toMap(pixel);
    const { current } = drawn;
    if (!place || !current.scene) return undefined;
    const { xy, mask, rings } = current.scene;
    current.index ??= indexMap(xy);
    return current.index.nearest({
      ...place,
      reach: REACH * map.current!.unitsPerPixel,
      accepts: (row) => mask[row] === 1 || rings.some((ring) => ring.row === row),
    });
  };
  const placeOf = (row: number): Pixel | undefined => {
    const xy = drawn.current.scene?.xy;
    return xy && map.current?.toPixel({ x: xy[2 * row]!, y: xy[2 * row + 1]! });
  };
  return (
    <div
      class={`map-canvas ${mode}`}
      onPointerDown={(event) => {
        const taken = mode === "pan" && (event.ctrlKey || event.metaKey)
          ? under(at(event))
          : undefined;
        press.current = { from: at(event), strayed: false, taken };
        event.currentTarget.draggable = taken !== undefined;
        if (taken !== undefined) map.current?.setPan(false);
        if (mode === "pan") return;
        hovered.value = undefined;
        event.currentTarget.setPointerCapture(event.pointerId);
        line.value = [at(event)];
      }}
      onPointerMove={(event) => {
        const here = at(event);
        if (press.current && !isNear(press.current.from, here)) press.current.strayed = true;
        if (line.peek().length === 0) hovered.value = under(here);
        else line.value = mode === "box" ? [line.peek()[0]!, here] : [...line.peek(), here];
      }}
      onPointerUp={(event) => {
        const done = press.current;
        const to = at(event);
        letGo(event.currentTarget);
        const row = done?.strayed === false ? under(to) : undefined;
        if (row !== undefined) onPick(row, { shift: event.shiftKey });
        const isBoxGone = mode === "box" && done && isNear(done.from, to);
        if (map.current && done?.strayed && line.peek().length > 1 && !isBoxGone) {
          const corners = polygonOf(map.current, { line: line.peek(), mode });
          if (mode === "line") onLine?.(corners);
          else onRegion(corners);
        }
        line.value = [];
      }}
      onPointerCancel={() => {
        if (press.current?.taken === undefined) press.current = undefined;
        line.value = [];
      }}
      onPointerLeave={() => hovered.value = undefined}
      onDragStart={(event) => {
        const taken = press.current?.taken;
        if (taken !== undefined) dragTrack(event, taken);
      }}
      onDragEnd={(event) => letGo(event.currentTarget)}
    >
      <div class="deck" ref={parent} aria-hidden="true" />
      <Drawn line={line.value} mode={mode} map={map} moved={moved.value} region={region} />
      {moved.value > 0 && children(placeOf, map.current)}
      {broken.value && (
        <p class="map-note" role="status">
          The map cannot be drawn here ({broken.value}). {instead}
        </p>
      )}
    </div>
  );
}

/** A button held down: where, and whether the pointer has left there. */
interface Press {
  readonly from: Pixel;
  strayed: boolean;
  /** The row whose track a drag takes along, where it is held with Ctrl. */
  readonly taken: number | undefined;
}

function isNear(a: Pixel, b: Pixel): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < STILL;
}

/** What was drawn last, and where its tracks are. */
interface Drawing {
  scene: Scene | undefined;
  index: MapIndex | undefined;
}

/** Draws the map anew whenever what it shows changes; gives the end of this. */
function drawAlways(
  map: DrawnMap,
  { element, scene, lens, strayed, drawn }: {
    readonly element: HTMLElement;
    readonly scene: () => Scene | undefined;
    readonly lens: Signal<Lens | undefined> | undefined;
    /** Whether the reader has panned or zoomed since the map was last fitted. */
    readonly strayed: { current: boolean };
    readonly drawn: Drawing;
  },
): () => void {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  let coloured: { of?: Colouring; ink?: string; colours: Uint8Array } = {
    colours: new Uint8Array(0),
  };
  let framed: Bounds | Float32Array | undefined;
  let bounds: Bounds | undefined;
  let frame = 0;
  const fit = () => {
    strayed.current = false;
    if (bounds) map.fit(bounds);
  };
  const draw = () => {
    const now = scene();
    if (!now) return;
    const { xy, colouring, mask, rings, lines = [], quiet = false } = now;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (drawn.scene?.xy !== xy) drawn.index = undefined;
      drawn.scene = now;
      if (framed !== (now.frame ?? xy)) {
        framed = now.frame ?? xy;
        bounds = now.frame ?? boundsOf(xy);
        fit();
        if (lens) lens.value = undefined;
      }
      const palette = paletteOf(element);
      const ink = String(palette.rgb("ink"));
      if (coloured.of !== colouring || coloured.ink !== ink) {
        coloured = { of: colouring, ink, colours: coloursOf(colouring, palette) };
      }
      map.draw({
        xy,
        colours: coloured.colours,
        selected: new Float32Array(mask),
        dim: palette.rgb("edge"),
        quiet,
        rings: rings.map(({ row, colour, faint }) => ({
          row,
          colour: palette.rgb(colour),
          width: faint ? 1.2 : 2,
        })),
        lines: lines.map(({ from, to, colour, faint }) => ({
          from,
          to,
          colour: [...palette.rgb(colour), faint ? 110 : 240],
        })),
      });
    });
  };
  const stop = effect(draw);
  const unlook = lens?.subscribe((now) => {
    if (now) map.look(now);
    else fit();
  });
  const resized = new ResizeObserver(() => strayed.current || lens?.peek() || fit());
  resized.observe(element);
  const redraw = () => setTimeout(draw, 50);
  const theme = new MutationObserver(redraw);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  scheme.addEventListener("change", redraw);
  return () => {
    stop();
    unlook?.();
    resized.disconnect();
    cancelAnimationFrame(frame);
    theme.disconnect();
    scheme.removeEventListener("change", redraw);
  };
}

/** A drawn line in map units. */
function polygonOf(
  map: DrawnMap,
  { line, mode }: { readonly line: readonly Pixel[]; readonly mode: Mode },
): number[] {
  const corners = mode === "box" ? boxCorners(line[0]!, line.at(-1)!) : thinned(line);
  return corners.flatMap((corner) => {
    const place = map.toMap(corner);
    return place ? [place.x, place.y] : [];
  });
}

function Drawn(
  { line, mode, map, moved, region: polygon }: {
    readonly line: readonly Pixel[];
    readonly mode: Mode;
    readonly map: { readonly current: DrawnMap | undefined };
    readonly moved: number;
    readonly region: readonly number[] | undefined;
  },
) {
  const region: Pixel[] = [];
  if (polygon && moved > 0) {
    for (let i = 0; i < polygon.length; i += 2) {
      const pixel = map.current?.toPixel({ x: polygon[i]!, y: polygon[i + 1]! });
      if (pixel) region.push(pixel);
    }
  }
  const drawn = line.length > 1 && mode === "box" ? boxCorners(line[0]!, line.at(-1)!) : line;
  const points = (pixels: readonly Pixel[]) => pixels.map(({ x, y }) => `${x},${y}`).join(" ");
  return (
    <svg class="drawn" aria-hidden="true">
      {region.length > 2 && <polygon class="region" points={points(region)} />}
      {drawn.length > 1 && (mode === "line"
        ? <polyline class="drawing" points={points(drawn)} />
        : <polygon class="drawing" points={points(drawn)} />)}
    </svg>
  );
}
