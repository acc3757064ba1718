import assert from "node:assert/strict";
import type { LabelEntry, LabelSet } from "../../domain/mod.ts";
import { axisNamed } from "../../domain/mod.ts";
import { COLUMNS, labelColumns } from "../../exchange/columns.ts";
import { readLabelCells } from "../../collection/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { colouringOf } from "../../linked/_colouring.ts";
import { columnIds, tableColumns } from "../../linked/_table_columns.ts";
import { createApp } from "../../main.ts";
import { formatQuery, parseQuery, readWords, selectRows } from "../../query/mod.ts";
import { groupingOf, groupingsOf } from "../../views/explore/grouping.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

const PLAIN = { kind: "table", classes: ["Loud", "Calm"], several: false, fields: [], joined: 1 };
const SETS: readonly LabelSet[] = [
  { ...PLAIN, id: "single", name: "Single", origin: "publisher" },
  { ...PLAIN, id: "several", name: "Several", origin: "publisher", several: true },
  { ...PLAIN, id: "hand", name: "Mine", origin: "hand", several: true },
  { ...PLAIN, id: "model", name: "Network", origin: "model", strength: "probability" },
  { ...PLAIN, id: "cluster", name: "Groups", origin: "cluster" },
  {
    ...PLAIN,
    id: "numbers",
    name: "Numbers",
    origin: "publisher",
    classes: [],
    fields: [{ id: "shoe_size", unit: "", range: [0, 10], bin: 1, digits: 1 }],
  },
];

async function labelled() {
  const library = await openLibrary(":memory:");
  const ids = ["a", "b", "c", "d"];
  await library.store.putMany(
    ids.map((id, i) => ({ track: trackOf(id), vectors: { musicnn: vectorOf(200, i) } })),
  );
  for (const set of SETS) {
    const entries = ids.slice(0, 3).map((id, i): [string, LabelEntry] => [id, {
      key: id,
      ...(set.classes.length > 0 && { classes: [i % 2] }),
      ...(set.strength && { strengths: [0.8] }),
      ...(set.fields.length > 0 && { values: [i + 1.5] }),
      split: i === 1 ? "test" : "training",
    }]);
    await library.store.labels.put(set, new Map(entries));
  }
  await library.collection.refresh();
  return library;
}

Deno.test("labels of every origin are filter, colour, column, grouping, playlist, words, export, interface and axis", async () => {
  const library = await labelled();
  try {
    const { columns } = library.collection;
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const get = async (path: string) =>
      await (await app(new Request(`http://127.0.0.1:8000${path}`))).text();
    const found = (query: string) =>
      Array.from(
        selectRows(columns, parseQuery(new URLSearchParams(query)).query),
        (row) => columns.ids[row],
      ).join("");
    const exported = [...COLUMNS, ...labelColumns(await readLabelCells(library.store))]
      .map(({ name }) => name);
    const { tracks } = JSON.parse(await get("/api/tracks"));
    for (const { id, name, classes } of SETS) {
      const hasNumber = classes.length === 0;
      const own = hasNumber
        ? {
          descriptor: `label.${id}.shoe_size`,
          value: "2.5",
          words: "shoe size between 2 and 3",
        }
        : { descriptor: `label.${id}`, value: "Calm", words: `calm of ${name}` };
      const split = {
        descriptor: `label.${id}.split`,
        value: "test",
        words: `test set of ${name}`,
      };
      for (const { descriptor, value, words } of [own, split]) {
        assert.equal(found(`${descriptor}=${value}`), "b", descriptor);
        assert.ok(colouringOf(columns, descriptor), descriptor);
        assert.ok(columnIds(columns).includes(descriptor));
        const [column] = tableColumns(columns, { ids: [descriptor], profile: "edma" });
        assert.equal(column!.text(columns, 1), value);
        const grouping = groupingsOf(columns).some((known) => known.id === descriptor)
          ? groupingOf(columns, { id: descriptor, profile: "edma" })
          : undefined;
        assert.equal(grouping === undefined, descriptor.endsWith("shoe_size"));
        const list = await get(`/api/playlist.m3u8?${descriptor}=${value}`);
        assert.equal(list.match(/^#EXTINF/gm)?.length, 1);
        const read = readWords(words, { columns, now: 0 });
        assert.deepEqual(read.left, [], words);
        assert.equal(found(formatQuery(read.query)), "b", words);
        assert.ok(exported.includes(descriptor));
        assert.equal(axisNamed(descriptor) !== undefined, descriptor.endsWith("shoe_size"));
      }
      assert.equal(tracks[1].label_splits[id], "test");
      const said = hasNumber ? tracks[1].label_values[own.descriptor] : tracks[1].labels[id][0];
      assert.equal(String(said), own.value);
    }
    const map = await app(
      new Request(
        "http://127.0.0.1:8000/api/map?space=musicnn&projection=raw~label.numbers.shoe_size~duration",
      ),
    );
    assert.equal(map.status, 200);
    assert.equal(JSON.parse(map.headers.get("x-fonoteca-map")!).axes.length, 2);
    await map.body?.cancel();
  } finally {
    await library.close();
  }
});
