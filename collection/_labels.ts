import {
  aspectsOf,
  type CategoryColumn,
  type Columns,
  LABEL_ASPECTS,
  type LabelColumn,
  labelDescriptorId,
  MISSING_CODE,
  MOST_COLUMN_CLASSES,
} from "../domain/mod.ts";

/** A label column, with the numbers of its set's fields in their order. */
export interface LabelData {
  readonly column: LabelColumn;
  readonly values: readonly Float32Array[];
}

/**
 * Columns with label sets: each a label column, its fields numbers, its split and what is known bad
 * categories, and, where it has at most {@linkcode MOST_COLUMN_CLASSES} classes, its strongest class one.
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
    for (const aspect of aspectsOf(column)) {
      categories[labelDescriptorId(set.id, aspect)] = {
        codes: column.aspects[aspect]!,
        names: LABEL_ASPECTS[aspect],
      };
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
