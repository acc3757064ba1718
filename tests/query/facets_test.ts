import assert from "node:assert/strict";
import {
  binEdges,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  numberDescriptorOf,
} from "../../domain/mod.ts";
import { describeClause, facetOf, planeOf } from "../../query/mod.ts";
import { parseQuery } from "../../query/mod.ts";
import { madeColumns } from "./fixtures.ts";

const columns = madeColumns(200);

Deno.test("binEdges() covers each descriptor's range in bins that fit a byte", () => {
  for (const descriptor of NUMBER_DESCRIPTORS) {
    const edges = binEdges(descriptor);
    assert.equal(edges[0], descriptor.range[0]);
    assert.ok(edges.at(-1)! >= descriptor.range[1], descriptor.id);
    assert.ok(edges.length - 1 < MISSING_CODE);
  }
  assert.deepEqual([...binEdges(numberDescriptorOf("danceability"))].slice(0, 4), [
    0,
    0.05,
    0.1,
    0.15,
  ]);
});

Deno.test("facetOf() puts a value on an edge into the bin above it, and outliers at the ends", () => {
  const tempo = Float32Array.of(40, 44.9, 45, 119.99, 120, 210, 999, 3, NaN);
  const facet = facetOf({ ...columns, length: 9, numbers: { tempo } }, "tempo")!;
  assert.deepEqual([...facet.codes], [0, 0, 1, 15, 16, 33, 33, 0, MISSING_CODE]);
  const danceability = Float32Array.of(0.15, 0.3, 0.7, 0.95);
  const fine = facetOf({ ...columns, length: 4, numbers: { danceability } }, "danceability")!;
  assert.deepEqual([...fine.codes], [3, 6, 14, 19]);
});

Deno.test("planeOf() is missing where either axis is", () => {
  const numbers = {
    valence: Float32Array.of(1, 9, NaN, 5),
    arousal: Float32Array.of(1, 9, 5, NaN),
  };
  const plane = planeOf({ ...columns, length: 4, numbers }, {
    x: "valence",
    y: "arousal",
    bins: 8,
  })!;
  assert.deepEqual([...plane.codes], [0, 63, MISSING_CODE, MISSING_CODE]);
  assert.deepEqual(plane.own, ["valence", "arousal"]);
});

Deno.test("describeClause() says a clause in words", () => {
  const words = (text: string) =>
    Object.values(parseQuery(new URLSearchParams(text)).query.clauses).map(describeClause)[0];
  assert.equal(
    words("tempo=120..130&tempo.octave=any"),
    "Tempo 120.0 to 130.0 BPM, half and double too",
  );
  assert.equal(words("loudness=..-14,missing"), "Integrated loudness up to −14.0 LUFS or missing");
  assert.equal(words("arousal=missing"), "Arousal missing");
  assert.equal(words("tempo=.."), "Tempo known");
  assert.equal(words("not.style=House:0.3,Rock"), "Style not House ≥ 0.3 or Rock ≥ 0.1");
  assert.equal(words("key=A minor,C"), "Key A minor or C (edma)");
  assert.equal(words("camelot=8A"), "Key within 1 of 8A on the Camelot wheel (edma)");
});
