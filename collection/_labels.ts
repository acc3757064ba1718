import {
  ACTIVATION_STEPS,
  type CategoryColumn,
  type Columns,
  type LabelColumn,
  labelDescriptorId,
  type LabelEntries,
  type LabelSet,
  MISSING_CODE,
  MOST_COLUMN_CLASSES,
  type TrackId,
} from "../domain/mod.ts";

/** A label column, with the numbers of its set's fields in their order. */
export interface LabelData {
  readonly column: LabelColumn;
  readonly values: readonly Float32Array[];
}

/** The entries of a set, row by row. */
export function labelData(
  set: LabelSet,
  { entries, ids }: { readonly entries: LabelEntries; readonly ids: readonly TrackId[] },
): LabelData {
  const offsets = new Uint32Array(ids.length + 1);
  const present = new Uint8Array(ids.length);
  const values = set.fields.map(() => new Float32Array(ids.length).fill(NaN));
  const classes: number[] = [];
  const strengths: number[] = [];
  for (const [row, id] of ids.entries()) {
    const entry = entries.get(id);
    if (entry) {
      present[row] = 1;
      for (const [i, index] of (entry.classes ?? []).entries()) {
        classes.push(index);
        strengths.push(Math.round((entry.strengths?.[i] ?? 1) * ACTIVATION_STEPS));
      }
      for (const [i, column] of values.entries()) column[row] = entry.values?.[i] ?? NaN;
    }
    offsets[row + 1] = classes.length;
  }
  const { source: _, options: __, ...shown } = set;
  return {
    values,
    column: {
      set: shown,
      offsets,
      present,
      classes: Uint16Array.from(classes),
      ...(set.strength !== undefined && { strengths: Uint16Array.from(strengths) }),
    },
  };
}

/**
 * Columns with label sets: each a label column, its fields numbers, and, where it has at most
 * {@linkcode MOST_COLUMN_CLASSES} classes, its strongest class a category.
 */
export function withLabels<C extends Columns>(columns: C, data: readonly LabelData[]): C {
  if (data.length === 0 && !columns.labels) return columns;
  const labels: Record<string, LabelColumn> = {};
  const numbers = kept(columns.numbers);
  const categories = kept(columns.categories);
  for (const { column, values } of data) {
    const { set } = column;
    labels[set.id] = column;
    for (const [i, field] of set.fields.entries()) {
      numbers[labelDescriptorId(set.id, field.id)] = values[i]!;
    }
    if (set.classes.length > 0 && set.classes.length <= MOST_COLUMN_CLASSES) {
      categories[labelDescriptorId(set.id)] = strongest(column);
    }
  }
  const { labels: _, ...rest } = columns;
  return { ...rest, numbers, categories, ...(data.length > 0 && { labels }) } as unknown as C;
}

/** What is no label. */
function kept<T>(columns: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(columns).filter(([id]) => !id.startsWith("label.")));
}

function strongest({ set, offsets, classes, present }: LabelColumn): CategoryColumn {
  const codes = new Uint8Array(present.length).fill(MISSING_CODE);
  for (let row = 0; row < codes.length; row++) {
    if (offsets[row + 1]! > offsets[row]!) codes[row] = classes[offsets[row]!]!;
  }
  return { codes, names: set.classes };
}
