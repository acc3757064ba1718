import assert from "node:assert/strict";
import fc from "fast-check";
import { seeded } from "../../domain/mod.ts";
import { combinedSource, combinedVector, shareOfPart } from "../../similarity/combined.ts";
import { cosineOf, exactNeighboursOf } from "../../similarity/exact.ts";
import {
  bestWeights,
  combinedFigures,
  CombinedStudy,
  labelCodes,
  VectorTable,
} from "../../similarity/mod.ts";
import { PairDistances } from "../../similarity/distribution.ts";
import { clustered } from "./_arbitraries.ts";

const anyUnit = (dimensions: number) =>
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: dimensions, maxLength: dimensions })
    .filter((vector) => vector.some((x) => x !== 0))
    .map((vector) => Float32Array.from(vector));
const anyPart = fc.record({
  weight: fc.integer({ min: 1, max: 99 }),
  deviation: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
});
const anyPair = fc.integer({ min: 1, max: 4 }).chain((count) =>
  fc.tuple(
    fc.array(anyPart, { minLength: count, maxLength: count }),
    fc.tuple(...Array.from({ length: count }, (_, i) => fc.tuple(anyUnit(i + 2), anyUnit(i + 2)))),
  )
);

Deno.test("the distance of a combination is the weighted sum of the parts' distances by their deviations", () => {
  fc.assert(fc.property(anyPair, ([parts, pairs]) => {
    const [a, b] = [0, 1].map((side) => combinedVector(pairs.map((pair) => pair[side]!), parts)!);
    const scale = parts.reduce((sum, { weight, deviation }) => sum + weight / deviation, 0);
    const expected = pairs.reduce((sum, [x, y], i) => {
      const { weight, deviation } = parts[i]!;
      return sum + weight * (1 - cosineOf(x, y)) / deviation;
    }, 0);
    assert.ok(Math.abs(scale * (1 - cosineOf(a!, b!)) - expected) < 1e-4 * scale);
    assert.ok(Math.abs(Math.hypot(...a!) - 1) < 1e-5);
  }));
});

Deno.test("the shares of all parts are 1, and a track without one part has no vector", () => {
  const parts = [{ weight: 60, deviation: 0.2 }, { weight: 40, deviation: 0.1 }];
  assert.equal(shareOfPart(parts[0]!, parts) + shareOfPart(parts[1]!, parts), 1);
  assert.ok(shareOfPart(parts[1]!, parts) > shareOfPart(parts[0]!, parts), "the narrow one counts");
  const vector = Float32Array.of(1, 2);
  assert.equal(combinedVector([vector, undefined], parts), undefined);
  assert.equal(combinedVector([vector, Float32Array.of(0, 0)], parts), undefined);
  assert.equal(combinedVector([vector, Float32Array.of(NaN, 1)], parts), undefined);
});

Deno.test("combinedSource() gives the tracks that all parts have, in whatever order they come", async () => {
  const anyStream = fc.array(fc.nat(12), { maxLength: 12 }).map((ids) => [...new Set(ids)]);
  await fc.assert(fc.asyncProperty(anyStream, anyStream, anyStream, async (...streams) => {
    const ids = Array.from({ length: 13 }, (_, i) => `t${i}`);
    const vectorOf = (id: number, i: number) => Float32Array.of(id + 1, i + 1, 1);
    const sources = streams.map((stream, i) => ({
      weight: i + 1,
      deviation: 0.1,
      source: {
        async *all() {
          for (const id of stream) {
            yield await Promise.resolve({ id: `t${id}`, vector: vectorOf(id, i) });
          }
        },
        read: (asked: readonly string[]) =>
          Promise.resolve(asked.map((id) => {
            const number = Number(id.slice(1));
            return stream.includes(number) ? vectorOf(number, i) : undefined;
          })),
      },
    }));
    const source = combinedSource(sources, { count: 0, ids });
    const all = new Map<string, Float32Array>();
    for await (const { id, vector } of source.all()) all.set(id, vector);
    const read = await source.read(ids);
    for (const [i, id] of ids.entries()) assert.deepEqual(all.get(id), read[i], id);
    const common = ids.filter((_, i) => streams.every((stream) => stream.includes(i)));
    assert.deepEqual([...all.keys()].sort(), common.sort());
  }));
});

/** Two spaces of the same tracks, of which only the first knows the label. */
function twoSpaces() {
  const clear = clustered(90, { dimensions: 8, clusters: 3, random: seeded(4) });
  const blurred = clustered(90, { dimensions: 5, clusters: 1, random: seeded(9) });
  const parts = [clear, blurred].map((table) => ({
    table,
    deviation: new PairDistances(table, { pairs: 4000 }).deviation,
  }));
  const study = new CombinedStudy(parts, { seed: 1 });
  const codes = labelCodes(study.rows, {
    name: "cluster",
    of: (id) => [`${Number(id.slice(1)) % 3}`],
  });
  return { parts, study, labels: [{ name: "cluster", codes }] };
}

Deno.test("a study finds the neighbours that the kept combination has", () => {
  const { parts, study } = twoSpaces();
  const weights = [30, 70];
  const weighted = parts.map(({ deviation }, i) => ({ weight: weights[i]!, deviation }));
  const { ids } = study.rows;
  const table = VectorTable.of(
    ids,
    ids.map((_, row) => combinedVector(parts.map(({ table }) => table.unit(row)), weighted)),
  );
  const apart = ids.map((_, row) => row % 7 === 0 ? [] : [row % 5, 5 + row % 3]);
  for (const query of study.queries.subarray(0, 40)) {
    const all = exactNeighboursOf(table, query, { k: 90 }).map(({ row }) => row);
    assert.deepEqual([...study.nearest(query, { weights, k: 10 })], all.slice(0, 10));
    const others = all.filter((row) => !apart[row]!.some((one) => apart[query]!.includes(one)));
    assert.deepEqual([...study.nearest(query, { weights, k: 10, apart })], others.slice(0, 10));
  }
});

Deno.test("the best weights are those of the space that knows the label, and never below a part", () => {
  const { study, labels } = twoSpaces();
  const weights = ended(bestWeights(study, { parts: 2, labels, k: 5, queries: study.queries }));
  assert.ok(weights[0]! >= 6, `${weights}`);
  const [figure] = ended(combinedFigures(study, {
    weightings: [[1, 0], [0, 1], weights],
    labels,
    k: 5,
    seed: 1,
  }));
  const [clear, blurred, combined] = figure!.precision;
  assert.ok(clear!.mean > 0.9 && blurred!.mean < 0.6 && combined!.mean >= clear!.mean);
  assert.ok(Math.abs(figure!.chance - 29 / 89) < 1e-9);
  assert.equal(figure!.gain!.over, 0);
  assert.ok(Math.abs(figure!.gain!.difference.mean - (combined!.mean - clear!.mean)) < 1e-12);
});

Deno.test("a weighting that is a part's own gains nothing, for certain", () => {
  const { study, labels } = twoSpaces();
  const [figure] = ended(
    combinedFigures(study, { weightings: [[1, 0], [7, 0]], labels, k: 5, seed: 1 }),
  );
  assert.deepEqual(figure!.gain!.difference, { mean: 0, low: 0, high: 0, count: 90 });
});

Deno.test("studies of few tracks, of tracks that are all equal and of none say so without failing", () => {
  for (const tracks of [0, 1, 2, 3]) {
    const ids = Array.from({ length: tracks }, (_, i) => `t${i}`);
    const table = VectorTable.of(ids, ids.map(() => Float32Array.of(1, 1)));
    const study = new CombinedStudy([{ table, deviation: 1 }], { seed: 1 });
    const codes = labelCodes(study.rows, { name: "all", of: () => ["same"] });
    const [figure] = ended(combinedFigures(study, {
      weightings: [[1]],
      labels: [{ name: "all", codes }],
      k: 5,
      seed: 1,
    }));
    assert.equal(figure!.gain, null);
    assert.equal(figure!.precision[0]!.count, tracks < 2 ? 0 : tracks);
    assert.equal(figure!.precision[0]!.mean, tracks < 2 ? NaN : 1);
  }
});

function ended<Result>(steps: Generator<void, Result>): Result {
  for (let step = steps.next();; step = steps.next()) if (step.done) return step.value;
}
