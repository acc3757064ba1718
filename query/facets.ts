import { type Columns, descriptorIn, MISSING_CODE, type NumberDescriptor } from "../domain/mod.ts";
import type { ClauseId } from "./clause.ts";

/** The most bins a facet can have; the codes above are kept for missing values. */
export const MAX_BINS = 250;

/**
 * Rows sorted into bins, to be counted as a whole and as selected. Bin `i` of a number covers
 * `edges[i]` up to `edges[i + 1]`; values beyond the range are counted in the first and last bin.
 */
export interface Facet {
  readonly id: string;
  /** Bin of each row, {@linkcode MISSING_CODE} where the value is missing. Shape `(n,)`. */
  readonly codes: Uint8Array;
  readonly bins: number;
  /** Clauses that this view sets itself, and is therefore not filtered by. */
  readonly own: readonly ClauseId[];
}

/** Edges of the bins of a descriptor, shape `(bins + 1,)`, as its catalogue entry asks. */
export function edgesOf(descriptor: NumberDescriptor): Float64Array {
  const [low, high] = descriptor.range;
  const bins = Math.min(MAX_BINS, Math.max(1, Math.ceil((high - low) / descriptor.bin - 1e-9)));
  const edges = new Float64Array(bins + 1);
  for (let i = 0; i <= bins; i++) edges[i] = Number((low + i * descriptor.bin).toFixed(6));
  return edges;
}

/** The bin of each value, with values beyond the edges in the outermost bins. */
export function binsOf(
  column: Float32Array,
  scale: { readonly low: number; readonly bin: number; readonly bins: number },
): Uint8Array {
  const { low, bin, bins } = scale;
  const codes = new Uint8Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const x = column[i]!;
    // Floats such as 0.15 lie a hair under the edge they are written as.
    const at = Math.floor((x - low) / bin + 1e-5);
    codes[i] = x !== x ? MISSING_CODE : at < 0 ? 0 : at >= bins ? bins - 1 : at;
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
 * The facet of a descriptor; `undefined` where the collection has no such column, or a category has
 * more names than a facet has bins.
 */
export function facetOf(columns: Columns, id: string): Facet | undefined {
  const own = ownClauses(id);
  const descriptor = descriptorIn(columns, id);
  if (descriptor?.kind === "number") {
    const column = columns.numbers[id];
    if (!column) return undefined;
    const bins = edgesOf(descriptor).length - 1;
    const scale = { low: descriptor.range[0], bin: descriptor.bin, bins };
    return { id, codes: binsOf(column, scale), bins, own };
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
    const [low, high] = (descriptorIn(columns, id) as NumberDescriptor).range;
    return binsOf(column, { low, bin: (high - low) / side, bins: side });
  }) as [Uint8Array, Uint8Array];
  const codes = across.map((code, i) =>
    code === MISSING_CODE || up[i] === MISSING_CODE ? MISSING_CODE : code + up[i]! * side
  );
  return { id: `${axes.x}*${axes.y}`, codes, bins: side * side, own: [axes.x, axes.y] };
}
