import { computed, effect, signal } from "@preact/signals";
import { type Columns, type KeyProfile, numberDescriptorOf, type Space } from "../domain/mod.ts";
import {
  type Clause,
  type ClauseId,
  createSelection,
  DEFAULT_PROFILE,
  EMPTY_QUERY,
  formatParameters,
  formatQuery,
  keepRows,
  orderRows,
  parseQuery,
  type Problem,
  type Projection,
  type Query,
  queryParameters,
  type Selection,
  withClause,
  withoutClause,
} from "../query/mod.ts";
import { RECIPE_PARAMETERS } from "../playlist/mod.ts";
import { setAddress } from "../web/client/mod.ts";
import type { LoadedMap } from "../wire/maps.ts";
import { hasRecipe, openRecipe } from "../views/explore/recipe_form.ts";
import { facetsOf } from "./shown.ts";
import { usualColour, usualTable } from "./usual.ts";
import { DEFAULT_VIEW, isViewParameter, parseView, type View, viewParameters } from "./view.ts";
import { type Colouring, colouringOf } from "./colouring.ts";

/** Where the columns are. */
export type Loading =
  | { readonly state: "loading" }
  | { readonly state: "ready" }
  | { readonly state: "failed"; readonly reason: string };

/** Coordinates of every row on one map, and how good a map it is. */
export interface MapData extends LoadedMap {
  readonly space: Space;
  readonly projection: Projection;
}

/** Whether the columns are there yet. */
export const loading = signal<Loading>({ state: "loading" });
/** The whole collection. */
export const columns = signal<Columns | undefined>(undefined);
/** Coordinates of the map that is shown. */
export const mapData = signal<MapData | undefined>(undefined);
/** The map at the right, where two are shown. */
export const besideData = signal<MapData | undefined>(undefined);
/** What is wanted. */
export const query = signal<Query>(EMPTY_QUERY);
/** How it is shown. */
export const view = signal<View>(DEFAULT_VIEW);
/** By what the map is coloured. */
export const colour = computed(() => {
  const all = columns.value;
  return view.value.colour ?? (all ? usualColour(all) : "style_parent");
});
/** Columns of the table, by id. */
export const tableIds = computed<readonly string[]>(() => {
  const all = columns.value;
  return view.value.table ?? (all ? usualTable(all) : []);
});
/** The key profile that the overview recommends for the collection. */
export const recommended = signal<KeyProfile>(DEFAULT_PROFILE);
/** The key profile in use where no clause names another. */
export const keyProfile = signal<KeyProfile>(DEFAULT_PROFILE);

/** What could not be read of the address. */
export const problems = signal<readonly Problem[]>([]);
/** Rows pinned on the map or marked in the table, latest last. */
export const pinned = signal<readonly number[]>([]);
/** The row under the pointer, on the map or in the table. */
export const hovered = signal<number | undefined>(undefined);

/** A colouring that no descriptor gives; it is used where the view names it. */
export const ownColouring = signal<Colouring | undefined>(undefined);

/** How the map is coloured; as usual where the view names nothing that there is. */
export const colouring = computed<Colouring | undefined>(() => {
  const all = columns.value;
  const by = colour.value;
  if (ownColouring.value?.id === by) return ownColouring.value;
  return all && (colouringOf(all, by) ?? colouringOf(all, usualColour(all)));
});

const selection = computed<Selection | undefined>(() => {
  const all = columns.value;
  if (!all) return undefined;
  const maps = [mapData.value, besideData.value];
  return createSelection(all, {
    facets: facetsOf(all),
    sources: {
      coordinates: (space, projection) =>
        maps.find((map) => map?.space === space && map.projection === projection)?.xy,
    },
  });
});

let step = 0;

/** The selection under the present query: a new object for every step of a brush. */
export const brushed = computed<
  { readonly selection: Selection; readonly step: number } | undefined
>(
  () => {
    const current = selection.value;
    if (!current) return undefined;
    current.setQuery(query.value);
    return { selection: current, step: ++step };
  },
);

const orderText = computed(() => formatQuery({ ...query.value, clauses: {} }));

const order = computed(() => {
  const all = columns.value;
  orderText.value;
  return all ? orderRows(all, query.peek()) : new Uint32Array(0);
});

/** The rows that match, in the query's order. */
export const rows = computed<Uint32Array>(() => {
  const current = brushed.value;
  return current ? keepRows(order.value, current.selection.mask) : new Uint32Array(0);
});

/** Query and view as they stand in the address, without the question mark. */
export const written = computed(() =>
  formatParameters([...queryParameters(query.value), ...viewParameters(view.value)])
);

const past = signal<readonly string[]>([]);
const future = signal<readonly string[]>([]);
/** Whether there is a step to take back. */
export const canUndo = computed(() => past.value.length > 0);
/** Whether there is a step to take again. */
export const canRedo = computed(() => future.value.length > 0);

let settled = "";
let waiting: ReturnType<typeof setTimeout> | undefined;
/** Typing and dragging become one step of the history once they have rested for so long, ms. */
const REST = 600;
const MOST_STEPS = 200;

/** Changes the query; it enters the address and the history when it has come to rest. */
export function changeQuery(next: Query): void {
  query.value = next;
  clearTimeout(waiting);
  waiting = setTimeout(settle, REST);
}

/** Changes the query as one step. */
export function setQuery(next: Query): void {
  settle();
  query.value = next;
  settle();
}

/** Adds or replaces a clause as one step. */
export function setClause(clause: Clause): void {
  setQuery(withClause(query.peek(), clause));
}

/** Drops a clause as one step. */
export function dropClause(id: ClauseId): void {
  setQuery(withoutClause(query.peek(), id));
}

/** Drops everything that is asked for, and keeps how it is shown. */
export function resetQuery(): void {
  setQuery(EMPTY_QUERY);
}

/** Changes how things are shown; not a step of the history of queries. */
export function setView(change: Partial<View>): void {
  settle();
  view.value = { ...view.peek(), ...change };
  settled = written.peek();
  setAddress(addressOf(settled));
}

/** Makes a step of the history of what has changed since the last one. */
export function settle(): void {
  clearTimeout(waiting);
  const text = written.peek();
  if (text === settled) return;
  past.value = [...past.peek(), settled].slice(-MOST_STEPS);
  future.value = [];
  settled = text;
  setAddress(addressOf(text), { push: true });
}

/** Takes the last step back. */
export function undo(): void {
  settle();
  const text = past.peek().at(-1);
  if (text === undefined) return;
  past.value = past.peek().slice(0, -1);
  future.value = [...future.peek(), settled];
  restore(text);
  setAddress(addressOf(text), { push: true });
}

/** Takes the last step that was taken back once more. */
export function redo(): void {
  const text = future.peek().at(-1);
  if (text === undefined) return;
  future.value = future.peek().slice(0, -1);
  past.value = [...past.peek(), settled];
  restore(text);
  setAddress(addressOf(text), { push: true });
}

/** Opens a query in its written form, such as that of a dropped playlist, as one step. */
export function openQuery(text: string): void {
  const params = new URLSearchParams(text);
  const read = parseQuery(params, { others: isOther });
  setQuery(read.query);
  problems.value = [...read.problems, ...openRecipe(params)];
}

function isOther(parameter: string): boolean {
  return isViewParameter(parameter) ||
    (RECIPE_PARAMETERS as readonly string[]).includes(parameter);
}

function restore(text: string): void {
  const params = new URLSearchParams(text);
  const read = parseQuery(params, { others: isOther });
  query.value = read.query;
  problems.value = read.problems;
  view.value = parseView(params);
  settled = text;
}

function addressOf(text: string): string {
  return text === "" ? location.pathname : `${location.pathname}?${text}`;
}

/** Reads the address now and whenever the reader goes back or forward; gives the end of this. */
export function followAddress(): () => void {
  restore(location.search.slice(1));
  const params = new URLSearchParams(location.search);
  if (hasRecipe(params)) problems.value = [...problems.peek(), ...openRecipe(params)];
  settled = written.peek();
  past.value = [];
  future.value = [];
  const path = location.pathname;
  const onPopState = () => {
    if (location.pathname !== path) return;
    clearTimeout(waiting);
    past.value = [...past.peek(), settled];
    restore(location.search.slice(1));
    settled = written.peek();
  };
  addEventListener("popstate", onPopState);
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea")) return;
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  };
  addEventListener("keydown", onKey);
  return () => {
    settle();
    removeEventListener("popstate", onPopState);
    removeEventListener("keydown", onKey);
  };
}

/** The range of a descriptor as the query has it; open where nothing is asked. */
export function rangeOf(id: string): { readonly min?: number; readonly max?: number } {
  const clause = query.value.clauses[id];
  if (clause?.kind !== "number") return {};
  const { min, max } = clause;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/**
 * The query with another range of a descriptor. Without bounds the clause goes, unless it asks for
 * missing values. Bounds at the ends of the descriptor's range are open.
 */
export function withRange(
  before: Query,
  range: {
    readonly id: string;
    readonly min?: number | undefined;
    readonly max?: number | undefined;
  },
): Query {
  const { id } = range;
  const [low, high] = numberDescriptorOf(id).range;
  const min = range.min !== undefined && range.min > low ? range.min : undefined;
  const max = range.max !== undefined && range.max < high ? range.max : undefined;
  const old = before.clauses[id];
  const kept = old?.kind === "number" ? old : undefined;
  if (min === undefined && max === undefined) return withoutClause(before, id);
  return withClause(before, {
    kind: "number",
    descriptor: id,
    octaves: kept?.octaves ?? false,
    missing: kept?.missing === "include" ? "include" : "exclude",
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

/** Runs `react` with every step of the selection, outside of rendering; gives the end of this. */
export function onBrush(react: (selection: Selection) => void): () => void {
  return effect(() => {
    const current = brushed.value;
    if (current) react(current.selection);
  });
}

/** Takes the profile that the overview recommends into use, unless it was already. */
export function recommend(profile: KeyProfile): void {
  if (recommended.peek() === profile) return;
  recommended.value = profile;
  keyProfile.value = profile;
}
