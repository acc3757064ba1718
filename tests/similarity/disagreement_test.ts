import assert from "node:assert/strict";
import fc from "fast-check";
import { disagreementOf, neighbourhoodsOf, VectorTable } from "../../similarity/mod.ts";
import { exactNeighbours, rawVector } from "../../similarity/exact.ts";
import { NeighbourIndex } from "../../similarity/index/neighbour_index.ts";
import { overlapOf } from "../../similarity/lists.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { musavTable } from "./_musav.ts";

const listed = (table: VectorTable, k: number) => ({
  table,
  lists: neighbourhoodsOf(table, { k }),
});

/** Tracks in any order, some without a vector, in a table. */
const table = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1 }).chain((ids) =>
  fc.array(
    fc.option(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 2 }), {
      nil: undefined,
    }),
    { minLength: ids.length, maxLength: ids.length },
  ).map((vectors) => VectorTable.of(ids.map(String), vectors))
);

/** The ids of the neighbours of a track, asked for one by one. */
function naive(table: VectorTable, { id, k }: { readonly id: string; readonly k: number }) {
  const row = table.rowOf(id);
  if (row === undefined || table.present[row] === 0) return undefined;
  return exactNeighbours(table, rawVector(table, row), { k, except: row })
    .map((neighbour) => Number(table.ids[neighbour.row]));
}

Deno.test("disagreementOf() is 1 less the overlap of lists found one by one", () => {
  fc.assert(fc.property(table, table, fc.integer({ min: 1, max: 4 }), (a, b, k) => {
    const { ids, values } = disagreementOf(listed(a, k), listed(b, k));
    const wanted = a.ids.flatMap((id) => {
      const [inA, inB] = [naive(a, { id, k }), naive(b, { id, k })];
      return inA && inB ? [[id, 1 - overlapOf(inA, inB)]] : [];
    });
    assert.deepEqual(
      ids.map((id, i) => [id, values[i]]),
      wanted.map(([id, value]) => [
        id,
        Math.fround(value as number),
      ]),
    );
  }));
});

Deno.test("spaces with the same vectors do not disagree", () => {
  const vectors = [[1, 0], [0, 1], [1, 1], [1, 1]];
  const one = VectorTable.of(["a", "b", "c", "d"], vectors);
  const { ids, values } = disagreementOf(listed(one, 2), listed(one, 2));
  assert.deepEqual([ids, [...values]], [["a", "b", "c", "d"], [0, 0, 0, 0]]);
  const alone = VectorTable.of(["a"], [[1, 0]]);
  assert.ok(Number.isNaN(disagreementOf(listed(alone, 2), listed(alone, 2)).values[0]));
});

sharedTest("EffNet and MusiCNN differ by 77.2 % on MusAV; slices find the same lists", async () => {
  const lists = await Promise.all((["effnet", "musicnn"] as const).map(async (space) => {
    const table = musavTable(space);
    let [done, turns] = [0, 0];
    const timer = setInterval(() => turns++, 0);
    const index = new NeighbourIndex(table, { space });
    const lists = await index.neighbourhoods({ k: 10, progress: (count) => done = count });
    clearInterval(timer);
    assert.equal(done, 2_100);
    assert.ok(turns > 20, `others had ${turns} turns`);
    return { table, lists };
  }));
  const [effnet, musicnn] = lists;
  assert.deepEqual(effnet!.lists, neighbourhoodsOf(effnet!.table, { k: 10 }));
  const { values } = disagreementOf(effnet!, musicnn!);
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  assert.equal(values.length, 2_100);
  assert.equal(Math.round(1000 * (1 - mean)) / 10, 22.8);
});

Deno.test("a search for all lists ends when it is told to", async () => {
  const index = new NeighbourIndex(VectorTable.of(["a", "b"], [[1, 0], [0, 1]]), { space: "x" });
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(index.neighbourhoods({ k: 1, signal }), /enough/);
});
