import assert from "node:assert/strict";
import fc from "fast-check";
import { alike, groupsOf, maskOf, sharing } from "../../similarity/masks.ts";
import { cosineOf } from "../../similarity/exact.ts";
import {
  cosinesTo,
  groupContributions,
  neighbourhoodsOf,
  neighbourRows,
  VectorTable,
} from "../../similarity/mod.ts";
import { distanceHistogram, PairDistances, rankPercentile } from "../../similarity/distribution.ts";
import {
  mutualProximityDistance,
  profileOf,
  ranksOf,
  shareNearer,
} from "../../similarity/mutual_proximity.ts";
import { Profiles } from "../../similarity/profiles/profiles.ts";
import { hubnessOf, skewnessOf } from "../../similarity/hubness.ts";
import { overlapOf, rankBiasedOverlap } from "../../similarity/lists.ts";
import { Standardisation } from "../../similarity/standardise.ts";
import { anyTable, clustered } from "./_arbitraries.ts";
import { rankCorrelation, sampled, seeded } from "../../domain/mod.ts";

const anyList = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 10 });

Deno.test("overlapOf() and rankBiasedOverlap() are symmetric, 1 for the same list, 0 for disjoint ones", () => {
  fc.assert(fc.property(anyList, anyList, (a, b) => {
    for (const measure of [overlapOf, rankBiasedOverlap]) {
      assert.equal(measure(a, b), measure(b, a));
      assert.ok(Math.abs(measure(a, a) - 1) < 1e-12);
      assert.equal(measure(a, b.map((row) => row + 100)), 0);
    }
  }));
  assert.ok(Number.isNaN(rankBiasedOverlap([], [1])));
});

Deno.test("rankBiasedOverlap() weighs the first ranks most", () => {
  const list = [1, 2, 3, 4, 5];
  assert.ok(rankBiasedOverlap(list, [9, 2, 3, 4, 5]) < rankBiasedOverlap(list, [1, 2, 3, 4, 9]));
});

Deno.test("rankCorrelation() is that of Spearman, ties at their mean rank", () => {
  assert.equal(rankCorrelation([1, 2, 3], [10, 200, 3000]), 1);
  assert.equal(rankCorrelation([1, 2, 3], [3, 2, 1]), -1);
  assert.ok(Math.abs(rankCorrelation([1, 2, 2, 4], [1, 3, 2, 4]) - 0.9486832980505138) < 1e-12);
  assert.equal(rankCorrelation([1, NaN, 3], [5, 6, 7]), 1);
  assert.ok(Number.isNaN(rankCorrelation([1], [1])));
  assert.ok(Number.isNaN(rankCorrelation([1, 1], [1, 2])));
});

Deno.test("mutual proximity is symmetric, in [0, 1] and grows with the distance", () => {
  fc.assert(fc.property(anyTable, fc.double({ min: 0, max: 2, noNaN: true }), ({ table }, d) => {
    const rows = [...table.ids.keys()].filter((row) => table.present[row] === 1);
    const [first, ...others] = new Profiles(table).ofRows(rows);
    for (const other of others) {
      const near = mutualProximityDistance(first!, other, d);
      assert.equal(near, mutualProximityDistance(other, first!, d));
      assert.ok(near >= 0 && near < 1 + 1e-12);
      assert.ok(mutualProximityDistance(first!, other, d + 0.1) > near - 1e-6);
    }
  }));
});

Deno.test("an empirical profile knows the nearest by rank and the rest by its order statistics", () => {
  const distances = Float32Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
  const profile = profileOf(distances.toReversed(), { all: true });
  assert.deepEqual([...ranksOf(20)], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20]);
  for (
    const [x, share] of [[0, 0], [0.0005, 0.0005], [0.003, 0.003], [0.5, 0.5], [2, 1]] as const
  ) {
    assert.ok(Math.abs(shareNearer(profile, x) - share) < 1e-6, `${x}`);
  }
});

Deno.test("a profile of a sample is log-normal", () => {
  const profile = profileOf(Float32Array.of(0.1, 0.1, 0.4, 0.4), { all: false });
  assert.equal(profile.empirical, undefined);
  assert.ok(Math.abs(shareNearer(profile, 0.2) - 0.5) < 1e-6);
  assert.ok(Math.abs(shareNearer(profile, 0.4) - 0.8413447) < 1e-6);
});

Deno.test("neighbourhoodsOf() gives no list to rows without a vector and keeps groups apart", () => {
  const table = VectorTable.of(["a", "b", "c", "d"], [[1, 0], [1, 0.1], undefined, [0, 1]]);
  const all = neighbourhoodsOf(table, { k: 3, queries: [0, 2] });
  assert.deepEqual([...neighbourRows(all, 0)], [1, 3]);
  assert.deepEqual([...neighbourRows(all, 1)], []);
  const apart = neighbourhoodsOf(table, { k: 3, queries: [0, 3], apart: [[[5], [5], [5], []]] });
  assert.deepEqual([...neighbourRows(apart, 0)], [3]);
  assert.deepEqual([...neighbourRows(apart, 1)], [1, 0]);
  const several = [[[5], [5, 6], [], [6]]];
  const both = neighbourhoodsOf(table, { k: 3, queries: [0, 1, 3], apart: several });
  assert.deepEqual([0, 1, 2].map((i) => [...neighbourRows(both, i)]), [[3], [], [0]]);
});

Deno.test("hubnessOf() of ten identical tracks, of one and of none", () => {
  const ids = Array.from({ length: 10 }, (_, i) => `t${i}`);
  const same = VectorTable.of(ids, ids.map(() => [1, 2]));
  const hubs = hubnessOf(neighbourhoodsOf(same, { k: 3 }), same.present);
  assert.deepEqual([...hubs.occurrence], [9, 9, 9, 3, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([hubs.largest, hubs.antiHubs], [{ row: 0, occurrence: 9 }, 6]);
  const one = VectorTable.of(["a"], [[1]]);
  assert.ok(Number.isNaN(hubnessOf(neighbourhoodsOf(one, { k: 3 }), one.present).skewness));
  const none = new VectorTable(2);
  assert.equal(hubnessOf(neighbourhoodsOf(none, { k: 3 }), none.present).largest, undefined);
});

Deno.test("skewnessOf() is the third standardised moment of the population", () => {
  assert.ok(Math.abs(skewnessOf([1, 2, 3, 10]) - 1.0182338) < 1e-6);
  assert.equal(skewnessOf([1, 2, 3]), 0);
});

Deno.test("maskOf() leaves out what shares an artist or is alike", () => {
  const artists = ["Sadé", " sade", "", "Nico", ""];
  const cosines = Float32Array.of(1, 0.3, 0.9995, NaN, 0.2);
  const leaveOut = [sharing(artists, 0), alike(cosines, 0.999)];
  assert.deepEqual([...maskOf(5, { leaveOut })], [0, 0, 0, 1, 1]);
  const within = Uint8Array.of(1, 1, 1, 0, 1);
  assert.deepEqual([...maskOf(5, { within, leaveOut })], [0, 0, 0, 0, 1]);
  assert.deepEqual([...maskOf(2)], [1, 1]);
  assert.deepEqual(groupsOf(artists.map((artist) => [artist])), [[0], [0], [], [1], []]);
});

Deno.test("distanceHistogram() counts every distance once", () => {
  fc.assert(fc.property(anyTable, fc.integer({ min: 1, max: 20 }), ({ table }, bins) => {
    const cosines = cosinesTo(table, new Array(table.dimensions).fill(1));
    const { counts, from, to } = distanceHistogram(cosines, { bins });
    assert.equal(counts.reduce((sum, n) => sum + n, 0), table.count);
    assert.ok(from <= to && counts.length === bins);
  }));
});

Deno.test("rankPercentile() and PairDistances place a distance in its space", () => {
  const cosines = Float32Array.of(1, 0.9, 0.8, NaN, 0.7);
  assert.equal(rankPercentile(cosines, 1, { except: 0 }), 1 / 3);
  assert.equal(rankPercentile(cosines, 4, { except: 0 }), 1);
  assert.ok(Number.isNaN(rankPercentile(cosines, 3)));
  const table = clustered(500, { dimensions: 10, clusters: 5, random: seeded(2) });
  const pairs = new PairDistances(table);
  assert.equal(pairs.shareNearer(0), 0);
  assert.equal(pairs.shareNearer(2.1), 1);
  const middle = pairs.shareNearer(1 - cosineOf(table.unit(0), table.unit(5)));
  assert.ok(middle > 0 && middle < 0.3);
  assert.ok(Number.isNaN(new PairDistances(new VectorTable(1)).shareNearer(0.5)));
});

Deno.test("Standardisation gives each group its weight, and contributions sum to the cosine", () => {
  const random = seeded(4);
  const vectors = Array.from(
    { length: 400 },
    () => Float64Array.from([0, 1, 2, 3], (i) => 10 ** i * (random() + i)),
  );
  const groups = [{ name: "a", from: 0, to: 1 }, { name: "b", from: 1, to: 4, weight: 4 }];
  const standardisation = new Standardisation(vectors, groups);
  const standard = vectors.map((vector) => standardisation.apply(vector)!);
  const meanSquare = (from: number, to: number) =>
    standard.reduce((sum, v) => sum + v.subarray(from, to).reduce((s, x) => s + x * x, 0), 0) / 400;
  assert.ok(Math.abs(meanSquare(0, 1) - 1) < 1e-5);
  assert.ok(Math.abs(meanSquare(1, 4) - 4) < 1e-5);
  const [a, b] = [standard[0]!, standard[1]!];
  const parts = groupContributions(a, b, groups);
  const sum = parts.reduce((total, { cosine }) => total + cosine, 0);
  assert.ok(Math.abs(sum - cosineOf(a, b)) < 1e-12);
  assert.deepEqual(groupContributions([0, 0, 0, 0], b, groups), []);
});

Deno.test("Standardisation puts numbers that are missing at the mean, and constants at 0", () => {
  const groups = [{ name: "a", from: 0, to: 3 }];
  const standardisation = new Standardisation([[1, 5, NaN], [3, 5, 2], [2, 5, 4]], groups);
  assert.deepEqual([...standardisation.apply([2, 5, NaN])!], [0, 0, 0]);
  assert.deepEqual([...standardisation.apply([2, 9, 3])!], [0, 0, 0]);
  assert.equal(standardisation.apply([NaN, NaN, Infinity]), undefined);
});

Deno.test("sampled() draws without replacement, the same for the same seed", () => {
  const rows = Array.from({ length: 50 }, (_, i) => 2 * i);
  const draw = (seed: number) => [...sampled(rows, { count: 20, random: seeded(seed) })];
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
  assert.equal(new Set(draw(1)).size, 20);
  assert.deepEqual([...sampled(rows, { count: 99, random: seeded(1) })], rows);
});
