import { join } from "node:path";
import { ExpectedError } from "../../domain/mod.ts";
import type { Store } from "../../store/mod.ts";
import type { Desk, JobContext, JobName } from "../../work/mod.ts";
import { checkpointCurves, checkpointPath } from "./_checkpoint_file.ts";
import { FoundFiles } from "./_found_files.ts";
import { type LiveCurves, predictAll, TrainingRun } from "./_training_run.ts";
import type {
  Held,
  Training,
  TrainingFound,
  TrainingHead,
  TrainingRequest,
  TrainingState,
} from "./training.ts";

const DOCUMENTS = "training";
/** Milliseconds for which a server's word counts, and after which it gives it again. */
const [HELD_FOR, HELD_AGAIN] = [30_000, 10_000];

/**
 * Trainings of a collection: each runs in a worker, can be stopped and go on, and is kept. Of several
 * servers of one store one alone has a training under way: those of one folder see each other's marks,
 * others the word that each gives in the training's record.
 */
export class Trainings {
  readonly #store: Store;
  readonly #desk: Desk;
  readonly #folder: string | undefined;
  readonly #files: FoundFiles;
  readonly #live = new Map<string, LiveCurves>();
  /** Who this server is among those of its store; servers of one folder are one. */
  readonly #name: string;

  /** @param options.folder Where results and checkpoints are kept; in memory alone without. */
  constructor(
    options: {
      readonly store: Store;
      readonly desk: Desk;
      readonly folder?: string | undefined;
    },
  ) {
    this.#store = options.store;
    this.#desk = options.desk;
    this.#folder = options.folder && join(options.folder, "trainings");
    this.#files = new FoundFiles(this.#folder);
    this.#name = this.#folder ?? crypto.randomUUID();
  }

  /** What a training is called among the work under way. */
  workOf(id: string): JobName {
    return { kind: "training", id };
  }

  /** All trainings, latest first. */
  async list(): Promise<readonly (TrainingHead & { readonly state: TrainingState })[]> {
    return (await this.#documents.list())
      .map(({ value }) => ({ ...value, state: this.#stateOf(value) }))
      .toSorted((a, b) => b.begun - a.begun);
  }

  /** A training with all that it has found; undefined where there is none of that id. */
  async get(id: string): Promise<Training | undefined> {
    const head = await this.#documents.get(id);
    if (!head) return undefined;
    const found = this.#files.read(id);
    return {
      ...head,
      job: this.#desk.state(this.workOf(id)),
      state: this.#stateOf(head),
      found,
      live: this.#live.get(id) ?? (head.done ? undefined : this.#keptCurves(head, found)),
    };
  }

  /** Curves of the network at which a training was stopped or cut. */
  #keptCurves({ id, request }: TrainingHead, found: TrainingFound | undefined): Training["live"] {
    const at = found?.results.length ?? 0;
    const learner = request.learners[at];
    if (this.#folder === undefined || !learner) return undefined;
    const { folds = 1 } = request;
    for (let fold = folds - 1; fold >= 0; fold--) {
      const curves = checkpointCurves(checkpointPath(join(this.#folder, `${id}.${at}`), fold));
      if (curves) {
        return { name: folds > 1 ? `${learner.name}, fold ${fold + 1}` : learner.name, curves };
      }
    }
    return undefined;
  }

  /** Curves of the network that a training is at. */
  liveOf(id: string): Training["live"] {
    return this.#live.get(id);
  }

  /** Begins a training; gives its id. */
  async begin(request: TrainingRequest, at: number): Promise<string> {
    const id = crypto.randomUUID().slice(0, 8);
    await this.#documents.put(id, { id, request, begun: at, done: false });
    this.#run(id, request);
    return id;
  }

  /** Lets a training that was stopped or cut go on; false where there is none, it is done, or under way elsewhere. */
  async goOn(id: string): Promise<boolean> {
    const head = await this.#documents.get(id);
    if (!head || head.done || this.#isElsewhere(head)) return false;
    this.#run(id, head.request);
    return true;
  }

  /** Applies a kept model to all tracks. Throws a LearningError where there is none of that id. */
  async predict(id: string): Promise<void> {
    await predictAll(this.#store, id);
  }

  /** Resolves when a training is no longer under way. */
  async settled(id: string): Promise<void> {
    for await (const _ of this.#desk.statesOf(this.workOf(id)));
  }

  /** Forgets a training and what it found; the model that it left stays. */
  async remove(id: string): Promise<void> {
    this.#desk.stop(this.workOf(id));
    await this.#documents.delete(id);
    this.#files.remove(id);
  }

  get #documents() {
    return this.#store.documents<TrainingHead>(DOCUMENTS);
  }

  #run(id: string, request: TrainingRequest): void {
    void this.#desk.begin({
      ...this.workOf(id),
      priority: "asked",
      run: (context) => this.#held(id, { request, context }),
    }).catch(() => {}).finally(() => this.#live.delete(id));
  }

  /** Runs a training while this server's word for it counts. */
  async #held(
    id: string,
    { request, context }: { readonly request: TrainingRequest; readonly context: JobContext },
  ): Promise<void> {
    const lost = new AbortController();
    const hold = () =>
      this.#documents.update(id, (head) => {
        if (this.#isElsewhere(head)) throw new ExpectedError(ELSEWHERE);
        return { ...head, held: this.#word() };
      });
    await hold();
    const again = setInterval(() => hold().catch((error) => lost.abort(error)), HELD_AGAIN);
    try {
      const best = await new TrainingRun({
        id,
        request,
        context: { ...context, signal: AbortSignal.any([context.signal, lost.signal]) },
        store: this.#store,
        files: this.#files,
        folder: this.#folder,
        showLive: (live) => void this.#live.set(id, live),
      }).done();
      await this.#documents.update(id, (head) => ({
        ...head,
        done: true,
        best: { name: best.name, accuracy: best.figures.accuracy.value },
      }));
    } finally {
      clearInterval(again);
      if (!lost.signal.aborted) await this.#release(id);
    }
  }

  /** Where the store is closed already the word stays, and what was under way counts as cut. */
  async #release(id: string): Promise<void> {
    await this.#documents.update(id, ({ held: _, ...head }) => head).catch(() => {});
  }

  #word(): Held {
    return { by: this.#name, until: Date.now() + HELD_FOR };
  }

  #isElsewhere({ id, held }: TrainingHead): boolean {
    if (this.#desk.isElsewhere(this.workOf(id))) return true;
    return held !== undefined && held.by !== this.#name && held.until > Date.now();
  }

  #stateOf(head: TrainingHead): TrainingState {
    if (head.done) return "done";
    const job = this.#desk.state(this.workOf(head.id));
    switch (job?.state) {
      case "waiting":
      case "running":
      case "failed":
        return job.state;
      case "done":
        return "running";
    }
    if (this.#isElsewhere(head)) return "elsewhere";
    return head.held || job?.state === "cut" ? "cut" : "paused";
  }
}

const ELSEWHERE =
  "Cannot train: another server of this collection has this training under way; stop it there";
