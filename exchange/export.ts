import { join } from "node:path";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  type Instant,
  STAGE_VERSION,
  type TrackId,
  tsvLine,
  VECTOR_KINDS,
  type VectorKind,
  whyUnwritten,
} from "../domain/mod.ts";
import type { Store, StoredTrack } from "../store/mod.ts";
import { readLabelCells } from "../collection/mod.ts";
import { packJson } from "./_json.ts";
import { TracksParquet } from "./_parquet.ts";
import { TextFile } from "./_text_file.ts";
import { COLUMNS, type ExchangeColumn, labelColumns, rowOf, textOf } from "./columns.ts";
import { errorsTsv } from "./errors_tsv.ts";
import { ExchangeError } from "./failure.ts";
import { NpyWriter } from "./npy.ts";

/** Format of the exported folder. */
const EXCHANGE_VERSION = 1;

/** How an export goes. */
export interface ExportOptions {
  readonly clock?: () => Instant;
}

/** What was exported. */
export interface ExportSummary {
  readonly tracks: number;
  /** Rows and columns of each `.npy` file. */
  readonly vectors: Readonly<Partial<Record<VectorKind, readonly [number, number]>>>;
  readonly errors: number;
}

/**
 * Writes a store into a folder, one row a track in the same order in every file: `tracks.tsv`
 * (with columns for the label sets), `tracks.ndjson` (all of each track), `tracks.parquet`, `<kind>.npy` for each kind of vector (a row
 * of NaN where a track has none), `<set>.txt` with the names of the columns of a set of activations,
 * `along.ndjson`, `errors.tsv`, and `collection.json`. Memory does not grow with the collection but
 * for the ids. Throws an ExchangeError where the folder cannot be written.
 */
export async function exportCollection(
  store: Store,
  folder: string,
  options: ExportOptions = {},
): Promise<ExportSummary> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await writeAllFiles(store, { folder, now: (options.clock ?? Date.now)() });
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name.endsWith("StoreError")) throw cause;
    throw new ExchangeError(`Cannot export to ${folder}: ${whyUnwritten(cause)}`, { cause });
  }
}

async function writeAllFiles(
  store: Store,
  { folder, now }: { readonly folder: string; readonly now: Instant },
): Promise<ExportSummary> {
  const labels = await readLabelCells(store);
  const columns = [...COLUMNS, ...labelColumns(labels)];
  const ids = await writeTracks(store, { folder, columns });
  await writeAlong(store, { folder, ids });
  const vectors: Partial<Record<VectorKind, readonly [number, number]>> = {};
  for (const kind of VECTOR_KINDS) {
    const columns = await writeVectors(store, { folder, ids, kind });
    if (columns > 0) vectors[kind] = [ids.length, columns];
  }
  for (const set of ACTIVATION_SETS) {
    if (vectors[set]) {
      await Deno.writeTextFile(
        join(folder, `${set}.txt`),
        ACTIVATION_CLASSES[set].join("\n") + "\n",
      );
    }
  }
  const errors = await store.errors();
  await Deno.writeTextFile(join(folder, "errors.tsv"), errorsTsv(errors));
  const description = {
    format: "fonoteca-collection",
    version: EXCHANGE_VERSION,
    exported: new Date(now).toISOString(),
    tracks: ids.length,
    vectors,
    stages: STAGE_VERSION,
    columns: columns.map(({ name, descriptor }) => ({
      name,
      ...(descriptor && {
        descriptor: descriptor.id,
        label: descriptor.label,
        ...(descriptor.kind === "number" && { unit: descriptor.unit }),
        ...descriptor.provenance,
      }),
    })),
    ...(labels.length > 0 && { labels: labels.map(({ set }) => set) }),
  };
  const json = JSON.stringify(description, undefined, 2);
  await Deno.writeTextFile(join(folder, "collection.json"), json + "\n");
  return { tracks: ids.length, vectors, errors: errors.length };
}

async function writeTracks(
  store: Store,
  { folder, columns }: {
    readonly folder: string;
    readonly columns: readonly ExchangeColumn[];
  },
): Promise<TrackId[]> {
  const tsv = await TextFile.create(join(folder, "tracks.tsv"));
  const ndjson = await TextFile.create(join(folder, "tracks.ndjson"));
  const parquet = new TracksParquet(join(folder, "tracks.parquet"), columns);
  const ids: TrackId[] = [];
  await tsv.write(tsvLine(columns.map(({ name }) => name)));
  for await (const track of store.tracks()) {
    const row = rowOf(track, columns);
    await tsv.write(tsvLine(row.map(textOf)));
    await ndjson.write(JSON.stringify(wholeTrack(track)) + "\n");
    parquet.write(row);
    ids.push(track.id);
  }
  await tsv.finish();
  await ndjson.finish();
  parquet.finish();
  return ids;
}

/** A track without what its vectors say again. */
function wholeTrack({ strong: _strong, vectors: _vectors, along: _along, ...track }: StoredTrack) {
  return track;
}

interface Rows {
  readonly folder: string;
  readonly ids: readonly TrackId[];
}

async function writeAlong(store: Store, { folder, ids }: Rows): Promise<void> {
  const file = await TextFile.create(join(folder, "along.ndjson"));
  for (const id of ids) {
    const along = await store.along(id);
    if (along) await file.write(packJson({ id, along }) + "\n");
  }
  await file.finish();
}

/** Writes one kind of vector; the number of columns, 0 where no track has it. */
async function writeVectors(
  store: Store,
  { folder, ids, kind }: Rows & { readonly kind: VectorKind },
): Promise<number> {
  const path = join(folder, `${kind}.npy`);
  const vectors = store.vectors(kind);
  let next = (await vectors.next()).value;
  if (!next) {
    await Deno.remove(path).catch(() => {});
    return 0;
  }
  const columns = next.vector.length;
  const writer = await NpyWriter.create(path, columns);
  const rowOfId = new Map(ids.map((id, row) => [id, row]));
  let row = 0;
  for (; next; next = (await vectors.next()).value) {
    const at = rowOfId.get(next.id);
    if (at === undefined) continue;
    for (; row < at; row++) await writer.write(undefined);
    await writer.write(next.vector);
    row++;
  }
  for (; row < ids.length; row++) await writer.write(undefined);
  await writer.finish();
  return columns;
}
