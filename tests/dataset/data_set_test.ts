import assert from "node:assert/strict";
import fc from "fast-check";
import { openCollection } from "../../collection/mod.ts";
import { NUMBER_DESCRIPTORS, SPACES, STYLE_PARENTS } from "../../domain/mod.ts";
import { openEngine } from "../../dataset/_duckdb.ts";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import {
  createSelection,
  EMPTY_QUERY,
  facetOf,
  parseQuery,
  selectRows,
  withClause,
} from "../../query/mod.ts";
import { openStore, openStoreOver } from "../../store/mod.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import { anyQuery, labelledQuery } from "../query/arbitraries.ts";
import { LABEL_SETS, madeEntries } from "../query/fixtures.ts";
import { inFolder } from "../tasks/_command.ts";
import { madeTracks } from "./_tracks.ts";

const ROWS = 400;
const hasDuckDb = await findDuckDb();
if (!hasDuckDb) console.log("DuckDB is not installed: data sets are not tested");

async function asked(body: (set: DataSet, rows: Rows) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await store.putMany(madeTracks(ROWS));
    await label(store);
    assert.deepEqual(await writeDataSet(store, folder), { tracks: ROWS, parts: 1 });
    using collection = await openCollection(store, { interval: 0 });
    using set = await DataSet.open(folder);
    await body(set, { store, columns: collection.columns });
  });
}

/** Gives a store the label sets that random queries ask for. */
async function label(store: Rows["store"]): Promise<void> {
  const ids = (await Array.fromAsync(store.tracks())).map(({ id }) => id);
  for (const [i, set] of LABEL_SETS.entries()) {
    await store.labels.put({ ...set, source: "/private/labels.csv" }, madeEntries(set, ids, i + 1));
  }
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
        fc.asyncProperty(fc.oneof(anyQuery, labelledQuery), async (any) => {
          const rank = any.rank.map((term) => ({ ...term, weight: term.weight % 1e9 }));
          const query = { ...any, rank: rank.filter(({ weight }) => weight !== 0) };
          const expected = own(query);
          matched += expected.length > 0 ? 1 : 0;
          assert.deepEqual(await set.ids(query), expected);
          assert.equal(await set.count(query), expected.length);
        }),
        { numRuns: 350, seed: 17 },
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
      const ids = [
        "tempo",
        "duration",
        "key_edma",
        "style_parent",
        "loudness",
        "label.genres.arousal",
        "label.genres.split",
        "label.genres.known_bad",
      ];
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

Deno.test("numbered parts that a larger store has left are taken out, named ones stay", async () => {
  await inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await store.putMany(madeTracks(3));
    for (const part of ["00000", "00001", "7"]) await writeDataSet(store, folder, { part });
    assert.deepEqual(await writeDataSet(store, folder), { tracks: 3, parts: 1 });
    const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
    assert.deepEqual(names, ["data-set.json", "part=00000", "part=7"]);
  });
});

Deno.test({
  name: "columns, tracks and vectors of a data set of several parts are those of one store",
  ignore: !hasDuckDb,
  fn: () =>
    inFolder(async (folder) => {
      using store = await openStore(":memory:");
      using other = await openStore(":memory:");
      using whole = await openStore(":memory:");
      const all = [...madeTracks(ROWS)];
      const parts = [all.filter((_, i) => i % 3 !== 0), all.filter((_, i) => i % 3 !== 1)];
      await store.putMany(parts[0]!);
      await other.putMany(parts[1]!);
      await whole.putMany(all);
      await writeDataSet(store, folder, { part: "a" });
      await writeDataSet(other, folder, { part: "b" });
      using set = await DataSet.open(folder);
      assert.equal(set.twice, all.filter((_, i) => i % 3 === 2).length);

      using collection = await openCollection(whole, { interval: 0 });
      const { columns, absences, held, analysed, stages, damages } = collection.snapshot;
      const vectorless = Uint16Array.from(held, (bits) => bits & 0b1111);
      assert.deepEqual(await set.table(), {
        columns,
        absences,
        held: vectorless,
        analysed,
        stages,
        damages,
      });

      const ids = ["t0007", "nowhere", "t0003", "t0005"];
      const spaces: readonly string[] = SPACES;
      const expected = (await whole.getTracks(ids)).map((track) =>
        track && {
          ...track,
          strong: {},
          along: false,
          vectors: track.vectors.filter((kind) => spaces.includes(kind)),
        }
      );
      assert.deepEqual(await set.getTracks(ids), expected);
      assert.deepEqual(await set.vectorsOf("timbre", ids), await whole.vectorsOf("timbre", ids));
      assert.deepEqual(await set.vectorsOf("styles", ids), ids.map(() => undefined));
      const byId = (a: { readonly id: string }, b: { readonly id: string }) => a.id < b.id ? -1 : 1;
      const found = (await Array.fromAsync(set.vectors("timbre"))).sort(byId);
      assert.deepEqual(found, await Array.fromAsync(whole.vectors("timbre")));
    }),
});

Deno.test({
  name:
    "labels of several parts are one set, read as columns beside those of a store, and edited there",
  ignore: !hasDuckDb,
  fn: () =>
    inFolder(async (folder) => {
      using whole = await openStore(":memory:");
      const all = [...madeTracks(90)];
      await whole.putMany(all);
      await label(whole);
      const parts = [all.slice(0, 40), all.slice(40, 80), all.slice(80)];
      for (const [i, tracks] of parts.entries()) {
        using store = await openStore(":memory:");
        await store.putMany(tracks);
        if (i < 2) {
          for (const set of LABEL_SETS) {
            const entries = await whole.labels.entries(set.id);
            const own = tracks.flatMap(({ track }) => {
              const entry = entries.get(track.id);
              return entry ? [[track.id, entry] as const] : [];
            });
            await store.labels.put(set, new Map(own));
          }
        }
        await writeDataSet(store, folder, { part: `${i}` });
      }
      const text = await Deno.readTextFile(`${folder}/data-set.json`);
      await Deno.writeTextFile(`${folder}/data-set.json`, text.replace("3", "2"));
      using set = await DataSet.open(folder);
      using over = await openStoreOver(set, ":memory:");
      using collection = await openCollection(over, { interval: 0, read: () => set.table() });
      using expected = await openCollection(whole, { interval: 0 });
      const inParts = selectRows(expected.columns, EMPTY_QUERY).subarray(0, 80);
      for (const row of inParts) {
        for (const id of LABEL_SETS.map(({ id }) => id)) {
          assert.deepEqual(
            said(collection.columns, { id, row }),
            said(expected.columns, { id, row }),
          );
        }
      }
      assert.equal(collection.columns.labels!["genres"]!.present[85], 0);
      assert.deepEqual(collection.columns.labels!["tempi"]!.set.source, undefined);
      const entry = await whole.labels.entry("plain-2", "t0003");
      assert.deepEqual((await over.labels.entry("plain-2", "t0003"))?.classes, entry?.classes);
      await over.labels.edit("plain-2", ["t0085"], (set) => ({
        set,
        after: () => ({ key: "t0085", classes: [1] }),
      }));
      await collection.refresh();
      assert.equal(said(collection.columns, { id: "plain-2", row: 85 }).labels[0], "no");
      assert.deepEqual(
        await over.labels.put({ ...LABEL_SETS[0]!, origin: "hand" }, new Map()),
        set.labelSets()[0],
      );
    }),
});

/** What a set says of a row, in words. */
function said(
  columns: Rows["columns"],
  { id, row }: { readonly id: string; readonly row: number },
) {
  const { set, offsets, classes, strengths, aspects, names, present } = columns.labels![id]!;
  const [from, to] = [offsets[row], offsets[row + 1]];
  return {
    present: present[row],
    labels: Array.from(classes.subarray(from, to), (index) => set.classes[index]),
    strengths: strengths?.slice(from, to),
    values: set.fields.map((field) => columns.numbers[`label.${id}.${field.id}`]![row]),
    aspects: Object.values(aspects).map((codes) => codes[row]),
    names: Object.values(names).map(({ codes, names }) => names[codes[row]!]),
  };
}

Deno.test({
  name: "a data set of version 3 is read, and has nothing of what came later",
  ignore: !hasDuckDb,
  fn: () =>
    inFolder(async (folder) => {
      using store = await openStore(":memory:");
      await store.putMany(madeTracks(ROWS));
      await writeDataSet(store, folder, { part: "a" });
      const path = `${folder}/part=a/tracks.parquet`;
      {
        using engine = await openEngine();
        const later = ["moodthemes", "instruments", "jamendo"].flatMap((
          set,
        ) => [`${set}_top`, `${set}_over`]);
        await engine.rows(
          `COPY (SELECT * EXCLUDE (brightness, ${
            later.join(", ")
          }) FROM read_parquet('${path}')) ` +
            `TO '${path}.old' (FORMAT parquet)`,
        );
      }
      await Deno.rename(`${path}.old`, path);
      await Deno.writeTextFile(`${folder}/data-set.json`, '{"version":3}');
      using set = await DataSet.open(folder);
      const ids = async (query: string) =>
        (await set.ids(parseQuery(new URLSearchParams(query)).query)).length;
      assert.deepEqual(
        [await ids(""), await ids("moodtheme=calm"), await ids("instrument=missing")],
        [ROWS, 0, ROWS],
      );
      assert.ok(await ids("tag=rock:0.05,pop:0.05,metal:0.05") > 0);
      const { columns } = await set.table();
      assert.ok(columns.numbers.brightness!.every(Number.isNaN));
      assert.ok(!columns.activations.jamendo!.present.includes(1));
      assert.ok(columns.activations.styles!.present.includes(1));
    }),
});

Deno.test("a data set that is none, and a part with a strange name, are refused in one line", async () => {
  await inFolder(async (folder) => {
    await assert.rejects(DataSet.open(folder), /^DataSetError: Cannot open .* --partitioned --out/);
    await Deno.writeTextFile(`${folder}/data-set.json`, '{"version":9}');
    await assert.rejects(DataSet.open(folder), /is of version 9, not 2 or 3 or 4/);
    using store = await openStore(":memory:");
    await assert.rejects(writeDataSet(store, folder, { part: "../x" }), /Cannot name a part/);
  });
});

Deno.test("an address that is no folder and not of object storage is refused in one line", async () => {
  await assert.rejects(
    () => DataSet.open("gs://bucket/data"),
    /Cannot open the data set gs:\/\/bucket\/data: it is a folder, or .* s3:\/\/$/,
  );
});
