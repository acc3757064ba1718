import assert from "node:assert/strict";
import {
  canUndo,
  changeQuery,
  followAddress,
  openQuery,
  query,
  redo,
  setQuery,
  settle,
  undo,
  withRange,
} from "../../linked/mod.ts";
import { problems } from "../../linked/_asked.ts";
import { EMPTY_QUERY } from "../../query/mod.ts";

/** The address of a browser's window, and how many entries its history has got. */
function openWindow(search = ""): { entries: number } {
  const state = { entries: 0 };
  const location = { pathname: "/explore", search };
  const go = (href: string) => location.search = href.replace(/^[^?]*/, "");
  Object.assign(globalThis, {
    location,
    scrollY: 0,
    history: {
      pushState: (_: unknown, __: string, href: string) => {
        state.entries++;
        go(href);
      },
      replaceState: (_: unknown, __: string, href: string) => go(href),
    },
  });
  return state;
}

const tempo = (min: number) => withRange(query.peek(), { id: "tempo", min, max: 140 });
const rest = () => new Promise((resolve) => setTimeout(resolve, 700));

Deno.test("a gesture is one step of the history, however often it rests", async () => {
  const page = openWindow();
  const stop = followAddress();
  changeQuery(tempo(100), "tempo");
  await rest();
  assert.match(location.search, /tempo=100/, "the address follows a gesture that rests");
  changeQuery(tempo(110), "tempo");
  await rest();
  changeQuery(tempo(120), "tempo");
  settle();
  assert.match(location.search, /tempo=120/);
  assert.equal(page.entries, 1);
  undo();
  assert.deepEqual(query.peek(), EMPTY_QUERY);
  assert.equal(canUndo.peek(), false);
  redo();
  assert.match(location.search, /tempo=120/);
  stop();
});

Deno.test("two gestures are two steps, without a rest between them", () => {
  openWindow();
  const stop = followAddress();
  changeQuery(tempo(100), "tempo");
  changeQuery(withRange(query.peek(), { id: "loudness", min: -20 }), "loudness");
  settle();
  undo();
  assert.equal(query.peek().clauses["loudness"], undefined);
  assert.notEqual(query.peek().clauses["tempo"], undefined);
  stop();
});

Deno.test("a gesture that comes back to where it began is no step", async () => {
  openWindow();
  const stop = followAddress();
  setQuery(EMPTY_QUERY);
  changeQuery(tempo(100), "tempo");
  await rest();
  changeQuery(EMPTY_QUERY, "tempo");
  settle();
  assert.equal(canUndo.peek(), false);
  stop();
});

Deno.test("what the page knows of an address beside the query is read by the page", () => {
  openWindow("?tempo=100..140&per_artist=x");
  const stop = followAddress((params) => [
    { parameter: "per_artist", value: params.get("per_artist")!, reason: "is not a number" },
  ]);
  assert.deepEqual(problems.peek().map(({ parameter }) => parameter), ["per_artist"]);
  openQuery("loudness=-20..-10", () => []);
  assert.deepEqual(Object.keys(query.peek().clauses), ["loudness"]);
  assert.deepEqual(problems.peek(), []);
  stop();
});
