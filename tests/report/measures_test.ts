import assert from "node:assert/strict";
import fc from "fast-check";
import { KEY_PROFILES, ranksOf } from "../../domain/mod.ts";
import { correlationOf, quantileOf } from "../../report/distribution.ts";
import { diversityOf } from "../../report/diversity.ts";
import { exactDistances, hellinger } from "../../report/compare.ts";
import { hardEdges } from "../../report/loudness.ts";
import { keysOf } from "../../report/keys.ts";
import { MUSAV } from "../../report/yardstick.ts";
import { summarise } from "../../report/mod.ts";
import { columnsOf, fullOf, readMusav } from "../fixtures/musav.ts";
import { sharedTest } from "../fixtures/shared.ts";

const anyCounts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 });

Deno.test("diversityOf(): an effective number lies between 1 and the categories seen", () => {
  fc.assert(fc.property(anyCounts, (counts) => {
    const { n, seen, hill1, hill2 } = diversityOf(counts);
    if (n === 0) return assert.equal(hill1, null);
    assert.ok(hill2! > 0.9999 && hill2! <= hill1! * 1.0001 && hill1! <= seen * 1.0001);
  }));
});

Deno.test("diversityOf(): k equal categories are k effective ones, entropy log2 k", () => {
  for (const k of [1, 2, 7, 400]) {
    const { hill1, hill2, entropy } = diversityOf(new Array(k).fill(5));
    assert.ok(Math.abs(hill1! - k) < 1e-3 && Math.abs(hill2! - k) < 1e-3);
    assert.ok(Math.abs(entropy! - Math.log2(k)) < 1e-4);
  }
});

sharedTest("the yardstick holds MusAV's figures as this program computes them", () => {
  const musav = readMusav();
  const { diversity } = summarise(musav.columns, {
    activations: { styles: fullOf(musav.styles) },
  });
  for (const kind of ["styles", "parents", "keys", "tempo", "emotion"] as const) {
    const { seen, hill1, evenness } = diversity[kind];
    assert.equal(seen, MUSAV[kind].seen, kind);
    assert.ok(Math.abs(hill1! - MUSAV[kind].hill1) <= 0.1, `${kind} ${hill1}`);
    assert.ok(Math.abs(evenness! - MUSAV[kind].evenness) <= 0.0051, `${kind} ${evenness}`);
  }
});

/** Numbers of a normal distribution by its quantiles: no randomness in a test of a threshold. */
function normalValues(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => {
    const p = (i + 0.5) / n;
    return -14 + 4 * Math.SQRT2 * inverseErf(2 * p - 1);
  }).sort();
}

/** Winitzki's approximation. */
function inverseErf(x: number): number {
  const log = Math.log(1 - x * x);
  const half = 2 / (Math.PI * 0.147) + log / 2;
  return Math.sign(x) * Math.sqrt(Math.sqrt(half * half - log / 0.147) - half);
}

Deno.test("hardEdges() sees the ends of a filtered distribution, and none in a natural one", () => {
  const normal = normalValues(2000);
  assert.deepEqual(hardEdges(normal), { quietEnd: null, loudEnd: null });
  const { quietEnd, loudEnd } = hardEdges(normal.filter((value) => value > -18));
  assert.ok(quietEnd && Math.abs(quietEnd.at + 18) < 0.1);
  assert.equal(loudEnd, null);
});

Deno.test("hardEdges() claims nothing of no, one or equal values", () => {
  for (const values of [[], [-9], new Array(500).fill(-9)]) {
    assert.deepEqual(hardEdges(Float32Array.from(values)), { quietEnd: null, loudEnd: null });
  }
});

const anySample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float32Array.from(values).sort());

Deno.test("exactDistances(): 0 to itself, symmetric, and a shift by c is c away", () => {
  fc.assert(fc.property(anySample, anySample, fc.integer({ min: 0, max: 20 }), (x, y, shift) => {
    assert.deepEqual(exactDistances(x, x), { wasserstein: 0, ks: 0 });
    assert.deepEqual(exactDistances(x, y), exactDistances(y, x));
    const shifted = exactDistances(x, x.map((value) => value + shift));
    assert.ok(Math.abs(shifted.wasserstein - shift) < 1e-3);
  }));
});

Deno.test("hellinger() is 0 for the same shares and 1 where nothing is shared", () => {
  assert.equal(hellinger([1, 2, 3], [10, 20, 30]), 0);
  assert.equal(hellinger([5, 0], [0, 5]), 1);
});

Deno.test("quantileOf() interpolates; ranksOf() shares ties; correlationOf() skips gaps", () => {
  assert.equal(quantileOf(Float32Array.of(1, 2, 4, 8), 0.5), 3);
  assert.ok(Number.isNaN(quantileOf(new Float32Array(), 0.5)));
  assert.deepEqual([...ranksOf([5, 1, 5, 9])], [2.5, 1, 2.5, 4]);
  assert.equal(correlationOf([1, 2, NaN, 4, 5], [10, 20, 0, 40, 50]), 1);
  assert.equal(correlationOf([1, 2], [1, 2]), null);
  assert.equal(correlationOf([1, 1, 1], [1, 2, 3]), null);
});

function keyed(keys: readonly (readonly [string, string])[]) {
  return {
    values: Object.fromEntries(KEY_PROFILES.flatMap((profile, i) => [
      [`key_${profile}`, keys[i]![0]],
      [`scale_${profile}`, keys[i]![1]],
    ])),
  };
}

Deno.test("keysOf() weights relations as MIREX does", () => {
  const columns = columnsOf([
    keyed([["C", "major"], ["A", "minor"], ["C", "minor"]]),
    keyed([["C", "major"], ["G", "major"], ["C", "major"]]),
  ]);
  const { pairs, allAgree, compared } = keysOf(columns, 0);
  assert.deepEqual({ allAgree, compared }, { allAgree: 0, compared: 2 });
  assert.deepEqual(pairs.map(({ mirex }) => mirex), [
    (0.3 + 0.5) / 2,
    (0.2 + 1) / 2,
    (0 + 0.5) / 2,
  ]);
});

Deno.test("keysOf() recommends edma for electronic music, else the profile closest to the others", () => {
  const tracks = [
    keyed([["C", "major"], ["C", "major"], ["E", "minor"]]),
    keyed([["D", "major"], ["E", "major"], ["E", "major"]]),
    keyed([["D", "major"], ["A", "major"], ["A", "major"]]),
  ];
  const columns = columnsOf(new Array(10).fill(tracks).flat());
  assert.equal(keysOf(columns, 0.6).advice.profile, "edma");
  assert.equal(keysOf(columns, 0.4).advice.profile, "krumhansl");
  assert.equal(keysOf(columnsOf(tracks), 0).advice.because, "too few tracks");
});

Deno.test("keysOf() gives the median strength, which of two tracks lies between them", () => {
  const strong = [0.25, 0.75].map((strength_edma) => ({ values: { strength_edma } }));
  const [temperley, , edma] = keysOf(columnsOf(strong), 0).profiles;
  assert.deepEqual([temperley!.strength, edma!.strength], [null, 0.5]);
});
