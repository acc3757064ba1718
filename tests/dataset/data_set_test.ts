import assert from "node:assert/strict";
import fc from "fast-check";
import { openCollection } from "../../collection/mod.ts";
import { NUMBER_DESCRIPTORS, STYLE_PARENTS } from "../../domain/mod.ts";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import { createSelection, EMPTY_QUERY, facetOf, selectRows, withClause } from "../../query/mod.ts";
import { openStore } from "../../store/mod.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import { anyQuery } from "../query/arbitraries.ts";
import { inFolder } from "../tasks/_command.ts";
import { madeTracks } from "./_tracks.ts";

const ROWS = 400;
const hasDuckDb = await findDuckDb();
if (!hasDuckDb) console.log("DuckDB is not installed: data sets are not tested");

async function asked(body: (set: DataSet, rows: Rows) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await store.putMany(madeTracks(ROWS));
    assert.deepEqual(await writeDataSet(store, folder), { tracks: ROWS, parts: 1 });
    using collection = await openCollection(store, { interval: 0 });
    using set = await DataSet.open(folder);
    await body(set, { store, columns: collection.columns });
  });
}

interface Rows {
  readonly store: Awaited<ReturnType<typeof openStore>>;
  readonly columns: Awaited<ReturnType<typeof openCollection>>["columns"];
}

Deno.test({
  name: "DuckDB's SQL and our own evaluation agree on every row and its place, whatever the query",
  ignore: !hasDuckDb,
  fn: () =>
    asked(async (set, { columns }) => {
      const own = (query: typeof EMPTY_QUERY) =>
        Array.from(selectRows(columns, query), (row) => columns.ids[row]!);
      let matched = 0;
      await fc.assert(
        fc.asyncProperty(anyQuery, async (any) => {
          const rank = any.rank.map((term) => ({ ...term, weight: term.weight % 1e9 }));
          const query = { ...any, rank: rank.filter(({ weight }) => weight !== 0) };
          const expected = own(query);
          matched += expected.length > 0 ? 1 : 0;
          assert.deepEqual(await set.ids(query), expected);
          assert.equal(await set.count(query), expected.length);
        }),
        { numRuns: 250, seed: 17 },
      );
      assert.ok(matched > 50, `only ${matched} queries found anything`);
      const edges = fc.constantFrom(...NUMBER_DESCRIPTORS.map(({ id }) => id)).chain((descriptor) =>
        fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1)).map(([from, to]) => ({
          kind: "number" as const,
          descriptor,
          octaves: false,
          missing: "exclude" as const,
          min: columns.numbers[descriptor]![from]!,
          max: columns.numbers[descriptor]![to]!,
        })).filter(({ min, max }) => min === min && max === max)
      );
      await fc.assert(
        fc.asyncProperty(edges, async (clause) => {
          const query = withClause(EMPTY_QUERY, clause);
          assert.deepEqual(await set.ids(query), own(query));
        }),
        { numRuns: 50, seed: 18 },
      );
    }),
});

Deno.test({
  name: "histograms of a data set are those of the columns, and its pages hold what a track says",
  ignore: !hasDuckDb,
  fn: () =>
    asked(async (set, { columns, store }) => {
      const query = withClause(
        withClause(EMPTY_QUERY, {
          kind: "activation",
          set: "styles",
          exclude: false,
          mode: "any",
          terms: [{ name: STYLE_PARENTS[0]!, threshold: 0.2 }],
          missing: "include",
        }),
        { kind: "number", descriptor: "tempo", min: 90, octaves: true, missing: "exclude" },
      );
      const ids = ["tempo", "duration", "key_edma", "style_parent", "loudness"];
      const facets = ids.map((id) => facetOf(columns, id)!);
      const selection = createSelection(columns, { facets });
      selection.setQuery(query);
      for (const { id, bins } of facets) {
        const { counts } = (await set.counts(query, id))!;
        assert.deepEqual(counts, Array.from(selection.counts(id).selected).slice(0, bins), id);
      }
      assert.equal(await set.counts(query, "nothing"), undefined);
      const [first] = await set.page(EMPTY_QUERY, { offset: 7, limit: 1 });
      assert.equal(first!["id"], "t0007");
      assert.equal(first!["path"], (await store.getTrack("t0007"))!.path);
    }),
});

Deno.test("a data set that is none, and a part with a strange name, are refused in one line", async () => {
  await inFolder(async (folder) => {
    await assert.rejects(DataSet.open(folder), /^DataSetError: Cannot open .* --partitioned --out/);
    await Deno.writeTextFile(`${folder}/data-set.json`, '{"version":9}');
    await assert.rejects(DataSet.open(folder), /is of version 9, not 1/);
    using store = await openStore(":memory:");
    await assert.rejects(writeDataSet(store, folder, { part: "../x" }), /Cannot name a part/);
  });
});
