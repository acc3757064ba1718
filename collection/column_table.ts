import {
  type Absence,
  absenceIn,
  ACTIVATION_CLASSES,
  type ActivationSet,
  CATALOGUE,
  CATEGORY_DESCRIPTORS,
  type CategoryColumn,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  perActivationSet,
  type SparseActivations,
  type TextColumns,
  type Track,
  type VectorKind,
} from "../domain/mod.ts";
import { styleParentColumn } from "./_styles.ts";
import { bitOf, reasonOf, type Table, withoutEmptyArtists } from "./table.ts";

/** What the columns of a collection are made of where it is no store that they are read from. */
export interface ColumnCells {
  /** Sorted, each once; all other cells are in their order. */
  readonly ids: readonly string[];
  /** By descriptor, rounded as columns are; NaN where missing. */
  readonly numbers: Readonly<Record<string, Float32Array>>;
  /** By descriptor: places among its names, {@linkcode MISSING_CODE} where missing. */
  readonly codes: Readonly<Record<string, Uint8Array>>;
  readonly texts: TextColumns & { readonly artists: readonly string[] };
  readonly activations: Readonly<Record<ActivationSet, Omit<SparseActivations, "labels">>>;
  readonly topStyle: Int16Array;
  readonly added: Float64Array;
  readonly audio: Uint8Array;
  readonly held: Uint16Array;
  readonly analysed: Float64Array;
  readonly stages: readonly Track["stages"][];
  /** Why descriptors of each track have no value; rows of the same reasons share one object. */
  readonly absent: readonly Readonly<Record<string, Absence>>[];
  readonly damages: readonly string[];
}

/** The table that a store with the same tracks would give. */
export function tableOf(cells: ColumnCells): Table {
  const { ids, numbers, codes, topStyle, added, audio, held, analysed, stages, damages } = cells;
  const categories: Record<string, CategoryColumn> = {};
  for (const { id, names } of CATEGORY_DESCRIPTORS) categories[id] = { codes: codes[id]!, names };
  categories["style_parent"] = styleParentColumn(topStyle);
  const activations = perActivationSet((set): SparseActivations => ({
    labels: ACTIVATION_CLASSES[set],
    ...cells.activations[set],
  }));
  const columns = {
    length: ids.length,
    ids,
    numbers,
    categories,
    texts: withoutEmptyArtists(cells.texts),
    activations,
    added,
    topStyle,
    ...(audio.includes(0) && { audio }),
  };
  return { columns, absences: absencesOf(cells), held, analysed, stages, damages };
}

function absencesOf(
  { ids, numbers, codes, absent, held }: ColumnCells,
): Record<string, Uint8Array> {
  const absences: Record<string, Uint8Array> = {};
  const isThere = (id: string, row: number) =>
    numbers[id] ? !Number.isNaN(numbers[id][row]) : codes[id]![row] !== MISSING_CODE;
  for (const { id } of [...NUMBER_DESCRIPTORS, ...CATEGORY_DESCRIPTORS]) {
    const column = absences[id] = new Uint8Array(ids.length).fill(MISSING_CODE);
    let bits = 0;
    const holds = (kind: VectorKind) => bitOf(bits, kind);
    for (let row = 0; row < column.length; row++) {
      if (isThere(id, row)) continue;
      const has = (id: string) => isThere(id, row);
      bits = held[row]!;
      column[row] = reasonOf(absenceIn(absent[row]!, { id, has, holds }));
    }
  }
  return Object.fromEntries(CATALOGUE.map(({ id }) => [id, absences[id]!]));
}
