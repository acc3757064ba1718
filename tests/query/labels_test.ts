import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Columns,
  descriptorIn,
  type LabelEntry,
  labelFieldId,
  type LabelSet,
} from "../../domain/mod.ts";
import { labelDescriptors } from "../../domain/label_columns.ts";
import { openCollection } from "../../collection/mod.ts";
import { decodeColumns, encodeColumns } from "../../collection/columns_arrow.ts";
import {
  describeClause,
  EMPTY_QUERY,
  facetOf,
  formatQuery,
  orderRows,
  parseQuery,
  selectRows,
} from "../../query/mod.ts";
import { isSortable } from "../../query/parse.ts";
import { type LabelClause } from "../../query/clause.ts";
import { openStore } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const SET: LabelSet = {
  id: "my-genres",
  name: "My genres",
  kind: "table",
  origin: "publisher",
  source: "/somewhere/t.csv",
  classes: ["Rock", "Punk, loud", "Jazz", "Post-Punk"],
  parents: [-1, 0, -1, 1],
  several: true,
  strength: "votes",
  fields: [{ id: "arousal", unit: "", range: [1, 9], bin: 0.5, digits: 1 }],
  joined: 7,
};

const ENTRIES = new Map<string, LabelEntry>([
  ["a", { key: "1", classes: [0], strengths: [0.9], values: [5] }],
  ["b", { key: "2", classes: [3, 2], strengths: [0.6, 0.3], values: [NaN] }],
  ["c", { key: "3", classes: [], values: [2.5] }],
  ["d", { key: "4", classes: [2], strengths: [1] }],
]);

async function columns(): Promise<Columns> {
  using store = await openStore(":memory:");
  await store.putMany(["a", "b", "c", "d", "e"].map((id) => ({ track: trackOf(id) })));
  await store.labels.put(SET, ENTRIES);
  using collection = await openCollection(store, { interval: 0 });
  return collection.columns;
}

function found(columns: Columns, query: string): string {
  const { query: parsed, problems } = parseQuery(new URLSearchParams(query));
  assert.deepEqual(problems, [], query);
  return [...selectRows(columns, parsed)].map((row) => columns.ids[row]).join("");
}

Deno.test("labels are asked for by set and name, those below a label with it", async () => {
  const all = await columns();
  for (const columns of [all, decodeColumns(encodeColumns(all))]) {
    assert.equal(found(columns, "label.my-genres=jazz"), "bd");
    assert.equal(found(columns, "label.my-genres=Rock"), "ab");
    assert.equal(found(columns, "label.my-genres=Punk\\, loud"), "b");
    assert.equal(found(columns, "label.my-genres=Rock,Jazz&label.my-genres.mode=all"), "b");
    assert.equal(found(columns, "label.my-genres=Rock,Jazz&label.my-genres.over=0.7"), "ad");
    assert.equal(found(columns, "not.label.my-genres=Jazz"), "ac");
    assert.equal(found(columns, "not.label.my-genres=Jazz,missing"), "ace");
    assert.equal(found(columns, "label.my-genres=missing"), "e");
    assert.equal(found(columns, "label.my-genres.arousal=4.."), "a");
    assert.equal(found(columns, "label.my-genres.arousal=missing"), "bde");
    assert.equal(found(columns, "label.no-such-set=Rock"), "");
    assert.equal(found(columns, "sort=label.my-genres.arousal&order=desc"), "acbde");
  }
});

Deno.test("the columns of label sets go over the wire as they are, without where they came from", async () => {
  const all = await columns();
  const decoded = decodeColumns(encodeColumns(all));
  assert.deepEqual(decoded.labels, all.labels);
  assert.deepEqual(decoded.categories["label.my-genres"], all.categories["label.my-genres"]);
  assert.deepEqual([...decoded.numbers["label.my-genres.arousal"]!], [5, NaN, 2.5, NaN, NaN]);
  assert.equal(all.labels!["my-genres"]!.set.source, undefined);
});

Deno.test("label sets are descriptors of the collection that has them", async () => {
  const all = await columns();
  assert.deepEqual(labelDescriptors(all).map(({ id, label }) => [id, label]), [
    ["label.my-genres", "My genres"],
    ["label.my-genres.arousal", "Arousal (My genres)"],
  ]);
  assert.equal(descriptorIn(all, "label.other"), undefined);
  assert.equal(descriptorIn(all, "tempo")?.label, "Tempo");
  const facet = facetOf(all, "label.my-genres")!;
  assert.deepEqual([...facet.codes], [0, 3, 255, 2, 255]);
  assert.equal(facetOf(all, "label.my-genres.arousal")!.bins, 16);
  assert.equal(facetOf(all, "label.other"), undefined);
  assert.ok(isSortable("label.my-genres"));
  const order = orderRows(all, {
    clauses: {},
    rank: [],
    sort: { by: "label.my-genres", descending: false },
  });
  assert.deepEqual([...order].map((row) => all.ids[row]).join(""), "dbace");
});

Deno.test("label clauses are read back as they are written", () => {
  const clause: fc.Arbitrary<LabelClause> = fc.record({
    set: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    exclude: fc.boolean(),
    all: fc.boolean(),
    names: fc.uniqueArray(
      fc.string({ unit: "grapheme", minLength: 1 }).map((text) => text.trim())
        .filter((text) => text !== "" && text.toLowerCase() !== "missing" && text.isWellFormed()),
      { minLength: 1, maxLength: 4 },
    ),
    over: fc.option(fc.integer({ min: 1, max: 100 }).map((n) => n / 100)),
    missing: fc.constantFrom("exclude" as const, "include" as const),
  }).map(({ all, over, exclude, ...rest }) => ({
    kind: "label",
    ...rest,
    exclude,
    mode: all && !exclude ? "all" : "any",
    ...(over !== null && !exclude && { over }),
  }));
  fc.assert(fc.property(clause, (clause) => {
    const id = `${clause.exclude ? "not." : ""}label.${clause.set}`;
    const query = { clauses: { [id]: clause }, rank: [] };
    const { query: read, problems } = parseQuery(new URLSearchParams(formatQuery(query)));
    assert.deepEqual(problems, []);
    assert.deepEqual(read, query);
  }));
});

Deno.test("what is wrong with a label parameter is said, and the rest is read", () => {
  const { query, problems } = parseQuery(
    new URLSearchParams(
      "label.X=a&not.label.s.f=1..2&label.s=a&label.s.over=3&label.t.mode=all&label.s.n=..4",
    ),
  );
  assert.deepEqual(Object.keys(query.clauses), ["label.s", "label.s.n"]);
  assert.deepEqual(problems.map(({ parameter }) => parameter).sort(), [
    "label.X",
    "label.s.over",
    "label.t.mode",
    "not.label.s.f",
  ]);
});

Deno.test("label clauses are described in a few words", () => {
  const said = (text: string) =>
    Object.values(parseQuery(new URLSearchParams(text)).query.clauses).map((clause) =>
      describeClause(clause)
    );
  assert.deepEqual(said("label.fma=Rock,Folk&label.fma.over=0.5"), [
    "Label fma Rock or Folk ≥ 0.5",
  ]);
  assert.deepEqual(said("not.label.fma=Rock,missing"), ["Label fma not Rock or missing"]);
  assert.deepEqual(said("label.deam.arousal=5..7.5"), ["arousal (deam) 5 to 7.5"]);
});

const SPLIT_ENTRIES = new Map<string, LabelEntry>([
  ["a", { key: "1", classes: [0], split: "training", artist: "Björk", album: "Post, live" }],
  ["b", { key: "2", classes: [2], split: "test", artist: "bjork ", bad: "silent" }],
  ["c", { key: "3", classes: [], split: "test", artist: "Other" }],
  ["d", { key: "4", classes: [2] }],
]);

Deno.test("a part of the split, what is known bad, and artists that a set names can be asked for", async () => {
  using store = await openStore(":memory:");
  await store.putMany(["a", "b", "c", "d", "e"].map((id) => ({ track: trackOf(id) })));
  await store.labels.put({ ...SET, fields: [] }, SPLIT_ENTRIES);
  await store.labels.put({ ...SET, id: "without", fields: [] }, new Map([["a", { key: "1" }]]));
  using collection = await openCollection(store, { interval: 0 });
  const all = collection.columns;
  for (const columns of [all, decodeColumns(encodeColumns(all))]) {
    assert.equal(found(columns, "label.my-genres.split=test"), "bc");
    assert.equal(found(columns, "label.my-genres.split=Training,missing"), "ade");
    assert.equal(found(columns, "label.my-genres.split=missing"), "de");
    assert.equal(found(columns, "label.my-genres.known_bad=yes"), "b");
    assert.equal(found(columns, "label.my-genres.known_bad=no"), "acd");
    assert.equal(found(columns, "label.my-genres.artist=BJÖRK"), "ab");
    assert.equal(found(columns, "label.my-genres.album=post\\, live"), "a");
    assert.equal(found(columns, "label.my-genres.artist=missing"), "de");
    assert.equal(found(columns, "label.without.split=test"), "");
    assert.equal(found(columns, "label.without.known_bad=no,missing"), "abcde");
    assert.equal(found(columns, "sort=label.my-genres.split"), "abcde");
    assert.deepEqual(
      labelDescriptors(columns).map(({ id, label }) => [id, label]).slice(1, 3),
      [
        ["label.my-genres.split", "Split (My genres)"],
        ["label.my-genres.known_bad", "Known to be bad (My genres)"],
      ],
    );
    assert.deepEqual([...facetOf(columns, "label.my-genres.split")!.codes], [0, 2, 2, 255, 255]);
  }
});

Deno.test("what is no part of a split is said, and numbers are not called like one", () => {
  const { query, problems } = parseQuery(
    new URLSearchParams("label.s.split=testing&not.label.s.split=test&sort=label.s.artist"),
  );
  assert.deepEqual(query, EMPTY_QUERY);
  const reasons = problems.map(({ reason }) => reason).join("; ");
  assert.match(reasons, /expected training, validation, test, not testing/);
  assert.equal(problems.length, 3);
  assert.equal(labelFieldId("split"), "split_value");
  assert.equal(labelFieldId("tempo"), "tempo");
});
