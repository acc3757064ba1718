import type { Collection } from "../../collection/mod.ts";
import {
  sampled,
  seeded,
  SEGMENT_KINDS,
  type SegmentKind,
  segmentWidth,
} from "../../domain/mod.ts";
import { type Evaluation, patchSpread, withIndex } from "../../similarity/mod.ts";
import type { Store } from "../../store/mod.ts";
import {
  type Desk,
  inWorker,
  type JobContext,
  type JobName,
  type JobState,
} from "../../work/mod.ts";
import type { EvaluationCalls } from "./_evaluation_worker.ts";
import type { TrackSegments } from "../segments/segments.ts";
import type { Robustness } from "../robust/robustness.ts";
import type { OpenSpace, Spaces } from "./spaces.ts";

const WORKER = new URL("./_evaluation_worker.ts", import.meta.url);
const DOCUMENTS = "evaluation";
const LATEST = "latest";
const ROBUSTNESS = "robustness";
/** Searches that the index is timed and checked with. */
const TIMED = 50;
/** Tracks whose patches are looked for, drawn with the seed. */
const PATCHED = 1000;

/** An evaluation with what it was of. */
export interface KeptEvaluation {
  readonly figures: Evaluation;
  /** When it was finished, ms since epoch. */
  readonly at: number;
  /** Tracks of the collection then. */
  readonly tracks: number;
  readonly seconds: number;
}

/** What an evaluation is called among the work under way. */
export const EVALUATION_WORK: JobName = { kind: "evaluation", id: "spaces" };

/** Evaluates the spaces of a collection, one run at a time, in a worker; the last figures are kept. */
export class Evaluations {
  readonly #store: Store;
  readonly #collection: Collection;
  readonly #spaces: Spaces;
  readonly #desk: Desk;
  readonly #segments: TrackSegments;

  constructor(options: {
    readonly store: Store;
    readonly collection: Collection;
    readonly spaces: Spaces;
    readonly desk: Desk;
    readonly segments: TrackSegments;
  }) {
    this.#store = options.store;
    this.#collection = options.collection;
    this.#spaces = options.spaces;
    this.#desk = options.desk;
    this.#segments = options.segments;
  }

  /** Where the last run stands; undefined where none was begun. */
  get state(): JobState | undefined {
    return this.#desk.state(EVALUATION_WORK);
  }

  /** Whether one is under way. */
  get isRunning(): boolean {
    const state = this.state?.state;
    return state === "waiting" || state === "running";
  }

  /** The last figures, also of an earlier run of the program. */
  latest(): Promise<KeptEvaluation | undefined> {
    return this.#store.documents<KeptEvaluation>(DOCUMENTS).get(LATEST);
  }

  /** The last robustness that was measured. */
  robustness(): Promise<Robustness | undefined> {
    return this.#store.documents<Robustness>(DOCUMENTS).get(ROBUSTNESS);
  }

  /** Keeps a robustness in place of the last one. */
  async keepRobustness(found: Robustness): Promise<void> {
    await this.#store.documents<Robustness>(DOCUMENTS).put(ROBUSTNESS, found);
  }

  /** Starts a run, unless one is under way. Resolves when it has ended, one way or another. */
  async start({ seed = 1 }: { readonly seed?: number } = {}): Promise<void> {
    const opening = this.#open();
    opening.catch(() => {});
    await this.#desk.begin({
      ...EVALUATION_WORK,
      priority: "asked",
      after: opening,
      run: async ({ tell, signal }) => {
        const started = performance.now();
        const open = await opening;
        const figures = await this.#inWorker(open, { seed, tell, signal });
        const searched = await this.withPatches(await withSearch(figures, open));
        await this.#store.documents<KeptEvaluation>(DOCUMENTS).put(LATEST, {
          figures: searched,
          at: Date.now(),
          tracks: this.#collection.columns.length,
          seconds: (performance.now() - started) / 1000,
        });
      },
    }).catch(() => {});
  }

  /** The figures with the spread of patches within tracks, where any are kept (`analyze --segments`). */
  async withPatches(figures: Evaluation): Promise<Evaluation> {
    const spaces: Evaluation["spaces"][number][] = [];
    for (const space of figures.spaces) {
      const kind = SEGMENT_KINDS.find((kind) => kind === space.space);
      const vectors = kind ? await this.#patchesOf(kind, figures.seed) : [];
      spaces.push(
        vectors.length === 0
          ? space
          : { ...space, patches: patchSpread(vectors, segmentWidth(kind!)) },
      );
    }
    return { ...figures, spaces };
  }

  async #patchesOf(kind: SegmentKind, seed: number): Promise<Float32Array[]> {
    const { ids } = this.#collection.columns;
    const vectors: Float32Array[] = [];
    for (const row of sampled([...ids.keys()], { count: PATCHED, random: seeded(seed) })) {
      const track = await this.#store.getTrack(ids[row]!);
      const kept = track && this.#segments.kept(track, kind);
      if (kept) vectors.push(kept.vectors);
    }
    return vectors;
  }

  async #open(): Promise<OpenSpace[]> {
    const open: OpenSpace[] = [];
    for (const space of this.#spaces.present) {
      const found = await this.#spaces.get(space);
      if (found) open.push(found);
    }
    if (open.length === 0) throw new Error("Cannot evaluate: no track has a vector in any space");
    return open;
  }

  #inWorker(
    open: readonly OpenSpace[],
    { seed, tell, signal }: JobContext & { readonly seed: number },
  ): Promise<Evaluation> {
    const { ids, texts, activations, topStyle, labels, length } = this.#collection.columns;
    return inWorker<EvaluationCalls, "evaluate">(WORKER, {
      name: "evaluate",
      request: {
        spaces: open.map(({ space, table }) => ({ space, vectors: table.share() })),
        columns: {
          ids,
          texts,
          activations,
          length,
          ...(topStyle && { topStyle }),
          ...(labels && { labels }),
        },
        seed,
      },
      progress: tell,
      signal,
    });
  }
}

/** The figures with those of the indexes, which only the thread that owns them can measure. */
async function withSearch(
  figures: Evaluation,
  open: readonly OpenSpace[],
): Promise<Evaluation> {
  const spaces: Evaluation["spaces"][number][] = [];
  for (const space of figures.spaces) {
    const found = open.find((candidate) => candidate.space === space.space);
    spaces.push(found ? await withIndex(space, { index: found.index, count: TIMED }) : space);
  }
  return { ...figures, spaces };
}
