import { othersTurn } from "../../domain/mod.ts";
/**
 * Owns the index of one space: loads or builds it, answers searches, and saves it.
 *
 * @module
 */
import { serve, UnusableFile } from "../../work/mod.ts";
import type { CallContext } from "../../work/mod.ts";
import { VectorTable } from "../vector_table.ts";
import { GraphIndex } from "./_graph_index.ts";
import type { IndexCalls, IndexChange, IndexFacts, IndexOpening } from "./_messages.ts";
import { REDUCED_ABOVE } from "./settings.ts";

/** Beyond this share of changes an index is better built anew. */
const MOST = 0.4;
const SLICE_MS = 100;
/** An unfinished index is saved after so many tracks, and no more often than after a tenth of them. */
const CHECKPOINT_TRACKS = 25_000;
const SAVE_AFTER_MS = 20_000;

let index: GraphIndex | undefined;
let path: string | undefined;
let saving: ReturnType<typeof setTimeout> | undefined;
/** Changes that arrive while the index is built. */
const waiting: IndexChange[] = [];

serve<IndexCalls>({
  async open(request, context) {
    try {
      return await open(request, context);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "hnswlib is out of memory";
      throw new Error(`Cannot index ${request.space}: ${reason}`, { cause: error });
    }
  },
  search: ({ queries, candidates }) =>
    queries.map((query) => index?.candidates(query, candidates) ?? []),
  change(change) {
    if (index === undefined) waiting.push(change);
    else enter(index, change);
  },
  save() {
    if (saving !== undefined) save();
  },
});

async function open(request: IndexOpening, context: CallContext): Promise<IndexFacts> {
  const started = performance.now();
  const { settings, space } = request;
  const table = VectorTable.from(request.vectors);
  path = request.path;
  const { found, reason } = await load(request, table);
  const opened = found ?? await GraphIndex.empty(table, { space, settings });
  const changed = await bringUpToDate(opened, table, context);
  index = opened;
  for (const change of waiting.splice(0)) enter(opened, change);
  if (changed) save();
  return {
    settings,
    tracks: opened.count,
    reducedTo: table.dimensions > REDUCED_ABOVE ? settings.reducedTo : undefined,
    loaded: found !== undefined,
    ...(reason === undefined ? {} : { rebuilt: reason }),
    seconds: (performance.now() - started) / 1000,
  };
}

async function load(
  { space, settings, path }: IndexOpening,
  table: VectorTable,
): Promise<{ readonly found?: GraphIndex; readonly reason?: string }> {
  if (path === undefined) return {};
  try {
    const { dimensions } = table;
    const found = await GraphIndex.read(path, { space, dimensions, settings });
    const { gone, missing } = found.differences(table);
    const changes = gone.length + missing.length;
    const outdated = changes > MOST * table.count || found.removedShare > MOST;
    return outdated ? { reason: "most of the collection has changed" } : { found };
  } catch (error) {
    if (error instanceof UnusableFile) return { reason: error.message };
    throw error;
  }
}

async function bringUpToDate(
  target: GraphIndex,
  table: VectorTable,
  { progress }: CallContext,
): Promise<boolean> {
  const { gone, missing } = target.differences(table);
  for (const id of gone) target.remove(id);
  const checkpoint = Math.max(CHECKPOINT_TRACKS, Math.ceil(missing.length / 10));
  let pause = performance.now() + SLICE_MS;
  for (const [done, row] of missing.entries()) {
    target.add(table.ids[row]!, table.unit(row));
    if (performance.now() > pause) {
      progress({ fraction: done / missing.length });
      await othersTurn();
      pause = performance.now() + SLICE_MS;
    }
    const due = done % checkpoint === checkpoint - 1;
    if (due && path !== undefined) target.write(path);
  }
  return gone.length + missing.length > 0;
}

function enter(target: GraphIndex, { id, unit }: IndexChange): void {
  if (unit) target.add(id, unit);
  else target.remove(id);
  saveSoon();
}

function saveSoon(): void {
  clearTimeout(saving);
  saving = setTimeout(save, SAVE_AFTER_MS);
}

function save(): void {
  clearTimeout(saving);
  saving = undefined;
  if (path !== undefined) index?.write(path);
}
