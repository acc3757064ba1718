import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, selectRows } from "../../query/mod.ts";
import { arrange, PLAIN_RECIPE } from "../../playlist/arrange.ts";
import { entryOf, parseRecipe, type Recipe, recipeParameters } from "../../playlist/mod.ts";
import { limitRows } from "../../playlist/limits.ts";
import { tempoGap, transitionsOf } from "../../playlist/transitions.ts";
import { valueAt } from "../../playlist/curve.ts";
import { madeColumns } from "../query/fixtures.ts";

const columns = madeColumns(400, 7);
const all = selectRows(columns, parseQuery(new URLSearchParams()).query);
const base = { columns, profile: "edma" } as const;

function make(recipe: Partial<Recipe>) {
  return arrange(all, { ...base, recipe: { ...PLAIN_RECIPE, ...recipe } });
}

Deno.test("arrange() keeps the given order without a recipe", () => {
  assert.deepEqual(make({}).rows, all);
});

Deno.test("arrange() shuffles the same way for the same seed, and loses nothing", () => {
  const shuffle = (seed: number) => make({ arrange: { by: "shuffle", seed } }).rows;
  assert.deepEqual(shuffle(7), shuffle(7));
  assert.notDeepEqual(shuffle(7), shuffle(8));
  assert.deepEqual(shuffle(7).sort(), all);
});

Deno.test("per_artist=1 keeps one of Björk, Bjork and björk, in a list and along a curve", () => {
  const rows = Uint32Array.of(0, 1, 2, 3);
  const artist = ["Björk", "Bjork", " björk", "Portishead"];
  const few = {
    ...columns,
    texts: { ...columns.texts, artist },
    numbers: { tempo: Float32Array.of(90, 95, 100, 105) },
  };
  assert.deepEqual([...limitRows(rows, { columns: few, limits: { perArtist: 1 } })], [0, 3]);
  const { recipe } = parseRecipe(new URLSearchParams("arrange=tempo:90,105&tracks=4&per_artist=1"));
  const along = [...arrange(rows, { ...base, columns: few, recipe }).rows];
  assert.equal(along.length, 2);
  assert.ok(along.includes(3));
});

Deno.test("limitRows() keeps to tracks, tracks an artist, and duration", () => {
  const limit = fc.record({
    tracks: fc.integer({ min: 1, max: 50 }),
    perArtist: fc.integer({ min: 1, max: 3 }),
    duration: fc.integer({ min: 60, max: 9000 }),
  });
  fc.assert(fc.property(limit, (limits) => {
    const rows = limitRows(all, { columns, limits });
    assert.ok(rows.length <= limits.tracks);
    const artists = [...rows].map((row) => columns.texts.artist[row]!).filter((a) => a !== "");
    for (const group of Object.values(Object.groupBy(artists, (a) => a))) {
      assert.ok(group!.length <= limits.perArtist);
    }
    const seconds = [...rows].reduce((sum, row) => sum + columns.numbers.duration![row]!, 0);
    assert.ok(seconds <= limits.duration);
  }));
});

Deno.test("limitRows() does not count tracks without an artist together", () => {
  const texts = { ...columns.texts, artist: ["", "", "A", "A"] };
  const rows = limitRows([0, 1, 2, 3], {
    columns: { ...columns, texts },
    limits: { perArtist: 1 },
  });
  assert.deepEqual([...rows], [0, 1, 2]);
});

Deno.test("arrange() follows a curve", () => {
  const curve = { descriptor: "tempo", points: [90, 140, 100] };
  const { rows, transitions } = make({ arrange: { by: "curve", curve }, limits: { tracks: 20 } });
  assert.equal(new Set(rows).size, 20);
  assert.equal(transitions.length, 19);
  const off = [...rows].map((row, i) =>
    Math.abs(columns.numbers.tempo![row]! - valueAt(curve, i / 19))
  );
  assert.ok(off.reduce((sum, x) => sum + x, 0) / 20 < 10, `${off}`);
});

Deno.test("arrange() along a curve costs less at its transitions than the nearest tracks would", () => {
  const curve = { descriptor: "arousal", points: [3, 7] };
  const limits = { tracks: 15, perArtist: 2 };
  const chosen = make({ arrange: { by: "curve", curve }, limits });
  const transition = transitionsOf(base);
  const arousal = columns.numbers.arousal!;
  const greedy: number[] = [];
  for (let i = 0; i < 15; i++) {
    const target = valueAt(curve, i / 14);
    const off = (row: number) => Math.abs(arousal[row]! - target);
    const free = [...all].filter((row) => !greedy.includes(row) && !Number.isNaN(arousal[row]!));
    greedy.push(free.reduce((best, row) => off(row) < off(best) ? row : best));
  }
  const costOf = (rows: readonly number[]) =>
    rows.slice(1).reduce((sum, row, i) => sum + transition(rows[i]!, row).cost, 0);
  assert.ok(costOf([...chosen.rows]) < 0.5 * costOf(greedy));
});

Deno.test("arrange() along a curve gives what there is: nothing, one track, fewer than asked", () => {
  const curve = { descriptor: "tempo", points: [120] };
  const recipe = { arrange: { by: "curve", curve }, limits: { tracks: 9 } } as const;
  const some = (rows: number[]) => arrange(Uint32Array.from(rows), { ...base, recipe }).rows.length;
  const known = [...all].filter((row) => !Number.isNaN(columns.numbers.tempo![row]!));
  const unknown = [...all].filter((row) => Number.isNaN(columns.numbers.tempo![row]!));
  assert.equal(some([]), 0);
  assert.equal(some(known.slice(0, 1)), 1);
  assert.equal(some([...known.slice(0, 3), ...unknown.slice(0, 3)]), 3);
});

Deno.test("tempoGap() counts half and double tempo as the same, and is symmetric", () => {
  assert.equal(tempoGap(120, 60), 0);
  assert.equal(tempoGap(75, 150), 0);
  assert.ok(Math.abs(tempoGap(100, 141.42) - 0.5) < 1e-4);
  const bpm = fc.double({ min: 30, max: 300, noNaN: true });
  fc.assert(fc.property(bpm, bpm, (a, b) => {
    assert.ok(Math.abs(tempoGap(a, b) - tempoGap(b, a)) < 1e-9);
    assert.ok(tempoGap(a, b) <= 0.5);
  }));
});

Deno.test("a transition says what is missing and counts it as half", () => {
  const numbers = { tempo: Float32Array.of(120, NaN) };
  const made = { ...columns, length: 2, numbers, categories: {} };
  const found = transitionsOf({ columns: made, profile: "edma" })(0, 1);
  assert.ok(Number.isNaN(found.tempo) && Number.isNaN(found.key) && Number.isNaN(found.distance));
  assert.equal(found.cost, 1);
});

Deno.test("a transition counts the embedding's distance where there is one", () => {
  const near = transitionsOf({ ...base, distance: () => 0.1 })(0, 1);
  const far = transitionsOf({ ...base, distance: () => 0.9 })(0, 1);
  assert.ok(Math.abs(far.cost - near.cost - 0.8) < 1e-9);
});

Deno.test("parseRecipe() reads back what recipeParameters() writes", () => {
  const number = fc.integer({ min: 1, max: 999 });
  const recipe: fc.Arbitrary<Recipe> = fc.record({
    arrange: fc.oneof(
      fc.constant({ by: "given" as const }),
      number.map((seed) => ({ by: "shuffle" as const, seed })),
      fc.array(number, { minLength: 1 }).map((points) => ({
        by: "curve" as const,
        curve: { descriptor: "valence", points },
      })),
    ),
    limits: fc.record(
      { tracks: number, perArtist: number, duration: number.map((n) => n * 60) },
      { requiredKeys: [], noNullPrototype: true },
    ),
  }, { noNullPrototype: true });
  fc.assert(fc.property(recipe, (recipe) => {
    const { recipe: back, problems } = parseRecipe(new URLSearchParams(recipeParameters(recipe)));
    assert.deepEqual(problems, []);
    assert.deepEqual(back, recipe);
  }));
});

Deno.test("parseRecipe() says what it could not read", () => {
  const { recipe, problems } = parseRecipe(
    new URLSearchParams("arrange=colour:1&tracks=-3&minutes=x"),
  );
  assert.deepEqual(recipe, PLAIN_RECIPE);
  assert.deepEqual(problems.map((p) => p.parameter), ["arrange", "tracks", "minutes"]);
});

Deno.test("entryOf() titles a track by its file name where it has no title", () => {
  const texts = { ...columns.texts, title: [""], path: ["a/b.c/song one.mp3"] };
  assert.equal(entryOf({ ...columns, texts }, 0).title, "song one");
});
