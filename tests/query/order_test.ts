import assert from "node:assert/strict";
import fc from "fast-check";
import { fold, splitStyle } from "../../domain/mod.ts";
import { keepRows, orderRows, parseQuery, selectRows, topClasses } from "../../query/mod.ts";
import { rankScores } from "../../query/order.ts";
import { madeColumns } from "./fixtures.ts";

const columns = madeColumns(200);
const ask = (text: string) => parseQuery(new URLSearchParams(text)).query;

Deno.test("orderRows() sorts stably with missing values last, either way", () => {
  const value = fc.oneof(fc.float(), fc.constantFrom(0, -0, NaN, 1, 1, 2));
  fc.assert(fc.property(fc.array(value), fc.boolean(), (values, descending) => {
    const tempo = Float32Array.from(values);
    const made = { ...columns, length: values.length, numbers: { tempo } };
    const rows = orderRows(made, ask(`sort=tempo&order=${descending ? "desc" : "asc"}`));
    const expected = [...tempo.keys()].sort((a, b) => {
      const [x, y] = [tempo[a]!, tempo[b]!];
      if (Number.isNaN(x) || Number.isNaN(y)) {
        return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
      }
      return x === y ? 0 : (x < y) === descending ? 1 : -1;
    });
    assert.deepEqual([...rows], expected);
  }));
});

Deno.test("orderRows() without a sort keeps the collection's order", () => {
  assert.deepEqual([...orderRows(columns, ask(""))].slice(0, 3), [0, 1, 2]);
});

Deno.test("orderRows() sorts text without case and accents, empty ones last", () => {
  const title = ["b", "", "Ä", "a", "C"];
  const made = { ...columns, length: 5, texts: { ...columns.texts, title } };
  assert.deepEqual([...orderRows(made, ask("sort=title"))], [2, 3, 0, 4, 1]);
});

Deno.test("orderRows() sorts by the name of the strongest style, tracks without one last", () => {
  const set = columns.activations.styles!;
  const top = topClasses(columns, "styles");
  const names = [...orderRows(columns, ask("sort=style"))].map((row) =>
    splitStyle(set.labels[top[row]!] ?? "").name
  );
  const known = names.filter((name) => name !== "");
  assert.ok(new Set(known).size > 5 && known.length < names.length);
  assert.deepEqual(names.slice(known.length).join(""), "");
  assert.deepEqual(known, known.toSorted((a, b) => fold(a) < fold(b) ? -1 : 1));
});

Deno.test("rankScores() is the weighted sum, and a parent counts with its strongest style", () => {
  const set = columns.activations.styles!;
  const scores = rankScores(columns, ask("rank=Rock:2,mood_happy:-0.5").rank);
  for (let row = 0; row < columns.length; row++) {
    let rock = set.present[row] ? 0 : NaN;
    for (let at = set.offsets[row]!; at < set.offsets[row + 1]!; at++) {
      if (set.labels[set.classes[at]!]!.startsWith("Rock---")) {
        rock = Math.max(rock, set.values[at]! / 1e4);
      }
    }
    const expected = 2 * rock - 0.5 * columns.numbers.mood_happy![row]!;
    if (Number.isNaN(expected)) assert.ok(Number.isNaN(scores[row]));
    else assert.ok(Math.abs(scores[row]! - expected) < 1e-6);
  }
});

Deno.test("selectRows() ranks where there is a ranking, and keeps only what matches", () => {
  const query = ask("rank=Electronic&tempo=100..");
  const rows = selectRows(columns, query);
  const scores = rankScores(columns, query.rank);
  const ranked = [...rows].map((row) => scores[row]!).filter((score) => !Number.isNaN(score));
  assert.deepEqual(ranked, ranked.toSorted((a, b) => b - a));
  assert.ok([...rows].every((row) => columns.numbers.tempo![row]! >= 100));
});

Deno.test("keepRows() keeps the order", () => {
  const kept = keepRows(Uint32Array.of(2, 0, 1), Uint8Array.of(1, 0, 1));
  assert.deepEqual([...kept], [2, 0]);
});
