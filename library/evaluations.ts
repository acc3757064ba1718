import type { Collection } from "../collection/mod.ts";
import { type Evaluation, type EvaluationState, withIndex } from "../similarity/mod.ts";
import type { Store } from "../store/mod.ts";
import type { EvaluationJob, EvaluationReport } from "./_evaluation_worker.ts";
import type { OpenSpace, Spaces } from "./spaces.ts";

const DOCUMENTS = "evaluation";
const LATEST = "latest";
/** Searches that the index is timed and checked with. */
const TIMED = 50;

/** An evaluation with what it was of. */
export interface KeptEvaluation {
  readonly figures: Evaluation;
  /** When it was finished, ms since epoch. */
  readonly at: number;
  /** Tracks of the collection then. */
  readonly tracks: number;
  readonly seconds: number;
}

/** Evaluates the spaces of a collection, one run at a time, in a worker; the last figures are kept. */
export class Evaluations {
  readonly #store: Store;
  readonly #collection: Collection;
  readonly #spaces: Spaces;
  readonly #listeners = new Set<() => void>();
  #state: EvaluationState = { state: "idle" };
  #worker: Worker | undefined;

  constructor(
    options: { readonly store: Store; readonly collection: Collection; readonly spaces: Spaces },
  ) {
    this.#store = options.store;
    this.#collection = options.collection;
    this.#spaces = options.spaces;
  }

  get state(): EvaluationState {
    return this.#state;
  }

  /** The last figures, also of an earlier run of the program. */
  latest(): Promise<KeptEvaluation | undefined> {
    return this.#store.documents<KeptEvaluation>(DOCUMENTS).get(LATEST);
  }

  /** Calls `listener` whenever the state changes; gives the function that ends this. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Starts a run, unless one is under way. Resolves when it has ended, one way or another. */
  async start(options: { readonly seed?: number } = {}): Promise<void> {
    if (this.#state.state === "running") return;
    const total = this.#spaces.present.length + 2;
    this.#change({ state: "running", step: "reading vectors", done: 0, total });
    const started = performance.now();
    try {
      const open = await this.#open();
      const figures = await this.#inWorker(open, { seed: options.seed ?? 1, total });
      const searched = await withSearch(figures, open);
      await this.#store.documents<KeptEvaluation>(DOCUMENTS).put(LATEST, {
        figures: searched,
        at: Date.now(),
        tracks: this.#collection.columns.length,
        seconds: (performance.now() - started) / 1000,
      });
      this.#change({ state: "idle" });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#change({ state: "failed", reason });
    } finally {
      this.#worker?.terminate();
      this.#worker = undefined;
    }
  }

  /** Ends a run that is under way. */
  close(): void {
    this.#worker?.terminate();
    this.#listeners.clear();
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
    { seed, total }: { readonly seed: number; readonly total: number },
  ): Promise<Evaluation> {
    const { promise, resolve, reject } = Promise.withResolvers<Evaluation>();
    const url = new URL("./_evaluation_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    this.#worker = worker;
    let done = 0;
    worker.onmessage = ({ data }: MessageEvent<EvaluationReport>) => {
      if (data.kind === "done") resolve(data.figures);
      else this.#change({ state: "running", step: data.step, done: ++done, total });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Cannot evaluate: ${event.message}`));
    };
    const { ids, texts } = this.#collection.columns;
    const job: EvaluationJob = {
      spaces: open.map(({ space, table }) => ({ space, vectors: table.share() })),
      columns: { ids, texts },
      seed,
    };
    worker.postMessage(job);
    return promise;
  }

  #change(state: EvaluationState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
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
