import { type Column, field, int32, list, struct, type Table, uint16 } from "@uwdata/flechette";
import {
  ACTIVATION_STEPS,
  aspectsOf,
  type Columns,
  LABEL_ASPECTS,
  LABEL_NAMES,
  type LabelAspect,
  type LabelColumn,
  labelDescriptorId,
  type LabelName,
  type LabelSet,
  type NameColumn,
} from "../domain/mod.ts";
import {
  batchFrom,
  batchOf,
  categoryColumn,
  codesOf,
  columnOf,
  namedBatch,
  namedColumn,
  namesOf,
  numberColumn,
  numbersOf,
  validCodes,
  withMissing,
} from "./_arrow.ts";
import type { LabelData } from "./_labels.ts";

/** Where the schema's metadata tells of the label sets. */
const METADATA = "fonoteca.labels";

/** One label set as fields of an Arrow table: a list of its labels, its numbers, split and names. */
export function labelFields(
  column: LabelColumn,
  numbers: Columns["numbers"],
): [string, Column<unknown>][] {
  const { set, offsets, classes, strengths, present } = column;
  const { length } = classes;
  const names = namedBatch(classes, { names: set.classes, type: uint16() });
  const values = strengths ?? new Uint16Array(length).fill(ACTIVATION_STEPS);
  const steps = batchFrom({ type: uint16(), length, values });
  const pair = struct({ name: names.type, per_10000: steps.type });
  const labels = columnOf({
    type: list(field("item", pair)),
    length: present.length,
    offsets: Int32Array.from(offsets),
    children: [batchFrom({ type: pair, length, children: [names, steps] })],
    ...validCodes(present, 0),
  });
  return [
    [labelDescriptorId(set.id), labels],
    ...set.fields.map((value): [string, Column<unknown>] => {
      const id = labelDescriptorId(set.id, value.id);
      return [id, numberColumn(numbers[id]!)];
    }),
    ...aspectsOf(column).map((aspect): [string, Column<unknown>] => [
      labelDescriptorId(set.id, aspect),
      categoryColumn({ codes: column.aspects[aspect]!, names: LABEL_ASPECTS[aspect] }),
    ]),
    ...LABEL_NAMES.flatMap((name): [string, Column<unknown>][] => {
      const named = column.names[name];
      if (!named) return [];
      const written = namedColumn(named.codes, { names: named.names, type: int32() });
      return [[labelDescriptorId(set.id, name), written]];
    }),
  ];
}

/** Writes what is known of the label sets into a table's metadata. */
export function tellLabels(table: Table, { labels }: Columns): void {
  if (!labels) return;
  const sets = Object.values(labels).map(({ set }) => set);
  table.schema.metadata = new Map([[METADATA, JSON.stringify(sets)]]);
}

/** The label sets of a table. */
export function labelsIn(table: Table): LabelData[] {
  const told = table.schema.metadata?.get(METADATA);
  return told === undefined ? [] : (JSON.parse(told) as LabelSet[]).flatMap((set) => {
    const lists = batchOf(table, labelDescriptorId(set.id));
    if (!lists) return [];
    const [classes, steps] = lists.children[0]!.children;
    const column: LabelColumn = {
      set,
      offsets: Uint32Array.from(lists.offsets as Int32Array),
      classes: classes!.values as Uint16Array,
      ...(set.strength !== undefined && { strengths: steps!.values as Uint16Array }),
      present: withMissing(lists, { values: new Uint8Array(lists.length).fill(1), missing: 0 }),
      aspects: aspectsIn(table, set),
      names: namesIn(table, set),
    };
    const values = set.fields.map(({ id }) =>
      numbersOf(batchOf(table, labelDescriptorId(set.id, id))!)
    );
    return [{ column, values }];
  });
}

function aspectsIn(table: Table, set: LabelSet): LabelColumn["aspects"] {
  const aspects: Partial<Record<LabelAspect, Uint8Array>> = {};
  for (const aspect of Object.keys(LABEL_ASPECTS) as LabelAspect[]) {
    const batch = batchOf(table, labelDescriptorId(set.id, aspect));
    if (batch) aspects[aspect] = codesOf(batch);
  }
  return aspects;
}

function namesIn(table: Table, set: LabelSet): LabelColumn["names"] {
  const names: Partial<Record<LabelName, NameColumn>> = {};
  for (const name of LABEL_NAMES) {
    const batch = batchOf(table, labelDescriptorId(set.id, name));
    if (!batch) continue;
    const codes = withMissing(batch, { values: batch.values as Int32Array, missing: -1 });
    names[name] = { codes, names: namesOf(batch) };
  }
  return names;
}
