import { join } from "node:path";
import {
  assembled,
  type Curve,
  divided,
  type Division,
  KeptModels,
  type LearnerOptions,
  modelCard,
} from "../../learning/mod.ts";
import type { Store } from "../../store/mod.ts";
import { type Desk, type JobContext, type JobName, type JobState, Worked } from "../../work/mod.ts";
import type { TrainingCalls, WorkedResult } from "./_training_worker.ts";
import { compared, dividedAsBefore } from "./_before_after.ts";
import { firstClasses, foundOf, withResult } from "./_found.ts";
import { FoundFiles } from "./_found_files.ts";
import type {
  AskedLearner,
  LearnerResult,
  Training,
  TrainingFound,
  TrainingHead,
  TrainingRequest,
  TrainingState,
} from "./training.ts";

const WORKER = new URL("./_training_worker.ts", import.meta.url);
const DOCUMENTS = "training";
/** Features of which it is looked which ones matter; of embeddings there are too many to be read. */
const MOST_READ = 64;

/** Trainings of a collection: each runs in a worker, can be stopped and go on, and is kept. */
export class Trainings {
  readonly #store: Store;
  readonly #desk: Desk;
  readonly #folder: string | undefined;
  readonly #files: FoundFiles;
  readonly #live = new Map<string, { name: string; curves: Curve[] }>();

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
  }

  /** What a training is called among the work under way. */
  workOf(id: string): JobName {
    return { kind: "training", id };
  }

  /** All trainings, latest first. */
  async list(): Promise<readonly TrainingHead[]> {
    return (await this.#documents.list()).map(({ value }) => value)
      .toSorted((a, b) => b.begun - a.begun);
  }

  /** A training with all that it has found; undefined where there is none of that id. */
  async get(id: string): Promise<Training | undefined> {
    const head = await this.#documents.get(id);
    if (!head) return undefined;
    const job = this.#desk.state(this.workOf(id));
    return {
      ...head,
      job,
      state: stateOf(head, job),
      found: this.#files.read(id),
      live: this.#live.get(id),
    };
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

  /** Lets a training that was stopped or cut go on; false where there is none, or it is done. */
  async goOn(id: string): Promise<boolean> {
    const head = await this.#documents.get(id);
    if (!head || head.done) return false;
    this.#run(id, head.request);
    return true;
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
      run: (context) => this.#train(id, { request, context }),
    }).catch(() => {}).finally(() => this.#live.delete(id));
  }

  async #train(
    id: string,
    { request, context }: { readonly request: TrainingRequest; readonly context: JobContext },
  ): Promise<void> {
    const made = await assembled(this.#store, request);
    const before = request.after === undefined ? undefined : this.#files.read(request.after);
    const division = before ? dividedAsBefore(made.problem, before) : divided(made.problem, {
      kind: request.split,
      seed: request.seed,
      published: made.published,
    });
    const worker = new Worked<TrainingCalls>(WORKER);
    try {
      const { problem, set, roots } = made;
      const { ids, classes, several, dimensions } = problem;
      const known = { ...made, problem: { ids, classes, several, dimensions } };
      const labelled = firstClasses(made, division);
      await worker.call("open", {
        problem,
        division,
        seed: request.seed,
        ...(set.parents && { roots }),
      }, { signal: context.signal, transfer: [problem.features.buffer, problem.targets.buffer] });
      let found = this.#files.read(id);
      for (const [at, learner] of request.learners.entries()) {
        if (found?.results.some(({ name }) => name === learner.name)) continue;
        const result = await this.#learn(id, { worker, learner, request, context, at });
        found = withResult(found ?? foundOf(known, { division, labelled, result }), {
          learner,
          result,
          ids,
        });
        this.#files.write(id, found);
      }
      found = await this.#study(found!, { worker, request, context, names: made.names });
      if (before) {
        found = { ...found, comparison: compared(request.after!, { before, after: found }) };
      }
      found = await this.#keep(found, { worker, request, context, made: known, division });
      this.#files.write(id, found);
      const best = found.results.find(({ name }) => name === found!.best)!;
      await this.#documents.update(id, (head) => ({
        ...head,
        done: true,
        best: { name: best.name, accuracy: best.figures.accuracy.value },
      }));
    } finally {
      worker.end();
    }
  }

  async #learn(
    id: string,
    { worker, learner, request, context, at }: {
      readonly worker: Worked<TrainingCalls>;
      readonly learner: AskedLearner;
      readonly request: TrainingRequest;
      readonly context: JobContext;
      readonly at: number;
    },
  ): Promise<WorkedResult> {
    const live = { name: learner.name, curves: [] as Curve[] };
    this.#live.set(id, live);
    const path = this.#folder && join(this.#folder, `${id}.${at}.checkpoint`);
    const result = await worker.call("learn", {
      options: optionsOf(learner, request),
      checkpoint: path,
    }, {
      signal: context.signal,
      progress: ({ fraction, step, metrics }) => {
        const curve = metrics as unknown as Curve | undefined;
        if (curve && !live.curves.some(({ epoch }) => epoch === curve.epoch)) {
          live.curves.push(curve);
        }
        context.tell({
          fraction: (at + fraction) / (request.learners.length + 1),
          step: `${learner.name}: ${step}`,
          ...(metrics && { metrics }),
        });
      },
    });
    if (path !== undefined) this.#files.removeFile(path);
    return result;
  }

  async #study(
    found: TrainingFound,
    { worker, request, context, names }: {
      readonly worker: Worked<TrainingCalls>;
      readonly request: TrainingRequest;
      readonly context: JobContext;
      readonly names: readonly string[];
    },
  ): Promise<TrainingFound> {
    const best = bestOf(found.results);
    const learner = request.learners.find(({ name }) => name === best.name)!;
    const count = request.learners.length;
    const { curve, importance } = await worker.call("study", {
      options: optionsOf(learner, request),
      importance: found.dimensions <= MOST_READ,
    }, {
      signal: context.signal,
      progress: ({ fraction, step }) =>
        context.tell({ fraction: (count + fraction) / (count + 1), step: `${best.name} ${step}` }),
    });
    return {
      ...found,
      best: best.name,
      curve,
      importance: importance.map(({ feature, drop }) => ({ feature: names[feature]!, drop })),
    };
  }

  /** Keeps what is best on the validation tracks, and applies it to all tracks. */
  async #keep(
    found: TrainingFound,
    { worker, request, context, made, division }: {
      readonly worker: Worked<TrainingCalls>;
      readonly request: TrainingRequest;
      readonly context: JobContext;
      readonly made: Parameters<typeof modelCard>[0]["made"];
      readonly division: Division;
    },
  ): Promise<TrainingFound> {
    if (request.keepAs === undefined) return found;
    const { name, kind, figures, bestEpoch } = bestOf(found.results);
    const learner = request.learners.find((one) => one.name === name)!;
    const { model } = await worker.call("model", { options: optionsOf(learner, request) }, {
      signal: context.signal,
    });
    const card = modelCard({
      name: request.keepAs,
      learner: kind,
      made,
      division,
      split: request.split,
      seed: request.seed,
      features: request.features,
      balanced: request.balanced,
      figures,
      leakage: found.leakage,
      model,
      bestEpoch,
      trained: new Date().toISOString(),
    });
    const models = new KeptModels(this.#store);
    await models.put({ model, card });
    await models.predict(card.id, Date.now());
    return { ...found, kept: card.id };
  }
}

function optionsOf(
  { kind, hidden }: AskedLearner,
  { epochs, seed, balanced }: TrainingRequest,
): LearnerOptions {
  return {
    kind,
    forest: { seed },
    training: { hidden, epochs, seed, balanced, batch: 256 },
  };
}

/** The best on the validation tracks; on the test tracks only where there are none. */
function bestOf(results: readonly LearnerResult[]): LearnerResult {
  const figure = ({ validation, figures }: LearnerResult) =>
    Number.isNaN(validation) ? figures.accuracy.value : validation;
  return results.reduce((a, b) => figure(b) > figure(a) ? b : a);
}

function stateOf(head: TrainingHead, job: JobState | undefined): TrainingState {
  if (head.done) return "done";
  switch (job?.state) {
    case "waiting":
    case "running":
    case "failed":
      return job.state;
    case "done":
      return "running";
    default:
      return "paused";
  }
}
