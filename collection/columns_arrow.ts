/**
 * Columns as Arrow IPC and back. Browser-safe: the server encodes, pages decode; pyarrow, pandas and
 * DuckDB read the same bytes.
 *
 * Numbers are float32 columns named as in the catalogue (`tempo_bpm`), categories and repeated texts
 * dictionaries, `style` the style with the largest activation, and the activations of a set one list a
 * track, of `{name, per_10000}`. Missing values are null. Where some tracks were imported without
 * their audio, `audio` is 0 on these and 1 on the others.
 *
 * @module
 */
import {
  type Batch,
  batchType,
  Column,
  type DataType,
  dictionary,
  field,
  float32,
  float64,
  int16,
  int32,
  list,
  struct,
  type Table,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  uint16,
  uint8,
  utf8,
} from "@uwdata/flechette";
import {
  ACTIVATION_SETS,
  type ActivationSet,
  CATEGORY_DESCRIPTORS,
  type CategoryColumn,
  type Columns,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  type SparseActivations,
  STYLES,
  type TextColumns,
} from "../domain/mod.ts";
import { styleParentColumn } from "./_styles.ts";
import { textsAt } from "./_texts.ts";

const PLAIN_TEXTS = ["title", "path"] as const;
const REPEATED_TEXTS = ["artist", "album", "genre", "codec"] as const;

type Cells = Float32Array | Float64Array | Uint8Array | Uint16Array | Int16Array | Int32Array;

/** Encodes columns as an Arrow IPC stream. */
export function encodeColumns(columns: Columns): Uint8Array {
  const { numbers, categories, texts, activations, topStyle, added, audio, ids } = columns;
  const fields: [string, Column<unknown>][] = [["id", textColumn(ids)]];
  for (const { id, column } of NUMBER_DESCRIPTORS) {
    if (numbers[id]) fields.push([column, numberColumn(numbers[id])]);
  }
  for (const { id } of CATEGORY_DESCRIPTORS) {
    if (categories[id]) fields.push([id, categoryColumn(categories[id])]);
  }
  if (topStyle) fields.push(["style", namedColumn(topStyle, { names: STYLES, type: int16() })]);
  for (const text of PLAIN_TEXTS) fields.push([text, textColumn(texts[text])]);
  for (const text of REPEATED_TEXTS) fields.push([text, repeatedColumn(texts[text])]);
  if (texts.artists) fields.push(["artists", repeatedColumn(texts.artists)]);
  for (const set of ACTIVATION_SETS) {
    if (activations[set]) fields.push([set, activationsColumn(activations[set])]);
  }
  fields.push(["added_ms", columnOf({ type: float64(), length: added.length, values: added })]);
  if (audio) {
    fields.push(["audio", columnOf({ type: uint8(), length: audio.length, values: audio })]);
  }
  return tableToIPC(tableFromColumns(fields), { format: "stream" })!;
}

/**
 * Decodes what {@linkcode encodeColumns} wrote. The columns are views of the bytes, which are no longer
 * the caller's. Throws an Error where the bytes are something else.
 */
export function decodeColumns(bytes: Uint8Array): Columns {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const table = tableFromIPC(aligned);
  const ids = texts(table, "id");
  const numbers: Record<string, Float32Array> = {};
  for (const { id, column } of NUMBER_DESCRIPTORS) {
    const batch = batchOf(table, column);
    if (batch) numbers[id] = numbersOf(batch);
  }
  const categories: Record<string, CategoryColumn> = {};
  for (const { id } of CATEGORY_DESCRIPTORS) {
    const batch = batchOf(table, id);
    if (batch) categories[id] = { codes: codesOf(batch), names: namesOf(batch) };
  }
  const activations: Partial<Record<ActivationSet, SparseActivations>> = {};
  for (const set of ACTIVATION_SETS) {
    const batch = batchOf(table, set);
    if (batch) activations[set] = activationsOf(batch);
  }
  const style = batchOf(table, "style");
  const topStyle = style && topStyleOf(style);
  if (topStyle) categories.style_parent = styleParentColumn(topStyle);
  const audio = batchOf(table, "audio")?.values as Uint8Array | undefined;
  return {
    length: ids.length,
    ids,
    numbers,
    categories,
    texts: {
      title: texts(table, "title"),
      artist: texts(table, "artist"),
      ...(table.getChild("artists") && { artists: texts(table, "artists") }),
      album: texts(table, "album"),
      genre: texts(table, "genre"),
      path: texts(table, "path"),
      codec: texts(table, "codec"),
    } satisfies TextColumns,
    activations,
    added: batchOf(table, "added_ms")?.values as Float64Array,
    ...(topStyle && { topStyle }),
    ...(audio && { audio }),
  };
}

/** A batch whose values index a column of names. */
interface NamedBatch extends Batch<unknown> {
  readonly dictionary: Column<string>;
  setDictionary(names: Column<unknown>): NamedBatch;
}

interface Parts {
  readonly type: DataType;
  readonly length: number;
  readonly values?: Cells;
  readonly offsets?: Int32Array;
  readonly children?: Batch<unknown>[];
  /** Whether a row has a value; every row where left out. */
  readonly has?: (row: number) => boolean;
}

function batchFrom({ type, length, values, offsets, children, has }: Parts): Batch<unknown> {
  const validity = new Uint8Array(has ? (length + 7) >> 3 : 0);
  let nullCount = 0;
  for (let row = 0; has && row < length; row++) {
    if (has(row)) validity[row >> 3]! |= 1 << (row & 7);
    else nullCount++;
  }
  return new (batchType(type))({
    type,
    length,
    nullCount,
    validity: nullCount > 0 ? validity : new Uint8Array(),
    values,
    offsets,
    children,
  });
}

function columnOf(parts: Parts): Column<unknown> {
  return new Column([batchFrom(parts)], parts.type);
}

function numberColumn(values: Float32Array): Column<unknown> {
  const has = (row: number) => values[row] === values[row];
  return columnOf({ type: float32(), length: values.length, values, has });
}

function textColumn(given: readonly string[]): Column<unknown> {
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

interface Named {
  readonly names: readonly string[];
  /** Type of the indices. */
  readonly type: ReturnType<typeof int32>;
  readonly has?: (row: number) => boolean;
}

function namedBatch(values: Cells, { names, type, has }: Named): Batch<unknown> {
  const texts = textColumn(names);
  const batch = batchFrom({
    type: dictionary(texts.type, type),
    length: values.length,
    values,
    ...(has && { has }),
  }) as NamedBatch;
  return batch.setDictionary(texts);
}

function namedColumn(codes: Int16Array, named: Named): Column<unknown> {
  return new Column([namedBatch(codes, { ...named, has: (row) => codes[row]! >= 0 })]);
}

function categoryColumn({ codes, names }: CategoryColumn): Column<unknown> {
  const has = (row: number) => codes[row] !== MISSING_CODE;
  return new Column([namedBatch(codes, { names, type: uint8(), has })]);
}

function repeatedColumn(given: readonly string[]): Column<unknown> {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(given, (text) => {
    const code = codeOf.get(text) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(text, code);
    return code;
  });
  return new Column([namedBatch(codes, { names: [...codeOf.keys()], type: int32() })]);
}

function activationsColumn(
  { labels, offsets, classes, values, present }: SparseActivations,
): Column<unknown> {
  const length = values.length;
  const names = namedBatch(classes, { names: labels, type: uint16() });
  const steps = batchFrom({ type: uint16(), length, values });
  const pair = struct({ name: names.type, per_10000: steps.type });
  return columnOf({
    type: list(field("item", pair)),
    length: present.length,
    offsets: Int32Array.from(offsets),
    children: [batchFrom({ type: pair, length, children: [names, steps] })],
    has: (row) => present[row] === 1,
  });
}

function batchOf(table: Table, name: string): Batch<unknown> | undefined {
  return table.getChild(name)?.data[0];
}

function numbersOf(batch: Batch<unknown>): Float32Array {
  return withMissing(batch, { values: batch.values as Float32Array, missing: NaN });
}

function codesOf(batch: Batch<unknown>): Uint8Array {
  return withMissing(batch, { values: batch.values as Uint8Array, missing: MISSING_CODE });
}

function topStyleOf(batch: Batch<unknown>): Int16Array {
  return withMissing(batch, { values: batch.values as Int16Array, missing: -1 });
}

/** The values of a batch, with `missing` written where it has none. */
function withMissing<T extends Cells>(
  batch: Batch<unknown>,
  { values, missing }: { readonly values: T; readonly missing: number },
): T {
  if (batch.nullCount === 0) return values;
  for (let row = 0; row < values.length; row++) if (!batch.isValid(row)) values[row] = missing;
  return values;
}

function namesOf(batch: Batch<unknown>): readonly string[] {
  const names = (batch as NamedBatch).dictionary.data[0];
  return names ? textsOf(names) : [];
}

function textsOf({ values, offsets }: Batch<unknown>): readonly string[] {
  return textsAt(values as Uint8Array, offsets as Int32Array);
}

function texts(table: Table, name: string): readonly string[] {
  const column = table.getChild(name);
  if (!column) throw new Error(`Cannot read columns: there is no column ${name}`);
  const batch = column.data[0];
  if (!batch) return [];
  if (!("dictionary" in batch)) return textsOf(batch);
  const names = namesOf(batch);
  return Array.from(batch.values as Int32Array, (code) => names[code]!);
}

function activationsOf(lists: Batch<unknown>): SparseActivations {
  const [classes, steps] = lists.children[0]!.children as [Batch<unknown>, Batch<unknown>];
  return {
    labels: namesOf(classes),
    offsets: Uint32Array.from(lists.offsets as Int32Array),
    classes: classes.values as Uint16Array,
    values: steps.values as Uint16Array,
    present: Uint8Array.from(
      { length: lists.length },
      (_, row) => lists.nullCount === 0 || lists.isValid(row) ? 1 : 0,
    ),
  };
}
