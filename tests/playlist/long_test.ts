import assert from "node:assert/strict";
import fc from "fast-check";
import type { Columns } from "../../domain/mod.ts";
import { arrange, type ArrangeOptions, PLAIN_RECIPE } from "../../playlist/arrange.ts";
import { arrangeInSlices, parseRecipe, type Recipe } from "../../playlist/mod.ts";
import { madeColumns } from "../query/fixtures.ts";

const N = 20_000;
const columns = madeColumns(N, 3);
const all = Uint32Array.from({ length: N }, (_, row) => row);

/** Columns in which one artist has everything, or every tempo is the same. */
function degenerate(kind: "artist" | "tempo"): Columns {
  return kind === "artist"
    ? { ...columns, texts: { ...columns.texts, artist: Array(N).fill("One") } }
    : { ...columns, numbers: { ...columns.numbers, tempo: new Float32Array(N).fill(120) } };
}

function options(made: Columns, limits: Recipe["limits"]) {
  let weighed = 0;
  const curve = { descriptor: "tempo", points: [80, 160, 90] };
  const given: ArrangeOptions = {
    columns: made,
    profile: "edma",
    recipe: { ...PLAIN_RECIPE, arrange: { by: "curve", curve }, limits },
    distance: (a, b) => (weighed++, Math.abs(a - b) / N),
    told: 0,
  };
  return { given, weighed: () => weighed };
}

for (
  const [name, made] of [
    ["any collection", columns],
    ["one artist", degenerate("artist")],
    ["one tempo", degenerate("tempo")],
  ] as const
) {
  Deno.test(`a curve over every track of ${name} takes each once, for bounded work`, () => {
    const { given, weighed } = options(made, { tracks: N });
    const { rows } = arrange(all, given);
    const known = all.filter((row) => !Number.isNaN(made.numbers.tempo![row]!));
    assert.deepEqual(rows.slice().sort(), known);
    assert.ok(weighed() < 900_000, `${weighed()} transitions were weighed`);
  });
}

Deno.test("a curve keeps to so many tracks an artist, however long it is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3_000 }), (per, n) => {
      const { given } = options(columns, { tracks: n, perArtist: per });
      const { rows } = arrange(all, given);
      assert.equal(new Set(rows).size, rows.length);
      const artists = [...rows].map((row) => columns.texts.artist[row]!).filter((a) => a !== "");
      for (const own of Object.values(Object.groupBy(artists, (artist) => artist))) {
        assert.ok(own!.length <= per);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("a long order lets others have their turn, and ends when nobody waits for it", async () => {
  const { given } = options(columns, { tracks: N });
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const stop = new AbortController();
  const late = arrangeInSlices(all, { ...given, signal: stop.signal });
  setTimeout(() => stop.abort(), 60);
  await assert.rejects(late, { name: "AbortError" });
  clearInterval(timer);
  assert.ok(turns > 1, `${turns} turns`);
  const short = options(columns, { tracks: 30 }).given;
  assert.deepEqual((await arrangeInSlices(all, short)).rows, arrange(all, short).rows);
});

Deno.test("a recipe beyond every bound is refused in words", () => {
  for (
    const [name, value] of [
      ["tracks", "1e12"],
      ["tracks", "1.5"],
      ["minutes", "Infinity"],
      ["minutes", "-1"],
      ["per_artist", "0"],
      ["arrange", `tempo:${Array(300).fill(100)}`],
      ["arrange", "tempo:"],
    ]
  ) {
    const { problems, recipe } = parseRecipe(new URLSearchParams([[name!, value!]]));
    assert.deepEqual(problems.map(({ parameter }) => parameter), [name], `${name}=${value}`);
    assert.deepEqual(recipe, PLAIN_RECIPE);
  }
});
