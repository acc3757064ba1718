import { computed, effect, type Signal, signal } from "@preact/signals";
import type { SimilarAnswer } from "../../similar/mod.ts";
import { PROJECTIONS, type Space } from "../../domain/mod.ts";
import {
  besideData,
  columns,
  mapData,
  type MapName,
  rowOf,
  setView,
  view,
} from "../../linked/mod.ts";
import type { Lens } from "../map/lens.ts";
import { boundsOf } from "../map/map_index.ts";
import type { DisagreementData } from "../../wire/mod.ts";
import { between, inverseOf, turned, turnOnto } from "./align.ts";

/** Which of the two maps. */
export type Side = "left" | "right";

/** The spaces that there are. */
export const spaces = signal<readonly Space[]>([]);
/** How far the left map has moved to the right one, in [0, 1]; the address has it when it rests. */
export const morph = signal(0);
/** What part of each map is in view; undefined for all of it. */
export const lenses: Readonly<Record<Side, Signal<Lens | undefined>>> = {
  left: signal(undefined),
  right: signal(undefined),
};
/** Undefined while it is not known. */
export const disagreement = signal<DisagreementData | undefined>(undefined);
/** The pair of spaces that the reader wants compared, as long as the page is open. */
export const comparing = signal<string | undefined>(undefined);
/** The neighbours of the query, in both spaces; undefined without a query. */
export const neighbours = signal<SimilarAnswer | undefined>(undefined);

/** The map at the left. */
export const left = computed<MapName | undefined>(() => {
  const space = view.value.space ?? spaces.value[0];
  return space && { space, projection: view.value.projection ?? "pca" };
});

/** The map at the right: another space where there is one, else another projection. */
export const right = computed<MapName | undefined>(() => {
  const { beside } = view.value;
  if (beside && spaces.value.includes(beside.space)) return beside;
  const first = left.value;
  if (!first) return undefined;
  const space = spaces.value.find((other) => other !== first.space);
  return space ? { ...first, space } : {
    space: first.space,
    projection: PROJECTIONS.find((other) => other !== first.projection)!,
  };
});

/** Whether a loaded map is the one that is wanted, of the columns that are there. */
function loaded(data: typeof mapData.value, map: MapName | undefined): Float32Array | undefined {
  const fits = data?.space === map?.space && data?.projection === map?.projection &&
    data?.xy.length === 2 * (columns.value?.length ?? -1);
  return fits ? data?.xy : undefined;
}

const leftXy = computed(() => loaded(mapData.value, left.value));
const rightXy = computed(() => loaded(besideData.value, right.value));

/** How the right map is turned to lie like the left one. */
const turn = computed(() =>
  leftXy.value && rightXy.value ? turnOnto(leftXy.value, rightXy.value) : undefined
);

const rightTurned = computed(() =>
  turn.value && rightXy.value ? turned(turn.value, rightXy.value) : rightXy.value
);

const leftMoved = computed(() => {
  const [from, to] = [leftXy.value, rightTurned.value];
  return from && to && turn.value ? between(from, to, { share: morph.value }) : from;
});

/** What both maps show at first, so that the same place is the same place on both. */
const frame = computed(() => {
  const [a, b] = [leftXy.value, rightTurned.value].map((xy) => xy && boundsOf(xy));
  if (!a || !b) return a ?? b;
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
});

/** Where the rows are drawn, and what is in view. */
export function drawnOn(side: Side) {
  const xy = side === "left" ? leftMoved.value : rightTurned.value;
  return xy && { xy, frame: frame.value };
}

/** The map whose places a side shows now; undefined on the way between two. */
export function mapShown(side: Side): MapName | undefined {
  if (side === "right" || morph.value >= 1) return right.value;
  return morph.value <= 0 ? left.value : undefined;
}

/** Corners on a map of the collection, as they are drawn here. */
export function toDrawn(map: MapName, polygon: readonly number[]): readonly number[] {
  return map === right.value && turn.value ? [...turned(turn.value, polygon)] : polygon;
}

/** Corners that are drawn here, as they are on the map of the collection. */
export function fromDrawn(map: MapName, polygon: readonly number[]): readonly number[] {
  return map === right.value && turn.value ? [...turned(inverseOf(turn.value), polygon)] : polygon;
}

/** The row of the query. */
export const queryRow = computed(() => rowOf(view.value.track));

/** The rows of each space's neighbours of the query, nearest first. */
export const neighbourRows = computed(() => {
  const answer = neighbours.value;
  if (!answer || answer.query.id !== view.value.track) return [];
  return answer.lists.map(({ space, neighbours: found }) => ({
    space,
    rows: found.map(({ track }) => rowOf(track.id)).filter((row) => row !== undefined),
  }));
});

/** The neighbours that are in both lists. */
export const commonRows = computed(() => {
  const [a, b] = neighbourRows.value;
  return new Set(a && b ? a.rows.filter((row) => b.rows.includes(row)) : []);
});

/** Makes a row the query, or leaves off where it is already. */
export function choose(row: number): void {
  const id = columns.peek()?.ids[row];
  setView({ track: view.peek().track === id ? undefined : id });
}

/** Shows all of both maps. */
export function showAll(): void {
  lenses.left.value = lenses.right.value = undefined;
}

const together = computed(() => view.value.together);
const restingMorph = computed(() => view.value.morph);

/** Keeps the morph as the address says, and both maps under one lens where they are to be; gives the end of this. */
export function followView(): () => void {
  const stops = [
    effect(() => {
      morph.value = restingMorph.value;
    }),
    effect(() => {
      const now = lenses.left.value;
      if (together.value) lenses.right.value = now;
    }),
    effect(() => {
      const now = lenses.right.value;
      if (together.peek()) lenses.left.value = now;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    comparing.value = undefined;
    showAll();
  };
}
