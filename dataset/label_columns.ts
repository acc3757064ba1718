import type { LabelCells } from "../collection/mod.ts";
import {
  ACTIVATION_STEPS,
  isLabelAspect,
  isLabelName,
  LABEL_ASPECTS,
  LABEL_NAMES,
  type LabelAspect,
  labelDescriptorId,
  type LabelEntry,
  labelNamed,
  type LabelSet,
  nameKey,
  SPLITS,
  type TrackId,
} from "../domain/mod.ts";
import type { DataColumn } from "./schema.ts";

/** Where a part's metadata tells of its label sets. */
export const LABELS_KEY = "fonoteca.labels";

/** A label set as the parts of a data set have it. */
export interface DataLabels {
  readonly set: LabelSet;
  readonly aspects: readonly LabelAspect[];
  readonly names: readonly (typeof LABEL_NAMES)[number][];
}

/** The label sets of a data set, by id. */
export type LabelsOfData = ReadonlyMap<string, DataLabels>;

/** Strengths of a set's labels, in steps of 1/10,000. */
export function strengthColumn(set: string): string {
  return `${labelDescriptorId(set)}:over`;
}

/** What artists or albums of a set are compared by. */
export function nameKeyColumn(set: string, by: string): string {
  return `${labelDescriptorId(set, by)}:key`;
}

/** The columns of a label set. */
export function columnsOfLabels({ set, aspects, names }: DataLabels): DataColumn[] {
  return [
    { name: labelDescriptorId(set.id), kind: "names" },
    ...(set.strength === undefined
      ? []
      : [{ name: strengthColumn(set.id), kind: "codes" } as const]),
    ...set.fields.map(({ id }): DataColumn => ({
      name: labelDescriptorId(set.id, id),
      kind: "float",
    })),
    ...aspects.map((aspect): DataColumn => ({
      name: labelDescriptorId(set.id, aspect),
      kind: "text",
    })),
    ...names.flatMap((by): DataColumn[] => [
      { name: labelDescriptorId(set.id, by), kind: "text" },
      { name: nameKeyColumn(set.id, by), kind: "text" },
    ]),
  ];
}

type Cell = string | number | readonly number[] | readonly string[] | null;

/** What a set says of some tracks, by column. */
export function cellsOfLabels(
  cells: LabelCells,
  ids: readonly TrackId[],
): ReadonlyMap<string, Cell[]> {
  const { set, has } = cells;
  const said = ids.map((id) => cells.said(id));
  const found = new Map<string, Cell[]>();
  found.set(labelDescriptorId(set.id), said.map((words) => words?.labels ?? null));
  if (set.strength !== undefined) {
    found.set(strengthColumn(set.id), said.map((words) => words?.strengths ?? null));
  }
  for (const [i, { id }] of set.fields.entries()) {
    const number = (x = NaN) => Number.isNaN(x) ? null : Math.fround(x);
    found.set(labelDescriptorId(set.id, id), said.map((words) => number(words?.values[i])));
  }
  for (const aspect of has.aspects) {
    const id = labelDescriptorId(set.id, aspect);
    found.set(id, said.map((words) => words?.aspects[aspect] ?? null));
  }
  for (const by of has.names) {
    const names = said.map((words) => words?.names[by]?.toWellFormed() ?? null);
    found.set(labelDescriptorId(set.id, by), names);
    found.set(nameKeyColumn(set.id, by), names.map((name) => name === null ? null : nameKey(name)));
  }
  return found;
}

/** What a part's metadata tells of a set. */
export function toldOf(cells: LabelCells): DataLabels {
  return { set: cells.set, ...cells.has };
}

/** The sets of several parts: labels, numbers and names of a set that stands in more than one are put together. */
export function joinedLabels(parts: readonly (readonly DataLabels[])[]): LabelsOfData {
  const joined = new Map<string, DataLabels>();
  for (const told of parts.flat()) {
    const before = joined.get(told.set.id);
    joined.set(told.set.id, before ? both(before, told) : told);
  }
  return joined;
}

function both(one: DataLabels, other: DataLabels): DataLabels {
  const classes = [...new Set([...one.set.classes, ...other.set.classes])];
  const parents = one.set.parents ?? other.set.parents;
  const fields = new Map(
    [...other.set.fields, ...one.set.fields].map((field) => [field.id, field]),
  );
  const strength = one.set.strength ?? other.set.strength;
  return {
    set: {
      ...one.set,
      classes,
      ...(parents && { parents: classes.map((name) => parentOf(name, { one, other, classes })) }),
      several: one.set.several || other.set.several,
      ...(strength !== undefined && { strength }),
      fields: [...fields.values()],
    },
    aspects: [...new Set([...one.aspects, ...other.aspects])],
    names: [...new Set([...one.names, ...other.names])],
  };
}

function parentOf(
  name: string,
  { one, other, classes }: {
    readonly one: DataLabels;
    readonly other: DataLabels;
    readonly classes: readonly string[];
  },
): number {
  for (const { set } of [one, other]) {
    const at = set.classes.indexOf(name);
    if (at >= 0 && set.parents) return classes.indexOf(set.classes[set.parents[at]!] ?? "");
  }
  return -1;
}

/** The column of numbers or of names that a descriptor of a label set has; `undefined` where there is none. */
export function labelColumnOf(labels: LabelsOfData, descriptor: string): string | undefined {
  const named = labelNamed(descriptor);
  const told = named && labels.get(named.set);
  if (!told || named.field === undefined) return undefined;
  const { field } = named;
  const isThere = told.set.fields.some(({ id }) => id === field) ||
    (isLabelAspect(field) && told.aspects.includes(field)) ||
    (isLabelName(field) && told.names.includes(field));
  return isThere ? `"${descriptor}"` : undefined;
}

/** The names of a category of a label set. */
export function labelNamesOf(descriptor: string): readonly string[] {
  const field = labelNamed(descriptor)?.field ?? "";
  return isLabelAspect(field) ? LABEL_ASPECTS[field] : [];
}

/** The entry of a row. @param row Cells of {@linkcode columnsOfLabels} in their order */
export function entryIn(
  { set, aspects, names }: DataLabels,
  row: readonly unknown[],
): Omit<LabelEntry, "key"> | undefined {
  const at = new Map(columnsOfLabels({ set, aspects, names }).map(({ name }, i) => [name, row[i]]));
  const labels = itemsOf(at.get(labelDescriptorId(set.id)));
  if (!labels) return undefined;
  const over = itemsOf(at.get(strengthColumn(set.id)));
  const text = (field: string) =>
    (at.get(labelDescriptorId(set.id, field)) ?? undefined) as string | undefined;
  const split = SPLITS.find((part) => part === text("split"));
  const [artist, album] = LABEL_NAMES.map(text);
  return {
    classes: labels.map((name) => set.classes.indexOf(String(name))),
    ...(over && { strengths: over.map((steps) => Number(steps) / ACTIVATION_STEPS) }),
    values: set.fields.map(({ id }) => {
      const value = at.get(labelDescriptorId(set.id, id));
      return typeof value === "number" ? value : NaN;
    }),
    ...(split && { split }),
    ...(artist !== undefined && { artist }),
    ...(album !== undefined && { album }),
    ...(text("known_bad") === "yes" && { bad: "known to be bad" }),
  };
}

function itemsOf(list: unknown): readonly unknown[] | undefined {
  return list ? (list as { readonly items: readonly unknown[] }).items : undefined;
}
