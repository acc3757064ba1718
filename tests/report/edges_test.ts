import assert from "node:assert/strict";
import { binsOf, edgesOf } from "../../charts/mod.ts";
import { binEdges, type Columns, NUMBER_DESCRIPTORS } from "../../domain/mod.ts";
import { facetOf, parseQuery, selectRows } from "../../query/mod.ts";
import { exploreHref } from "../../report/mod.ts";
import { madeColumns } from "../query/fixtures.ts";

/** Descriptors whose values are whole numbers. */
const WHOLE = ["year", "channels", "sample_rate"];

/** Every edge of a descriptor's bins, and the numbers beside it that its column can hold. */
function edgeValues(edges: Float64Array, id: string): Float32Array {
  return Float32Array.from([...edges].flatMap((edge) => {
    const near = WHOLE.includes(id) ? 1 : Math.max(2 ** -20, Math.abs(edge)) * 2 ** -23;
    return [edge - near, edge, edge + near];
  }));
}

Deno.test("a bar of a chart, the bar of Explore and the query between them hold the same tracks", () => {
  let values = 0;
  for (const descriptor of NUMBER_DESCRIPTORS) {
    const { id } = descriptor;
    const edges = binEdges(descriptor);
    const inner = edgeValues(edges, id).filter((x) =>
      x >= Math.fround(edges[0]!) && x <= Math.fround(edges.at(-1)!)
    );
    const columns: Columns = {
      ...madeColumns(inner.length),
      numbers: { [id]: inner },
    };
    const { codes, bins } = facetOf(columns, id)!;
    const chart = binsOf(inner, descriptor);
    assert.equal(chart.counts.length, bins, id);
    assert.equal(chart.below + chart.above, 0, id);
    for (let bin = 0; bin < bins; bin++) {
      const brushed = [...codes.keys()].filter((row) => codes[row] === bin);
      const [from, to] = edgesOf(chart, bin);
      const href = exploreHref({ kind: "range", descriptor: id, from, to });
      const { query } = parseQuery(new URL(href, "http://fonoteca").searchParams);
      assert.deepEqual(
        [...selectRows(columns, query)].sort((a, b) => a - b),
        brushed,
        `${id} ${from}`,
      );
      assert.equal(chart.counts[bin], brushed.length, `${id} ${from}`);
    }
    values += inner.length;
  }
  assert.ok(values > 2000);
});
