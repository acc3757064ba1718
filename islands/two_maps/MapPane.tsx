import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type DeckMap, type MapPicture, openDeckMap } from "../explore/deck_map.ts";
import { type Pixel, thinned } from "../explore/lasso.ts";
import { indexMap, type MapIndex } from "../explore/map_index.ts";

/** Lines from one row to others. */
export interface Rays {
  readonly from: number;
  readonly to: readonly { readonly row: number; readonly space: string }[];
}

/** One of two maps. */
export interface MapPaneProps {
  readonly label: string;
  /** What is drawn; given the element whose colours hold. */
  readonly picture: ReadonlySignal<((element: HTMLElement) => MapPicture) | undefined>;
  readonly rays: ReadonlySignal<Rays | undefined>;
  readonly lasso: boolean;
  /** Name of a row, for the tip at the pointer. */
  readonly nameOf: (row: number) => string;
  readonly hovered: ReadonlySignal<number | undefined>;
  readonly onHover: (row: number | undefined) => void;
  readonly onPick: (row: number | undefined) => void;
  readonly onLasso: (polygon: readonly number[]) => void;
}

const REACH = 10;
const WHOLE = { minX: -1, minY: -1, maxX: 1, maxY: 1 };

/** Draws a map and says what the pointer does on it. */
export function MapPane(props: MapPaneProps) {
  const parent = useRef<HTMLDivElement>(null);
  const map = useSignal<DeckMap | undefined>(undefined);
  const moved = useSignal(0);
  const broken = useSignal("");
  const line = useSignal<readonly Pixel[]>([]);
  const index = useRef<{ xy: Float32Array; index: MapIndex } | undefined>(undefined);
  const pressed = useRef<Pixel | undefined>(undefined);
  useEffect(() => {
    const element = parent.current;
    if (!element) return;
    let ended = false;
    const onFailure = (error: Error) => broken.value = error.message;
    openDeckMap(element, { onView: () => moved.value++, onFailure }).then((opened) => {
      if (ended) return opened.end();
      opened.fit(WHOLE);
      map.value = opened;
    }, onFailure);
    return () => {
      ended = true;
      map.peek()?.end();
    };
  }, []);
  useSignalEffect(() => {
    const picture = props.picture.value?.(parent.current!);
    if (!map.value || !picture) return;
    if (index.current?.xy !== picture.xy) {
      index.current = { xy: picture.xy, index: indexMap(picture.xy) };
    }
    map.value.draw(picture);
  });
  useEffect(() => map.value?.setPan(!props.lasso), [props.lasso, map.value]);
  const at = (event: PointerEvent): Pixel => {
    const box = parent.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const under = (pixel: Pixel): number | undefined => {
    const place = map.value?.toMap(pixel);
    if (!place || !index.current) return undefined;
    return index.current.index.nearest({ ...place, reach: REACH * map.value!.unitsPerPixel });
  };
  const pixelOf = (row: number): Pixel | undefined => {
    const xy = index.current?.xy;
    if (moved.value < 0 || !xy || Number.isNaN(xy[2 * row]!)) return undefined;
    return map.value?.toPixel({ x: xy[2 * row]!, y: xy[2 * row + 1]! });
  };
  const hovered = props.hovered.value;
  const tip = hovered === undefined ? undefined : pixelOf(hovered);
  return (
    <div
      class={props.lasso ? "map-pane lasso" : "map-pane"}
      role="img"
      aria-label={props.label}
      onPointerDown={(event) => {
        pressed.current = at(event);
        if (!props.lasso) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        line.value = [at(event)];
      }}
      onPointerMove={(event) => {
        if (line.peek().length > 0) line.value = [...line.peek(), at(event)];
        else props.onHover(under(at(event)));
      }}
      onPointerUp={(event) => {
        const from = pressed.current;
        const to = at(event);
        if (from && Math.hypot(to.x - from.x, to.y - from.y) < 4) props.onPick(under(to));
        else if (line.peek().length > 2) props.onLasso(polygonOf(line.peek(), map.value));
        line.value = [];
        pressed.current = undefined;
      }}
      onPointerLeave={() => props.onHover(undefined)}
    >
      <div class="deck" ref={parent} />
      <svg class="over" aria-hidden="true">
        <RayLines rays={props.rays.value} pixelOf={pixelOf} />
        {line.value.length > 1 && (
          <polygon points={line.value.map(({ x, y }) => `${x},${y}`).join(" ")} />
        )}
      </svg>
      {tip && (
        <span class="pane-tip" style={{ left: `${tip.x}px`, top: `${tip.y}px` }}>
          {props.nameOf(hovered!)}
        </span>
      )}
      {broken.value && <p class="muted">The map cannot be drawn here: {broken.value}</p>}
    </div>
  );
}

function RayLines(
  { rays, pixelOf }: {
    readonly rays: Rays | undefined;
    readonly pixelOf: (row: number) => Pixel | undefined;
  },
) {
  const from = rays && pixelOf(rays.from);
  if (!rays || !from) return null;
  return (
    <>
      {rays.to.map(({ row, space }) => {
        const to = pixelOf(row);
        return to && (
          <line
            key={`${space} ${row}`}
            class={`space-${space}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        );
      })}
    </>
  );
}

function polygonOf(line: readonly Pixel[], map: DeckMap | undefined): number[] {
  return thinned(line).flatMap((corner) => {
    const place = map?.toMap(corner);
    return place ? [place.x, place.y] : [];
  });
}
