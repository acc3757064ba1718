import { computed, signal } from "@preact/signals";
import { RECIPE_PARAMETERS } from "../playlist/mod.ts";
import {
  type ClauseId,
  EMPTY_QUERY,
  formatParameters,
  parseQuery,
  type Problem,
  type Query,
  queryParameters,
  withoutClause,
} from "../query/mod.ts";
import { setAddress } from "../web/client/mod.ts";
import { problems, query, view } from "./_asked.ts";
import { isViewParameter, parseView, type View, viewParameters } from "./_view.ts";

/** Query and view as they stand in the address, without the question mark. */
export const written = computed(() =>
  formatParameters([...queryParameters(query.value), ...viewParameters(view.value)])
);

/** The parameter of an address whose sentence is read once the columns are there. */
export const WORDS_PARAMETER = "words";

const past = signal<readonly string[]>([]);
const future = signal<readonly string[]>([]);
/** Whether there is a step to take back. */
export const canUndo = computed(() => past.value.length > 0);
/** Whether there is a step to take again. */
export const canRedo = computed(() => future.value.length > 0);

/** How long a gesture rests before the address follows it, ms. */
const REST = 600;
const MOST_STEPS = 200;

let settled = "";
let waiting: ReturnType<typeof setTimeout> | undefined;
/** The gesture under way, and whether the history has its step already. */
let gesture: { readonly name: string; step: boolean } | undefined;

/**
 * Changes the query within a gesture: a drag, a field that is typed into, an end of a brush that is
 * moved by keys. However long it rests meanwhile, all of it is one step of the history. It ends with
 * {@linkcode settle}, or when another one begins.
 */
export function changeQuery(next: Query, name: string): void {
  if (gesture?.name !== name) settle();
  gesture ??= { name, step: false };
  query.value = next;
  clearTimeout(waiting);
  waiting = setTimeout(follow, REST);
}

/** Changes the query as one step. */
export function setQuery(next: Query): void {
  settle();
  query.value = next;
  settle();
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

/** Ends the gesture under way, as a step of the history where it has changed anything. */
export function settle(): void {
  follow();
  if (gesture?.step && settled === past.peek().at(-1)) past.value = past.peek().slice(0, -1);
  gesture = undefined;
}

/** Brings address and history up to what is asked: a step for each gesture, which grows with it. */
function follow(): void {
  clearTimeout(waiting);
  const text = written.peek();
  if (text === settled) return;
  const push = !gesture?.step;
  if (push) {
    past.value = [...past.peek(), settled].slice(-MOST_STEPS);
    future.value = [];
  }
  if (gesture) gesture.step = true;
  settled = text;
  setAddress(addressOf(text), { push });
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
  settle();
  const text = future.peek().at(-1);
  if (text === undefined) return;
  future.value = future.peek().slice(0, -1);
  past.value = [...past.peek(), settled];
  restore(text);
  setAddress(addressOf(text), { push: true });
}

/** Reads the other parameters of a written query, which a page may know; gives what it could not read. */
export type ReadOthers = (params: URLSearchParams) => readonly Problem[];

/** Opens a query in its written form, such as that of a dropped playlist, as one step. */
export function openQuery(text: string, readOthers: ReadOthers): void {
  const params = new URLSearchParams(text);
  const read = parseQuery(params, { others: isOther });
  setQuery(read.query);
  problems.value = [...read.problems, ...readOthers(params)];
}

function isOther(parameter: string): boolean {
  return isViewParameter(parameter) || parameter === WORDS_PARAMETER ||
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
export function followAddress(readOthers: ReadOthers = () => []): () => void {
  restore(location.search.slice(1));
  problems.value = [...problems.peek(), ...readOthers(new URLSearchParams(location.search))];
  settled = written.peek();
  gesture = undefined;
  past.value = [];
  future.value = [];
  const path = location.pathname;
  const onPopState = () => {
    if (location.pathname !== path) return;
    clearTimeout(waiting);
    gesture = undefined;
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
