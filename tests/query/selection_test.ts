import assert from "node:assert/strict";
import fc from "fast-check";
import { CATALOGUE, MISSING_CODE } from "../../domain/mod.ts";
import {
  createSelection,
  EMPTY_QUERY,
  type Facet,
  facetOf,
  parseQuery,
  planeOf,
  type Query,
  selectRows,
  withClause,
} from "../../query/mod.ts";
import { anyClause, anyQuery } from "./arbitraries.ts";
import { madeColumns, withMadeLabels } from "./fixtures.ts";
import { coordinates, matches } from "./naive.ts";

const columns = withMadeLabels(madeColumns(300));
const facets = [
  ...CATALOGUE.filter((d) => !d.id.startsWith("mood_")).map((d) => facetOf(columns, d.id)!),
  planeOf(columns, { x: "valence", y: "arousal", bins: 15 })!,
].slice(-32);
const sources = { coordinates: () => coordinates(columns.length) };

function ask(text: string): Query {
  const { query, problems } = parseQuery(new URLSearchParams(text));
  assert.deepEqual(problems, []);
  return query;
}

function naiveCounts(facet: Facet, query: Query) {
  const selected = new Uint32Array(facet.bins);
  let missing = 0;
  for (let row = 0; row < columns.length; row++) {
    if (!matches(columns, row, { query, but: facet.own })) continue;
    if (facet.codes[row] === MISSING_CODE) missing++;
    else selected[facet.codes[row]!]!++;
  }
  return { selected, missing };
}

Deno.test("a selection equals going through the rows one by one, after any changes", () => {
  fc.assert(
    fc.property(fc.array(anyQuery, { minLength: 1, maxLength: 4 }), (queries) => {
      const selection = createSelection(columns, { facets, sources });
      for (const query of queries) {
        selection.setQuery(query);
        let count = 0;
        for (let row = 0; row < columns.length; row++) {
          const match = matches(columns, row, { query });
          assert.equal(selection.mask[row], match ? 1 : 0);
          if (match) count++;
        }
        assert.equal(selection.count, count);
      }
      for (const facet of facets) {
        const counts = selection.counts(facet.id);
        const naive = naiveCounts(facet, queries.at(-1)!);
        assert.deepEqual(counts.selected, naive.selected, facet.id);
        assert.equal(counts.missing.selected, naive.missing, facet.id);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("a brush that leaps counts as one that was there from the start", () => {
  const ground = ask("loudness=-30..-8&valence=3..8");
  const bound = fc.constantFrom(0, 60, 100, 110, 130, 150, 999);
  const steps = fc.array(fc.tuple(bound, bound, fc.boolean()), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(steps, (leaps) => {
      const selection = createSelection(columns, { facets });
      selection.setQuery(ground);
      for (const [min, max, included] of leaps) {
        const missing = included ? "include" : "exclude";
        const clause = { kind: "number", descriptor: "tempo", octaves: false } as const;
        const query = withClause(ground, { ...clause, min, max, missing });
        selection.setQuery(query);
        const fresh = createSelection(columns, { facets });
        fresh.setQuery(query);
        assert.equal(selection.count, fresh.count);
        assert.deepEqual(selection.mask, fresh.mask);
        for (const { id } of facets) assert.deepEqual(selection.counts(id), fresh.counts(id));
      }
      selection.setQuery(ground);
      for (const facet of facets) {
        assert.deepEqual(selection.counts(facet.id).selected, naiveCounts(facet, ground).selected);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("median() is the median of what a view shows as selected", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const selection = createSelection(columns, { facets, sources });
      selection.setQuery(query);
      for (const facet of facets) {
        const column = columns.numbers[facet.id];
        if (!column) continue;
        const values = column.filter((value, row) =>
          !Number.isNaN(value) && matches(columns, row, { query, but: facet.own })
        ).sort();
        const [low, high] = [(values.length - 1) >> 1, values.length >> 1];
        assert.equal(selection.median(facet.id), (values[low]! + values[high]!) / 2, facet.id);
      }
    }),
    { numRuns: 60 },
  );
  assert.throws(() => createSelection(columns).median("tempo"), RangeError);
});

Deno.test("a view ignores its own clause", () => {
  fc.assert(
    fc.property(anyQuery, anyClause, (query, clause) => {
      const [before, after] = [0, 1].map(() => createSelection(columns, { facets, sources }));
      before!.setQuery(query);
      const changed = withClause(query, clause);
      after!.setQuery(changed);
      for (const facet of facets) {
        const id = Object.keys(withClause(EMPTY_QUERY, clause).clauses)[0]!;
        if (!facet.own.includes(id)) continue;
        assert.deepEqual(after!.counts(facet.id).selected, before!.counts(facet.id).selected);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("whole counts add up to all rows", () => {
  const selection = createSelection(columns, { facets });
  for (const { id } of facets) {
    const { whole, missing } = selection.counts(id);
    assert.equal(whole.reduce((sum, x) => sum + x, missing.whole), columns.length);
  }
});

Deno.test("maskWithout() leaves the named clauses out", () => {
  const selection = createSelection(columns, { sources });
  const query = ask("tempo=100..120&key=minor&arousal=4..");
  selection.setQuery(query);
  const mask = selection.maskWithout(["key", "arousal"]);
  for (let row = 0; row < columns.length; row++) {
    const match = matches(columns, row, { query, but: ["key", "arousal"] });
    assert.equal(mask[row], match ? 1 : 0);
  }
});

Deno.test("missing() counts the rows that only lack the value", () => {
  const selection = createSelection(columns, { sources });
  selection.setQuery(ask("tempo=100..120&style=Rock"));
  const query = ask("style=Rock");
  let count = 0;
  for (let row = 0; row < columns.length; row++) {
    if (matches(columns, row, { query }) && Number.isNaN(columns.numbers.tempo![row])) count++;
  }
  assert.ok(count > 0);
  assert.equal(selection.missing("tempo"), count);
});

Deno.test("whichClauseExcludesMost() names the clause whose removal gives most", () => {
  const selection = createSelection(columns);
  selection.setQuery(ask("tempo=39..39.5&loudness=-30..0"));
  assert.equal(selection.count, 0);
  const culprit = selection.whichClauseExcludesMost()!;
  assert.equal(culprit.id, "tempo");
  assert.equal(culprit.without, selectRows(columns, ask("loudness=-30..0")).length);
});

Deno.test("whichClauseExcludesMost() has nothing to name without clauses", () => {
  assert.equal(createSelection(columns).whichClauseExcludesMost(), undefined);
});

Deno.test("a selection stands no tracks, one track, all equal, and no columns at all", () => {
  for (const length of [0, 1]) {
    const few = madeColumns(length);
    const selection = createSelection(few, { facets: [facetOf(few, "tempo")!] });
    selection.setQuery(ask("tempo=40..210,missing&q=zzz"));
    assert.equal(selection.count, 0);
  }
  const equal = { ...columns, numbers: { tempo: new Float32Array(columns.length).fill(120) } };
  assert.equal(selectRows(equal, ask("tempo=120")).length, columns.length);
  const bare = { ...columns, numbers: {}, categories: {}, activations: {} };
  for (const text of ["tempo=1..2", "style=Rock", "key=A", "voice=vocal", "tempo_octave=half"]) {
    assert.equal(selectRows(bare, ask(text)).length, 0, text);
    assert.equal(selectRows(bare, ask(text.replace("&", "") + ",missing")).length, columns.length);
  }
  assert.equal(facetOf(bare, "tempo"), undefined);
});

Deno.test("an excluding clause leaves out tracks without any styles unless asked not to", () => {
  const rows = (text: string) => selectRows(columns, ask(text)).length;
  const without = rows("style=missing");
  assert.ok(without > 0);
  assert.equal(rows("not.style=Rock") + rows("style=Rock") + without, columns.length);
  assert.equal(rows("not.style=Rock,missing") + rows("style=Rock"), columns.length);
});

Deno.test("createSelection() refuses more clauses than a word has bits", () => {
  const numbers = CATALOGUE.filter((d) => d.kind === "number").map((d) => `${d.id}=..`);
  const categories = CATALOGUE.filter((d) => d.kind === "category").map((d) => `${d.id}=missing`);
  const { query, problems } = parseQuery(
    new URLSearchParams([...numbers, ...categories].join("&")),
  );
  assert.equal(Object.keys(query.clauses).length, 31);
  assert.match(problems[0]!.reason, /at most 31 clauses/);
  createSelection(columns).setQuery(query);
});
