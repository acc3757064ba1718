import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cosinesTo,
  neighbourhoodsOf,
  neighbourRows,
  rowsWithVector,
} from "../../similarity/mod.ts";
import type { Profile } from "../../similarity/mutual_proximity.ts";
import { exactNeighboursOf } from "../../similarity/exact.ts";
import { hubnessOf } from "../../similarity/hubness.ts";
import { mutualNeighbours } from "../../similarity/mutual_neighbours.ts";
import { nearDuplicates } from "../../similarity/duplicates.ts";
import { overlapOf } from "../../similarity/lists.ts";
import { Profiles } from "../../similarity/profiles/profiles.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { musavTable } from "./_musav.ts";

/**
 * SHA-256 of the ten nearest rows of each of the 2,100 tracks, uint32, computed with NumPy 2 in double
 * precision: `np.argsort(-S, axis=1, kind="stable")[:, :10]` without the diagonal.
 */
const GOLDEN = {
  effnet: {
    cosine: "dd3cdf7658a852fa8457d3595b92b8400c51ba499eb5b0a91d26a638c26f7f3d",
    dot: "6ba2afe4a6569a1e963ffe0e0a86029d5efcda02bd0db54c161fed91bb883459",
  },
  musicnn: {
    cosine: "2772e08a33711b1f0108271d23614ee8ba563ebda4393f412c57462545b33715",
    dot: "e27116d9e1b0ce685945c66440dd6266ef1e22ec3b581a2bce0c8520eaabc44f",
  },
} as const;

type MusavSpace = keyof typeof GOLDEN;

function read(space: MusavSpace) {
  const table = musavTable(space);
  return { table, lists: neighbourhoodsOf(table, { k: 10 }) };
}

const opened = new Map<MusavSpace, ReturnType<typeof read>>();

/** A space of MusAV and the ten nearest of each of its tracks, read once. */
function musav(space: MusavSpace): ReturnType<typeof read> {
  const found = opened.get(space) ?? read(space);
  opened.set(space, found);
  return found;
}

function digest(rows: Iterable<number>): string {
  const bytes = new Uint8Array(Uint32Array.from(rows).buffer);
  return createHash("sha256").update(bytes).digest("hex");
}

function rounded(x: number): number {
  return Math.round(x * 100) / 100;
}

for (const space of ["effnet", "musicnn"] as const) {
  sharedTest(`neighbourhoodsOf() of ${space} equal NumPy's to the last row`, () => {
    assert.equal(digest(musav(space).lists.rows), GOLDEN[space].cosine);
  });

  for (const metric of ["cosine", "dot"] as const) {
    sharedTest(`exactNeighboursOf() of ${space} by ${metric} equal NumPy's to the last row`, () => {
      const { table } = musav(space);
      const found = table.ids.flatMap((_, row) => exactNeighboursOf(table, row, { k: 10, metric }));
      assert.equal(digest(found.map(({ row }) => row)), GOLDEN[space][metric]);
    });
  }
}

sharedTest("the lists of the two spaces share 22.8 %", () => {
  const effnet = musav("effnet").lists, musicnn = musav("musicnn").lists;
  const { queries } = effnet;
  const shared = Array.from(
    queries,
    (_, i) => overlapOf(neighbourRows(effnet, i), neighbourRows(musicnn, i)),
  );
  const mean = shared.reduce((sum, x) => sum + x) / queries.length;
  assert.equal(Math.round(mean * 1000) / 10, 22.8);
});

sharedTest("hubness is 1.61 and 0.81; mutual proximity makes it 0.13 and 0.02", () => {
  const skewness = (space: MusavSpace, mutual?: readonly (Profile | undefined)[]) => {
    const { table, lists } = musav(space);
    const found = mutual ? neighbourhoodsOf(table, { k: 10, mutual }) : lists;
    return rounded(hubnessOf(found, table.present).skewness);
  };
  const wanted = { effnet: [1.61, 0.13, 0.39], musicnn: [0.81, 0.02, 0.36] } as const;
  for (const space of ["effnet", "musicnn"] as const) {
    const empirical = new Profiles(musav(space).table).all();
    const logNormal = empirical.map((profile) =>
      profile && { mean: profile.mean, deviation: profile.deviation }
    );
    const found = [skewness(space), skewness(space, empirical), skewness(space, logNormal)];
    assert.deepEqual(found, wanted[space]);
  }
});

sharedTest("mutualNeighbours() gives single queries the lists that all queries have", () => {
  const { table: effnet } = musav("effnet");
  const queries = Array.from({ length: 25 }, (_, i) => 80 * i);
  const all = neighbourhoodsOf(effnet, { k: 10, queries, mutual: new Profiles(effnet).all() });
  const profiles = new Profiles(effnet);
  for (const [i, query] of queries.entries()) {
    const found = mutualNeighbours(profiles, {
      query: profiles.ofRows([query])[0]!,
      cosines: cosinesTo(effnet, effnet.unit(query)),
      rows: rowsWithVector(effnet).filter((row) => row !== query),
      k: 10,
    });
    assert.deepEqual(found.map(({ row }) => row), [...neighbourRows(all, i)]);
    assert.ok(found.every(({ distance }) => distance >= 0 && distance <= 1));
  }
});

sharedTest("the largest hub of EffNet is in 78 lists, and 75 tracks are in none", () => {
  const { table, lists } = musav("effnet");
  const { largest, antiHubs } = hubnessOf(lists, table.present);
  assert.deepEqual([largest?.occurrence, antiHubs], [78, 75]);
});

sharedTest("nearDuplicates() finds 8 pairs above 0.99 and 7 above 0.999", () => {
  const { table: effnet } = musav("effnet");
  assert.equal(nearDuplicates(effnet, { threshold: 0.99 }).length, 8);
  assert.equal(nearDuplicates(effnet).length, 7);
  assert.ok(
    nearDuplicates(effnet, { limit: 3 }).every(({ a, b, cosine }) => a < b && cosine > 0.999),
  );
});
