import { computed, signal } from "@preact/signals";
import { view } from "./_asked.ts";
import { type Colouring, colouringOf } from "./_colouring.ts";
import { columns } from "./_columns.ts";
import { usualColour, usualTable } from "./_usual.ts";

/** By what maps are coloured. */
export const colour = computed(() => {
  const all = columns.value;
  return view.value.colour ?? (all ? usualColour(all) : "style_parent");
});

/** Columns of the table, by id. */
export const tableIds = computed<readonly string[]>(() => {
  const all = columns.value;
  return view.value.table ?? (all ? usualTable(all) : []);
});

/** A colouring that no descriptor gives; it is used where the view names it. */
export const ownColouring = signal<Colouring | undefined>(undefined);

/** How maps are coloured; as usual where the view names nothing that there is. */
export const colouring = computed<Colouring | undefined>(() => {
  const all = columns.value;
  const by = colour.value;
  if (ownColouring.value?.id === by) return ownColouring.value;
  return all && (colouringOf(all, by) ?? colouringOf(all, usualColour(all)));
});
