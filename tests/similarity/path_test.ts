import assert from "node:assert/strict";
import { pathBetween, type SoundPath, VectorSpace, VectorTable } from "../../similarity/mod.ts";
import { seeded } from "../../domain/mod.ts";
import { clustered } from "./_arbitraries.ts";

async function spaceOf(table: VectorTable): Promise<VectorSpace> {
  const vectorAt = (row: number) =>
    table.present[row] === 1 ? Float32Array.from(table.unit(row)) : undefined;
  return await VectorSpace.open({
    count: table.count,
    ids: table.ids,
    async *all() {
      for (const [row, id] of table.ids.entries()) {
        await Promise.resolve();
        const vector = vectorAt(row);
        if (vector) yield { id, vector };
      }
    },
    read: (ids) => Promise.resolve(ids.map((id) => vectorAt(table.rowOf(id)!))),
  }, { space: "test" });
}

/** Tracks round a circle of latitude, 5 degrees apart, with a gap of 60 degrees. */
function horseshoe(): VectorTable {
  const degrees = Array.from({ length: 61 }, (_, i) => 5 * i);
  return VectorTable.of(
    degrees.map((degree) => `t${degree}`),
    degrees.map((degree) => {
      const turn = degree * Math.PI / 180;
      return [Math.cos(turn), Math.sin(turn), 0.3];
    }),
  );
}

const degreesOf = ({ ids }: SoundPath) => ids.map((id) => Number(id.slice(1)));

Deno.test("pathBetween() follows the tracks round a gap instead of leaping over it", async () => {
  const space = await spaceOf(horseshoe());
  const found = await pathBetween(space, { from: "t0", to: "t300", count: 11 });
  const degrees = degreesOf(found!);
  assert.equal(degrees.length, 11);
  assert.deepEqual(degrees, degrees.toSorted((a, b) => a - b));
  assert.ok(Math.max(...found!.steps) < 1.6 * Math.min(...found!.steps), String(found!.steps));
  const back = await pathBetween(space, { from: "t300", to: "t0", count: 11 });
  assert.deepEqual(degreesOf(back!).toReversed(), degrees);
});

Deno.test("pathBetween() keeps to the rows that are let in, and to those that may join", async () => {
  const table = horseshoe();
  const space = await spaceOf(table);
  const even = Uint8Array.from(table.ids, (id) => Number(Number(id.slice(1)) % 10 === 0));
  const search = { from: "t5", to: "t205", count: 9 };
  const masked = await pathBetween(space, { ...search, mask: even });
  assert.ok(degreesOf(masked!).slice(1, -1).every((degree) => degree % 10 === 0));
  const joined = await pathBetween(space, {
    ...search,
    mayJoin: (id, taken) => !taken.some((other) => other.at(-2) === id.at(-2)),
  });
  const tens = joined!.ids.map((id) => id.at(-2));
  assert.equal(new Set(tens.slice(1, -1)).size, tens.length - 2);
});

Deno.test("pathBetween() leaps where no chain of neighbours leads there, and says so", async () => {
  const islands = clustered(120, { dimensions: 16, clusters: 2, random: seeded(3) });
  const found = await pathBetween(await spaceOf(islands), { from: "t0", to: "t1", count: 5 });
  assert.equal(found!.links, undefined);
  assert.deepEqual(found!.through, ["t0", "t1"]);
  assert.equal(new Set(found!.ids).size, 5);
});

Deno.test("pathBetween() takes no recording twice, and knows no way to a track without vector", async () => {
  const table = VectorTable.of(
    ["a", "copy of a", "b", "none", "c"],
    [[1, 0], [1, 0], [1, 1], undefined, [0, 1]],
  );
  const space = await spaceOf(table);
  const found = await pathBetween(space, { from: "a", to: "c", count: 4 });
  assert.deepEqual(found!.ids, ["a", "b", "c"]);
  assert.equal(await pathBetween(space, { from: "a", to: "none" }), undefined);
  assert.equal(await pathBetween(space, { from: "a", to: "nobody" }), undefined);
  assert.deepEqual((await pathBetween(space, { from: "a", to: "a" }))!.ids, ["a"]);
});
