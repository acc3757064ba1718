/** Columns and batches of Arrow, put together from typed arrays and taken apart again. */
import {
  type Batch,
  batchType,
  Column,
  type DataType,
  dictionary,
  float32,
  int32,
  type Table,
  uint8,
  utf8,
} from "@uwdata/flechette";
import { type CategoryColumn, MISSING_CODE } from "../domain/mod.ts";
import { textsAt } from "./_texts.ts";

/** The typed arrays that a batch can be of. */
export type Cells =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint16Array
  | Int16Array
  | Int32Array;

/** A batch whose values index a column of names. */
export interface NamedBatch extends Batch<unknown> {
  readonly dictionary: Column<string>;
  setDictionary(names: Column<unknown>): NamedBatch;
}

export interface Parts {
  readonly type: DataType;
  readonly length: number;
  readonly values?: Cells;
  readonly offsets?: Int32Array;
  readonly children?: Batch<unknown>[];
  /** Rows without a value; none where left out. */
  readonly missing?: number;
  /** A bit a row, set where it has a value; read where rows have none. */
  readonly validity?: Uint8Array;
}

type Validity = Required<Pick<Parts, "missing" | "validity">>;

/** Which rows have a number. */
function validSingles(values: Float32Array): Validity {
  const validity = new Uint8Array((values.length + 7) >> 3);
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) validity[row >> 3]! |= 1 << (row & 7);
    else missing++;
  }
  return { missing, validity };
}

/** Which rows have a code other than the one that stands for none. */
export function validCodes(codes: Uint8Array | Int16Array | Int32Array, none: number): Validity {
  const validity = new Uint8Array((codes.length + 7) >> 3);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === none) missing++;
    else validity[row >> 3]! |= 1 << (row & 7);
  }
  return { missing, validity };
}

export function batchFrom(
  { type, length, values, offsets, children, missing = 0, validity }: Parts,
): Batch<unknown> {
  return new (batchType(type))({
    type,
    length,
    nullCount: missing,
    validity: missing > 0 ? validity : new Uint8Array(),
    values,
    offsets,
    children,
  });
}

export function columnOf(parts: Parts): Column<unknown> {
  return new Column([batchFrom(parts)], parts.type);
}

export function numberColumn(values: Float32Array): Column<unknown> {
  return columnOf({ type: float32(), length: values.length, values, ...validSingles(values) });
}

export function textColumn(given: readonly string[]): Column<unknown> {
  const encoder = new TextEncoder();
  const offsets = new Int32Array(given.length + 1);
  let bytes = new Uint8Array(64 * (given.length + 1));
  let at = 0;
  given.forEach((text, row) => {
    const most = at + 3 * text.length;
    if (most > bytes.length) {
      const larger = new Uint8Array(2 * most);
      larger.set(bytes.subarray(0, at));
      bytes = larger;
    }
    at += encoder.encodeInto(text, bytes.subarray(at)).written;
    offsets[row + 1] = at;
  });
  return columnOf({ type: utf8(), length: given.length, offsets, values: bytes.subarray(0, at) });
}

export interface Named {
  readonly names: readonly string[];
  /** Type of the indices. */
  readonly type: ReturnType<typeof int32>;
  /** Rows that have a name; all where left out. */
  readonly valid?: Validity;
}

export function namedBatch(values: Cells, { names, type, valid }: Named): Batch<unknown> {
  const texts = textColumn(names);
  const batch = batchFrom({
    type: dictionary(texts.type, type),
    length: values.length,
    values,
    ...valid,
  }) as NamedBatch;
  return batch.setDictionary(texts);
}

export function namedColumn(codes: Int16Array | Int32Array, named: Named): Column<unknown> {
  return new Column([namedBatch(codes, { ...named, valid: validCodes(codes, -1) })]);
}

export function categoryColumn({ codes, names }: CategoryColumn): Column<unknown> {
  const valid = validCodes(codes, MISSING_CODE);
  return new Column([namedBatch(codes, { names, type: uint8(), valid })]);
}

export function repeatedColumn(given: readonly string[]): Column<unknown> {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(given, (text) => {
    const code = codeOf.get(text) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(text, code);
    return code;
  });
  return new Column([namedBatch(codes, { names: [...codeOf.keys()], type: int32() })]);
}

export function batchOf(table: Table, name: string): Batch<unknown> | undefined {
  return table.getChild(name)?.data[0];
}

export function numbersOf(batch: Batch<unknown>): Float32Array {
  return withMissing(batch, { values: batch.values as Float32Array, missing: NaN });
}

export function codesOf(batch: Batch<unknown>): Uint8Array {
  return withMissing(batch, { values: batch.values as Uint8Array, missing: MISSING_CODE });
}

/** The values of a batch, with `missing` written where it has none. */
export function withMissing<T extends Cells>(
  batch: Batch<unknown>,
  { values, missing }: { readonly values: T; readonly missing: number },
): T {
  if (batch.nullCount === 0) return values;
  const { validity } = batch;
  for (let row = 0; row < values.length; row++) {
    if ((validity[row >> 3]! >> (row & 7) & 1) === 0) values[row] = missing;
  }
  return values;
}

export function namesOf(batch: Batch<unknown>): readonly string[] {
  const names = (batch as NamedBatch).dictionary.data[0];
  return names ? textsOf(names) : [];
}

export function textsOf({ values, offsets }: Batch<unknown>): readonly string[] {
  return textsAt(values as Uint8Array, offsets as Int32Array);
}

export function texts(table: Table, name: string): readonly string[] {
  const column = table.getChild(name);
  if (!column) throw new Error(`Cannot read columns: there is no column ${name}`);
  const batch = column.data[0];
  if (!batch) return [];
  if (!("dictionary" in batch)) return textsOf(batch);
  const names = namesOf(batch);
  return Array.from(batch.values as Int32Array, (code) => names[code]!);
}
