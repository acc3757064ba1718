import { join } from "node:path";
import type { Instant, Track, VectorKind } from "../domain/mod.ts";
import type { Store, TrackEntry } from "../store/mod.ts";
import { AlongReader } from "./_along.ts";
import { checkTrack } from "./_check_track.ts";
import { checkMatrix, exists, inOurOrder, type Matrix, openMatrices } from "./_matrices.ts";
import { RowParser } from "./_parse_row.ts";
import { readErrors } from "./errors_tsv.ts";
import { ExchangeError } from "./failure.ts";
import { readLines, readTsv } from "./tsv.ts";

/** How an import goes. */
export interface ImportOptions {
  readonly clock?: () => Instant;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was imported. */
export interface ImportSummary {
  readonly tracks: number;
  /** Kinds of vectors that came with them. */
  readonly vectors: readonly VectorKind[];
  readonly errors: number;
}

/** The files of a folder that can be imported. */
interface Source {
  readonly folder: string;
  /** The table of tracks, and how it is written. */
  readonly table: string;
  readonly ndjson: boolean;
  readonly along: string | undefined;
  readonly errors: string | undefined;
}

/** A folder in which everything has been checked, so that it can be stored. Its files are open. */
export interface CheckedCollection extends Disposable {
  /** Stores everything. */
  into(store: Store, onProgress?: ImportOptions["onProgress"]): Promise<ImportSummary>;
}

/**
 * Reads a folder as `exportCollection` writes it, or one with `tracks.tsv` and any of the `.npy`
 * files in the same row order, and checks everything in it. Needs no store.
 *
 * @throws An ExchangeError that names file, line and column of what is wrong.
 */
export async function checkCollection(
  folder: string,
  options: Pick<ImportOptions, "clock"> = {},
): Promise<CheckedCollection> {
  const source = await sourceIn(folder);
  const now = (options.clock ?? Date.now)();
  const matrices = await openMatrices(folder);
  const close = () => matrices.forEach(({ reader }) => reader[Symbol.dispose]());
  try {
    const total = await checkTracks(tracksOf(source, now), source);
    for (const matrix of matrices) await checkMatrix(matrix, { total, table: source.table });
    const errors = source.errors === undefined
      ? []
      : await Array.fromAsync(readErrors(source.errors));
    return {
      [Symbol.dispose]: close,
      async into(store, onProgress) {
        await store.putMany(entriesOf(source, { matrices, now, total, onProgress }));
        for (const error of errors) await store.putError(error);
        const vectors = matrices.map(({ kind }) => kind);
        return { tracks: total, vectors, errors: errors.length };
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Checks a folder and stores it: {@linkcode checkCollection} with a store at hand. Nothing is stored
 * where anything is wrong.
 */
export async function importCollection(
  store: Store,
  folder: string,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  using checked = await checkCollection(folder, options);
  return await checked.into(store, options.onProgress);
}

async function sourceIn(folder: string): Promise<Source> {
  const found = async (name: string) =>
    await exists(join(folder, name)) ? join(folder, name) : undefined;
  const ndjson = await found("tracks.ndjson");
  const table = ndjson ?? await found("tracks.tsv");
  if (table === undefined) {
    const isThere = await Deno.stat(folder).then(() => true, () => false);
    const why = isThere
      ? "there is no tracks.ndjson or tracks.tsv in it; name a folder that was exported"
      : "there is no such file or folder";
    throw new ExchangeError(`Cannot import ${folder}: ${why}`);
  }
  return {
    folder,
    table,
    ndjson: ndjson !== undefined,
    along: await found("along.ndjson"),
    errors: await found("errors.tsv"),
  };
}

async function* tracksOf({ table, ndjson }: Source, now: Instant): AsyncGenerator<Track> {
  if (ndjson) {
    let line = 0;
    for await (const text of readLines(table)) {
      line++;
      if (text !== "") yield parseTrack(text, `${table}: line ${line}`);
    }
    return;
  }
  let parser: RowParser | undefined;
  for await (const record of readTsv(table)) {
    if (parser) yield parser.track(record);
    else parser = new RowParser(record, { path: table, now });
  }
  if (!parser) throw new ExchangeError(`Cannot import ${table}: it is empty`);
}

function parseTrack(text: string, place: string): Track {
  let track: unknown;
  try {
    track = JSON.parse(text);
  } catch (cause) {
    throw new ExchangeError(`Cannot import ${place} is not JSON`, { cause });
  }
  return checkTrack(track, place);
}

async function checkTracks(
  tracks: AsyncIterable<Track>,
  { table, along: path }: Source,
): Promise<number> {
  const ids = new Set<string>();
  const paths = new Set<string>();
  const along = path === undefined ? undefined : new AlongReader(path);
  let count = 0;
  for await (const { id, path } of tracks) {
    count++;
    for (const [name, seen, value] of [["id", ids, id], ["path", paths, path]] as const) {
      if (seen.has(value)) {
        throw new ExchangeError(
          `Cannot import ${table}: two tracks have the ${name} ${JSON.stringify(value)}`,
        );
      }
      seen.add(value);
    }
    await along?.of(id);
  }
  await along?.end();
  return count;
}

async function* entriesOf(source: Source, options: {
  readonly matrices: readonly Matrix[];
  readonly now: Instant;
  readonly total: number;
  readonly onProgress: ImportOptions["onProgress"];
}): AsyncGenerator<TrackEntry> {
  const { matrices, now, total, onProgress } = options;
  const rows = matrices.map(({ reader }) => reader.rows());
  const along = source.along === undefined ? undefined : new AlongReader(source.along);
  let done = 0;
  for await (const track of tracksOf(source, now)) {
    const vectors: Partial<Record<VectorKind, Float32Array>> = {};
    for (const [i, { kind, classes }] of matrices.entries()) {
      const row: Float32Array = (await rows[i]!.next()).value;
      if (!Number.isNaN(row[0])) vectors[kind] = classes ? inOurOrder(row, classes) : row;
    }
    const record = await along?.of(track.id);
    yield { track, vectors, ...(record && { along: record }) };
    onProgress?.(++done, total);
  }
}
