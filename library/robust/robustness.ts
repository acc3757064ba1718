import { join } from "node:path";
import {
  ALTERATIONS,
  alteredFiles,
  createAnalysisPool,
  hasFfmpeg,
  planStages,
} from "../../analysis/mod.ts";
import {
  ExpectedError,
  isAudible,
  sampled,
  seeded,
  spaceInfo,
  type TrackId,
} from "../../domain/mod.ts";
import { isRemote } from "../../store/mod.ts";
import type { Library } from "../library.ts";
import { AllowedFiles } from "../sound/_allowed_files.ts";
import type { OpenSpace } from "../neighbours/spaces.ts";
import { figureOf, type Heard, rankOf, type RobustFigure } from "./_ranks.ts";

/** How much the spaces notice of what does not change what a track sounds like. */
export interface Robustness {
  readonly seed: number;
  readonly figures: readonly RobustFigure[];
  /** Tracks that were altered. */
  readonly tracks: readonly TrackId[];
  /** Tracks that were drawn but could not be altered, and why. */
  readonly failed: readonly { readonly id: TrackId; readonly reason: string }[];
  /** Why some alterations were left out; empty where none were. */
  readonly leftOut: string;
  readonly at: number;
}

/** Tracks that are altered and heard at once. */
const MOST_WORKERS = 8;
/** Longer tracks are not drawn: their analysis hears ten minutes, and a shorter start is another part. */
const LONGEST = 600;
/** Shorter ones would be gone when trimmed. */
const SHORTEST = 25;

/**
 * Alters seeded tracks whose files are here, analyses the altered files, and ranks each original among all
 * tracks. Files are written beside the store and removed again; no original is changed.
 *
 * @throws {ExpectedError} Where there is no place for files, or no track to alter.
 */
export async function measureRobustness(
  library: Pick<Library, "store" | "collection" | "spaces">,
  { count, seed, spaces, progress }: {
    readonly count: number;
    readonly seed: number;
    /** Spaces by name; all that there are where left out. */
    readonly spaces?: readonly string[];
    progress?(done: number, total: number): void;
  },
): Promise<Robustness> {
  const { store, collection } = library;
  if (store.location === ":memory:" || isRemote(store.location)) {
    throw new ExpectedError("Cannot alter tracks: they are written beside a store that is a file");
  }
  const open: OpenSpace[] = [];
  for (const space of library.spaces.present) {
    if (spaces && !spaces.includes(space)) continue;
    const found = await library.spaces.get(space);
    if (found) open.push(found);
  }
  const encodes = await hasFfmpeg();
  const alterations = ALTERATIONS.filter(({ kind }) =>
    encodes || (kind !== "mp3" && kind !== "opus")
  );
  const { columns } = collection.snapshot;
  const duration = columns.numbers["duration"];
  const rows = [...columns.ids.keys()].filter((row) =>
    isAudible(columns, row) && duration && duration[row]! >= SHORTEST && duration[row]! <= LONGEST
  );
  if (rows.length === 0) {
    throw new ExpectedError(
      `Cannot alter tracks: none of ${SHORTEST} s to ${
        LONGEST / 60
      } min has its audio on this machine`,
    );
  }
  const planned = (await planStages()).stages.map(({ stage }) => stage);
  const needed = new Set(open.flatMap(({ space }) => spaceInfo(space).stages));
  const stages = planned.filter((stage) => needed.has(stage));
  const files = new AllowedFiles(() => store.roots());
  const folder = join(`${store.location}.cache`, `robust-${crypto.randomUUID().slice(0, 8)}`);
  await Deno.mkdir(folder, { recursive: true });
  const size = Math.max(1, Math.min(navigator.hardwareConcurrency, MOST_WORKERS));
  const pool = createAnalysisPool({ size, tempo: "auto" });
  const drawn = Array.from(
    sampled(rows, { count, random: seeded(seed) }),
    (row) => columns.ids[row]!,
  );
  const hear = async (id: TrackId): Promise<Outcome> => {
    const heard: Heard[] = [];
    const own = join(folder, id);
    await Deno.mkdir(own);
    try {
      const track = await store.getTrack(id);
      const opened = await files.open({ path: track!.path, ...track!.file });
      opened.file.close();
      for await (
        const { alteration, path } of alteredFiles(opened.path, { folder: own, alterations, seed })
      ) {
        const { size } = await Deno.stat(path);
        const outcome = await pool.run({ path, size, stages });
        if ("failed" in outcome) continue;
        for (const space of open) {
          const query = await library.spaces.vectorFrom(space, outcome.result.vectors);
          if (query) heard.push(await rankOf(space, { id, alteration, query }));
        }
      }
      return { heard };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return { reason: error.message };
    } finally {
      await Deno.remove(own, { recursive: true });
    }
  };
  const outcomes = new Map<TrackId, Outcome>();
  try {
    const left = drawn.values();
    await Promise.all(Array.from({ length: size }, async () => {
      for (const id of left) {
        outcomes.set(id, await hear(id));
        progress?.(outcomes.size, drawn.length);
      }
    }));
  } finally {
    pool.close();
    await Deno.remove(folder, { recursive: true });
  }
  const heard: Heard[] = [];
  const tracks: TrackId[] = [];
  const failed: { id: TrackId; reason: string }[] = [];
  for (const id of drawn) {
    const outcome = outcomes.get(id)!;
    if ("reason" in outcome) failed.push({ id, reason: outcome.reason });
    else {
      tracks.push(id);
      heard.push(...outcome.heard);
    }
  }
  const figures = open.flatMap(({ space }) =>
    alterations.map((alteration) => figureOf(heard, { space, alteration }))
  );
  const leftOut = encodes ? "" : "mp3 and opus are left out: they take ffmpeg, which is not here";
  return { seed, figures, tracks, failed, leftOut, at: Date.now() };
}

/** What became of a track: where its copies' original stands, or why there is no copy. */
type Outcome = { readonly heard: readonly Heard[] } | { readonly reason: string };
