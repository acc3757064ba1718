/**
 * Columns as Arrow IPC and back. Browser-safe: the server encodes, pages decode; pyarrow, pandas and
 * DuckDB read the same bytes.
 *
 * Numbers are float32 columns named as in the catalogue (`tempo_bpm`), categories and repeated texts
 * dictionaries, `style` the style with the largest activation, and the activations of a set one list a
 * track, of `{name, per_10000}`. So are the labels of a set, `label.<set>`, strongest first, beside its
 * fields, `label.<set>.<field>`, and its split, what is known bad, artist and album; what else is known of the sets is JSON in the schema's metadata under
 * `fonoteca.labels`. Missing values are null. Where some tracks were imported without
 * their audio, `audio` is 0 on these and 1 on the others.
 *
 * @module
 */
import {
  type Batch,
  type Column,
  field,
  float64,
  int16,
  list,
  struct,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  uint16,
  uint8,
} from "@uwdata/flechette";
import {
  ACTIVATION_SETS,
  type ActivationSet,
  CATEGORY_DESCRIPTORS,
  type CategoryColumn,
  type Columns,
  NUMBER_DESCRIPTORS,
  type SparseActivations,
  STYLES,
  type TextColumns,
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
  repeatedColumn,
  textColumn,
  texts,
  validCodes,
  withMissing,
} from "./_arrow.ts";
import { withLabels } from "./_labels.ts";
import { labelFields, labelsIn, tellLabels } from "./_labels_arrow.ts";
import { styleParentColumn } from "./_styles.ts";

const PLAIN_TEXTS = ["title", "path"] as const;
const REPEATED_TEXTS = ["artist", "album", "genre", "codec"] as const;

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
  for (const label of Object.values(columns.labels ?? {})) {
    fields.push(...labelFields(label, columns.numbers));
  }
  const table = tableFromColumns(fields);
  tellLabels(table, columns);
  return tableToIPC(table, { format: "stream" })!;
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
  const columns: Columns = {
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
  return withLabels(columns, labelsIn(table));
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
    ...validCodes(present, 0),
  });
}

function topStyleOf(batch: Batch<unknown>): Int16Array {
  return withMissing(batch, { values: batch.values as Int16Array, missing: -1 });
}

function activationsOf(lists: Batch<unknown>): SparseActivations {
  const [classes, steps] = lists.children[0]!.children as [Batch<unknown>, Batch<unknown>];
  return {
    labels: namesOf(classes),
    offsets: Uint32Array.from(lists.offsets as Int32Array),
    classes: classes.values as Uint16Array,
    values: steps.values as Uint16Array,
    present: withMissing(lists, { values: new Uint8Array(lists.length).fill(1), missing: 0 }),
  };
}
