import assert from "node:assert/strict";
import fc from "fast-check";
import { type Columns, MISSING_CODE } from "../../domain/mod.ts";
import { countActivations } from "../../views/explore/activation_counts.ts";
import { colouringOf, coloursOf } from "../../linked/_colouring.ts";
import { columnIds } from "../../linked/_table_columns.ts";
import { boxCorners, thinned } from "../../views/map/lasso.ts";
import { indexMap } from "../../views/map/map_index.ts";
import { formOf, recipeOf } from "../../views/explore/recipe_form.ts";
import { usualColour, usualTable } from "../../linked/_usual.ts";
import { movedBy, movedTo, templateOf, widened } from "../../views/explore/table_layout.ts";
import { DEFAULT_VIEW, parseView, viewParameters } from "../../linked/_view.ts";
import { parseRecipe } from "../../playlist/mod.ts";
import { createSelection, parseQuery, selectRows } from "../../query/mod.ts";
import { isInside } from "../../query/region.ts";
import { madeColumns, withMadeLabels } from "../query/fixtures.ts";

const columns = madeColumns(200);

Deno.test("nearest() finds the accepted row that going through all of them finds", () => {
  const at = fc.double({ min: -10, max: 10, noNaN: true });
  const point = fc.tuple(at, at, fc.boolean()).map(([x, y, there]) => there ? [x, y] : [NaN, NaN]);
  fc.assert(
    fc.property(fc.array(point), at, at, fc.integer({ min: 1, max: 3 }), (points, x, y, n) => {
      const xy = Float32Array.from(points.flat());
      const accepts = (row: number) => row % n === 0;
      const found = indexMap(xy).nearest({ x, y, reach: 5, accepts });
      const away = (row: number) => Math.hypot(xy[2 * row]! - x, xy[2 * row + 1]! - y);
      const there = [...points.keys()].filter(accepts).map(away);
      const least = Math.min(Infinity, ...there.filter((d) => d <= 5));
      assert.ok(found === undefined || accepts(found));
      assert.equal(found === undefined ? Infinity : away(found), least);
    }),
  );
});

Deno.test("indexMap() has no bounds where there is no point", () => {
  assert.equal(indexMap(Float32Array.of(NaN, NaN)).bounds, undefined);
  assert.equal(indexMap(new Float32Array(0)).bounds, undefined);
});

Deno.test("thinned() keeps the shape of a drawn line in few corners", () => {
  const circle = Array.from({ length: 400 }, (_, i) => ({
    x: 100 + 80 * Math.cos(i / 64),
    y: 100 + 80 * Math.sin(i / 64),
  }));
  const corners = thinned(circle);
  assert.ok(corners.length <= 48 && corners.length > 8, `${corners.length}`);
  const polygon = corners.flatMap(({ x, y }) => [x, y]);
  assert.ok(isInside(polygon, { x: 100, y: 100 }) && !isInside(polygon, { x: 190, y: 100 }));
  const line = Array.from({ length: 50 }, (_, i) => ({ x: i, y: 2 * i }));
  assert.equal(thinned(line).length, 2);
});

Deno.test("boxCorners() go round the box", () => {
  const corners = boxCorners({ x: 0, y: 0 }, { x: 2, y: 1 });
  assert.ok(isInside(corners.flatMap(({ x, y }) => [x, y]), { x: 1.9, y: 0.1 }));
});

Deno.test("countActivations() counts a track once for a parent", () => {
  const set = columns.activations.styles!;
  const { mask } = createSelection(columns);
  const counts = countActivations(set, { mask, threshold: 0.3 });
  for (const name of ["Rock", "Electronic", set.labels[0]!]) {
    const { query } = parseQuery(new URLSearchParams({ style: `${name}:0.3` }));
    const selection = createSelection(columns);
    selection.setQuery(query);
    assert.equal(counts.get(name), selection.count, name);
  }
});

Deno.test("colouringOf() has a swatch for each value and none for missing ones", () => {
  for (const id of ["tempo", "key_edma", "keys_agree"]) {
    const colouring = colouringOf(columns, id)!;
    const total = colouring.swatches.reduce((sum, { count }) => sum + count, 0);
    const missing = colouring.codes.filter((code) => code === MISSING_CODE).length;
    assert.equal(total + missing, columns.length);
    assert.equal(colouring.missing, missing);
  }
  assert.equal(colouringOf(columns, "nonsense"), undefined);
  const colours = coloursOf(colouringOf(columns, "tempo")!, { rgb: () => [1, 2, 3] });
  assert.equal(colours.length, 4 * columns.length);
  assert.deepEqual([...colours.subarray(0, 3)], [1, 2, 3]);
});

Deno.test("names without a colour of their own are one entry of the legend, with all their tracks", () => {
  const names = ["Rock", "Blues", "Jazz", "Stage & Screen", "Non-Music", "Reggae"];
  const styled = {
    ...columns,
    categories: {
      ...columns.categories,
      style_parent: {
        names,
        codes: Uint8Array.from({ length: columns.length }, (_, row) => row % 6),
      },
    },
  };
  const { swatches, codes } = colouringOf(styled, "style_parent")!;
  assert.deepEqual(swatches.map(({ name }) => name), ["Rock", "Jazz", "Reggae", "other styles"]);
  assert.deepEqual(swatches.at(-1)!.names, ["Blues", "Stage & Screen", "Non-Music"]);
  assert.equal(new Set(swatches.map(({ colour }) => colour)).size, swatches.length);
  swatches.forEach(({ count }, at) => {
    assert.equal(codes.filter((code) => code === at).length, count);
  });
  codes.forEach((code, row) => {
    const { name, names: several } = swatches[code]!;
    assert.ok((several ?? [name]).includes(names[row % 6]!));
  });
});

Deno.test("parseView() reads back what viewParameters() writes, and stands nonsense", () => {
  const view = {
    colour: "tempo",
    space: "musicnn",
    projection: "umap",
    drawer: 0.5,
    whole: true,
    beside: { space: "effnet", projection: "pca" },
    track: "t1",
    morph: 0.25,
    together: false,
    table: ["tempo", "path"],
    widths: { title: 240, tempo: 90 },
    groups: { rows: "style_parent", across: "key" },
    shares: true,
  } as const;
  assert.deepEqual(
    parseView(new URLSearchParams(viewParameters(view) as [string, string][])),
    view,
  );
  assert.deepEqual(viewParameters(DEFAULT_VIEW), []);
  const odd = "view.space=x&view.projection=y&view.table=z&view.widths=z:90,title:x,tempo:9999";
  assert.deepEqual(parseView(new URLSearchParams(odd)), DEFAULT_VIEW);
});

Deno.test("formOf() asks for the recipe it was made of", () => {
  for (
    const text of [
      "",
      "arrange=shuffle:7&tracks=40",
      "arrange=tempo:118,132,124&per_artist=2",
      "arrange=loudness:-14,-8&minutes=62.5",
    ]
  ) {
    const { recipe, problems } = parseRecipe(new URLSearchParams(text));
    assert.deepEqual(problems, []);
    assert.deepEqual(recipeOf(formOf(recipe)), recipe);
  }
});

Deno.test("usualColour() and usualTable() choose what has values", () => {
  const codes = new Uint8Array(columns.length);
  const style_parent = { codes, names: ["Rock"] };
  const styled = { ...columns, categories: { ...columns.categories, style_parent } };
  assert.equal(usualColour(styled), "style_parent");
  assert.ok(usualTable(columns).includes("style"));
  const { tags } = columns.activations;
  const tagged = { ...columns, activations: tags ? { tags } : {} };
  assert.equal(usualColour(tagged), "tag_top");
  assert.ok(usualTable(tagged).includes("tag") && !usualTable(tagged).includes("style"));
  const bare = { ...columns, activations: {}, categories: {}, numbers: {} };
  assert.equal(usualColour(bare), "tempo");
  assert.deepEqual(usualTable(bare), ["artist"]);
  assert.deepEqual(usualTable(madeColumns(0)), ["path"]);
});

Deno.test("colouringOf() a label set colours each track by the root above its first label", () => {
  const set = {
    id: "mood",
    name: "Mood",
    kind: "hand",
    origin: "hand",
    classes: Array.from({ length: 300 }, (_, i) => `mood ${i}`),
    parents: Array.from({ length: 300 }, (_, i) => i < 12 ? -1 : i % 12),
    several: true,
    fields: [],
    joined: 1,
  } as const;
  const labelled: Columns = {
    ...columns,
    labels: {
      mood: {
        set,
        offsets: Uint32Array.from({ length: columns.length + 1 }, (_, i) => Math.max(0, i - 1)),
        classes: Uint16Array.from({ length: columns.length - 1 }, (_, i) => i % 300),
        present: Uint8Array.from({ length: columns.length }, (_, i) => i === 0 ? 0 : 1),
        aspects: {},
        names: {},
      },
    },
  };
  const { swatches, codes, missing, label } = colouringOf(labelled, "label.mood")!;
  assert.deepEqual([label, swatches.length, missing], ["Mood", 10, 1]);
  assert.equal(codes[0], MISSING_CODE);
  assert.equal(swatches[codes[13]!]!.name, "mood 0");
  assert.deepEqual(swatches.at(-1)!.names, ["mood 9", "mood 10", "mood 11"]);
  assert.equal(swatches.reduce((sum, { count }) => sum + count, 0), columns.length - 1);
  assert.equal(colouringOf(labelled, "label.mood.tempo"), undefined);
});

Deno.test("colouringOf() the parts of a split are colours, columns and what a click asks for", () => {
  const labelled = withMadeLabels(columns);
  const id = "label.genres.split";
  const { swatches, missing, label } = colouringOf(labelled, id)!;
  assert.equal(label, "Split (Genres)");
  assert.deepEqual(swatches.map(({ name }) => name), ["training", "validation", "test"]);
  for (const { name, count } of swatches) {
    const { query } = parseQuery(new URLSearchParams({ [id]: name }));
    assert.equal(selectRows(labelled, query).length, count);
  }
  assert.ok(missing > 0);
  assert.ok(columnIds(labelled).includes(id));
});

Deno.test("colouringOf() counts every track with a tag once, the rare ones together", () => {
  const { codes, swatches } = colouringOf(columns, "tag_top")!;
  assert.ok(swatches.length <= 10);
  const known = codes.filter((code) => code !== MISSING_CODE).length;
  assert.equal(swatches.reduce((sum, { count }) => sum + count, 0), known);
  const names = swatches.flatMap(({ name, names }) => names ?? [name]);
  assert.equal(new Set(names).size, names.length);
  for (const swatch of swatches) {
    const wanted = (swatch.names ?? [swatch.name]).join(",");
    const { query } = parseQuery(new URLSearchParams({ "tag.top": wanted }));
    assert.equal(selectRows(columns, query).length, swatch.count, swatch.name);
  }
});

Deno.test("movedBy() and movedTo() keep every column, and stop at the ends", () => {
  const ids = ["a", "b", "c", "d"];
  assert.deepEqual(movedBy(ids, { id: "b", by: 1 }), ["a", "c", "b", "d"]);
  assert.deepEqual(movedBy(ids, { id: "a", by: -1 }), ids);
  assert.deepEqual(movedBy(ids, { id: "b", by: 9 }), ["a", "c", "d", "b"]);
  assert.deepEqual(movedTo(ids, { id: "d", before: "a" }), ["d", "a", "b", "c"]);
  assert.deepEqual(movedTo(ids, { id: "a", before: "c" }), ["b", "c", "a", "d"]);
  assert.deepEqual(movedTo(ids, { id: "x", before: "c" }), ids);
});

Deno.test("templateOf() gives a sized column its width, the others theirs", () => {
  const columns = [{ id: "artist", width: "1fr" }, { id: "tempo", width: "68px" }];
  const widths = widened({}, { id: "tempo", width: 12.4 });
  assert.deepEqual(widths, { tempo: 40 });
  assert.equal(templateOf(columns, widths), "34px minmax(120px, 2fr) 1fr 40px 88px");
});
