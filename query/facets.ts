import {
  binEdges,
  binFinder,
  type Binning,
  type Columns,
  descriptorIn,
  MISSING_CODE,
  type NumberDescriptor,
} from "../domain/mod.ts";
import type { ClauseId } from "./clause.ts";

/** The most bins a facet can have; the codes above are kept for missing values. */
const MAX_BINS = 250;

/**
 * Rows sorted into bins, to be counted as a whole and as selected. Bins of a number are those of
 * {@linkcode binFinder}; values beyond the range are counted in the first and last bin.
 */
export interface Facet {
  readonly id: string;
  /** Bin of each row, {@linkcode MISSING_CODE} where the value is missing. Shape `(n,)`. */
  readonly codes: Uint8Array;
  readonly bins: number;
  /** Clauses that this view sets itself, and is therefore not filtered by. */
  readonly own: readonly ClauseId[];
}

/** The bin of each value, with values beyond the edges in the outermost bins. */
function codesOf(
  column: Float32Array,
  { binning, bins }: { readonly binning: Binning; readonly bins: number },
): Uint8Array {
  const codes = new Uint8Array(column.length);
  const binOf = binFinder(binning);
  for (let i = 0; i < column.length; i++) {
    const bin = binOf(column[i]!);
    codes[i] = bin !== bin ? MISSING_CODE : Math.min(bins - 1, Math.max(0, bin));
  }
  return codes;
}

/** The clauses that a view of that descriptor sets. */
export function ownClauses(id: string): ClauseId[] {
  if (id.startsWith("key_")) return [id, "key", "camelot"];
  if (id.startsWith("scale_")) return [id, "key"];
  if (id.startsWith("camelot_")) return [id, "camelot", "key"];
  return [id];
}

/**
 * The facet of a descriptor, in the bins of the catalogue unless others are given; `undefined` where the collection has no such column, or there are more
 * bins or names than a byte tells apart.
 */
export function facetOf(
  columns: Columns,
  id: string,
  options: { readonly binning?: Binning } = {},
): Facet | undefined {
  const own = ownClauses(id);
  const descriptor = descriptorIn(columns, id);
  if (descriptor?.kind === "number") {
    const column = columns.numbers[id];
    if (!column) return undefined;
    const { binning = descriptor } = options;
    const bins = binEdges(binning).length - 1;
    if (bins > MAX_BINS) return undefined;
    return { id, codes: codesOf(column, { binning, bins }), bins, own };
  }
  const column = columns.categories[id];
  if (!(column?.codes instanceof Uint8Array)) return undefined;
  return { id, codes: column.codes, bins: column.names.length, own };
}

/** A facet over two descriptors: bin `x + y * bins[0]`. Missing where either is. */
export function planeOf(
  columns: Columns,
  axes: { readonly x: string; readonly y: string; readonly bins: number },
): Facet | undefined {
  const [x, y] = [columns.numbers[axes.x], columns.numbers[axes.y]];
  const side = Math.min(axes.bins, 15);
  if (!x || !y) return undefined;
  const [across, up] = ([[x, axes.x], [y, axes.y]] as const).map(([column, id]) => {
    const { range } = descriptorIn(columns, id) as NumberDescriptor;
    const binning = { range, bin: (range[1] - range[0]) / side };
    return codesOf(column, { binning, bins: side });
  }) as [Uint8Array, Uint8Array];
  const codes = across.map((code, i) =>
    code === MISSING_CODE || up[i] === MISSING_CODE ? MISSING_CODE : code + up[i]! * side
  );
  return { id: `${axes.x}*${axes.y}`, codes, bins: side * side, own: [axes.x, axes.y] };
}
