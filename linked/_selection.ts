import { computed } from "@preact/signals";
import { createSelection, formatQuery, keepRows, orderRows, type Selection } from "../query/mod.ts";
import { query } from "./_asked.ts";
import { columns } from "./_columns.ts";
import { facetsOf } from "./_facets.ts";
import { besideData, mapData } from "./_maps.ts";

const selection = computed<Selection | undefined>(() => {
  const all = columns.value;
  if (!all) return undefined;
  const maps = [mapData.value, besideData.value];
  return createSelection(all, {
    facets: facetsOf(all),
    sources: {
      coordinates: (space, projection) =>
        maps.find((map) => map?.space === space && map.projection === projection)?.xy,
    },
  });
});

let step = 0;

/** The selection under the present query: a new object for every step of a brush. */
export const brushed = computed<
  { readonly selection: Selection; readonly step: number } | undefined
>(
  () => {
    const current = selection.value;
    if (!current) return undefined;
    current.setQuery(query.value);
    return { selection: current, step: ++step };
  },
);

const orderText = computed(() => formatQuery({ ...query.value, clauses: {} }));

const order = computed(() => {
  const all = columns.value;
  orderText.value;
  return all ? orderRows(all, query.peek()) : new Uint32Array(0);
});

/** The rows that match, in the query's order. */
export const rows = computed<Uint32Array>(() => {
  const current = brushed.value;
  return current ? keepRows(order.value, current.selection.mask) : new Uint32Array(0);
});
