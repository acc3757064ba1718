import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Profile } from "../../similarity/mutual_proximity.ts";
import { KeptProfiles } from "../../similarity/profiles/kept_profiles.ts";
import { Profiles } from "../../similarity/profiles/profiles.ts";
import { type VectorTable } from "../../similarity/mod.ts";
import { clustered } from "./_arbitraries.ts";
import { seeded } from "../../domain/mod.ts";

const MANY = 5000;
const SOME = [0, 7, 4999];

function large(): VectorTable {
  return clustered(MANY, { dimensions: 12, clusters: 20, random: seeded(8) });
}

/** What a worker would find, found here. */
function wanted(table: VectorTable, rows: readonly number[]): Profile[] {
  const all = new Profiles(table).all();
  return rows.map((row) => all[row]!);
}

async function settled(kept: KeptProfiles): Promise<Profiles> {
  void kept.current;
  await kept.settled;
  return kept.current;
}

async function withFile(run: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "profiles-"));
  try {
    await run(join(folder, "data", "effnet.profiles"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("profiles by row are those of all rows, in a table larger than the sample too", () => {
  for (const n of [300, MANY]) {
    const table = clustered(n, { dimensions: 12, clusters: 5, random: seeded(8) });
    table.remove("t4");
    const rows = [0, 7, n - 1];
    const found = new Profiles(table).ofRows(rows);
    for (const [i, { mean, deviation, empirical }] of wanted(table, rows).entries()) {
      assert.ok(Math.abs(found[i]!.mean - mean) < 1e-6);
      assert.ok(Math.abs(found[i]!.deviation - deviation) < 1e-6);
      assert.equal(empirical !== undefined, n === 300);
    }
  }
});

Deno.test("all profiles of a large table are worked out in a worker, kept, and loaded", () =>
  withFile(async (path) => {
    const table = large();
    const first = new KeptProfiles(table, { path });
    assert.deepEqual((await settled(first)).ofRows(SOME), wanted(table, SOME));
    assert.equal(first.origin, "worked out");
    const second = new KeptProfiles(table, { path });
    assert.deepEqual((await settled(second)).ofRows(SOME), wanted(table, SOME));
    assert.equal(second.origin, "loaded");
  }));

Deno.test("profiles of changed tracks are worked out by row, those of another collection anew", () =>
  withFile(async (path) => {
    const table = large();
    await settled(new KeptProfiles(table, { path }));
    table.add("t7", table.unit(9));
    table.add("new", table.unit(11));
    const kept = new KeptProfiles(table, { path });
    const profiles = await settled(kept);
    assert.equal(kept.origin, "loaded");
    const fresh = new Profiles(table).ofRows([7, MANY]);
    assert.deepEqual(profiles.ofRows([7, MANY]), fresh);
    table.add("t8", table.unit(12));
    kept.changed("t8");
    assert.deepEqual(kept.current.ofRows([8]), new Profiles(table).ofRows([8]));
    for (let row = 0; row < MANY / 10; row++) table.add(`t${row}`, table.unit(row + 2000));
    const other = new KeptProfiles(table, { path });
    await settled(other);
    assert.equal(other.origin, "worked out");
  }));

Deno.test("a damaged file of profiles is noticed and written again", () =>
  withFile(async (path) => {
    const table = large();
    await settled(new KeptProfiles(table, { path }));
    const good = await readFile(path);
    const flipped = Uint8Array.from(good);
    flipped[good.length - 9]! ^= 1;
    for (const bytes of [flipped, good.subarray(0, 30), good.subarray(0, good.length - 8)]) {
      await writeFile(path, bytes);
      const kept = new KeptProfiles(table, { path });
      await settled(kept);
      assert.equal(kept.origin, "worked out");
      assert.deepEqual(await readFile(path), good);
    }
  }));

Deno.test("profiles of a small table follow every change", async () => {
  const table = clustered(50, { dimensions: 6, clusters: 3, random: seeded(2) });
  const kept = new KeptProfiles(table);
  kept.current.ofRows([3]);
  table.add("t9", table.unit(1));
  kept.changed("t9");
  const [found] = (await settled(kept)).ofRows([3]);
  const [right] = wanted(table, [3]);
  assert.ok(Math.abs(found!.mean - right!.mean) < 1e-12);
  assert.equal(kept.origin, "by row");
});
