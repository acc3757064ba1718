import { join } from "node:path";
import {
  type Apply,
  assembled,
  type Curve,
  KeptModels,
  type LearnerOptions,
  modelCard,
} from "../../learning/mod.ts";
import type { Store } from "../../store/mod.ts";
import { type JobContext, Worked } from "../../work/mod.ts";
import { compared } from "./_before_after.ts";
import { checkpointPath } from "./_checkpoint_file.ts";
import { type DivisionPlan, divisionPlan } from "./_division_plan.ts";
import { classesOf, foundOf, withResult } from "./_found.ts";
import type { FoundFiles } from "./_found_files.ts";
import type { TrainingCalls, WorkedResult } from "./_training_worker.ts";
import type { AskedLearner, LearnerResult, TrainingFound, TrainingRequest } from "./training.ts";

const WORKER = new URL("./_training_worker.ts", import.meta.url);
/** Features of which it is looked which ones matter; of embeddings there are too many to be read. */
const MOST_READ = 64;
/** Milliseconds. */
const KEPT_WITHIN = 5_000;

/** Curves of the network that a training is at. */
export interface LiveCurves {
  name: string;
  curves: Curve[];
}

/** One training from its features to its kept model. */
export class TrainingRun {
  readonly #id: string;
  readonly #request: TrainingRequest;
  readonly #context: JobContext;
  readonly #store: Store;
  readonly #files: FoundFiles;
  readonly #folder: string | undefined;
  readonly #worker = new Worked<TrainingCalls>(WORKER);
  readonly #showLive: (live: LiveCurves) => void;

  constructor({ id, request, context, store, files, folder, showLive }: {
    readonly id: string;
    readonly request: TrainingRequest;
    readonly context: JobContext;
    readonly store: Store;
    readonly files: FoundFiles;
    /** Where checkpoints are kept; nowhere without. */
    readonly folder: string | undefined;
    readonly showLive: (live: LiveCurves) => void;
  }) {
    this.#id = id;
    this.#request = request;
    this.#context = context;
    this.#store = store;
    this.#files = files;
    this.#folder = folder;
    this.#showLive = showLive;
  }

  /** Goes on from what is kept of it, to its end; gives the result that is best. */
  async done(): Promise<LearnerResult> {
    try {
      return await this.#train();
    } catch (error) {
      if (this.#context.signal.aborted) await this.#keptState();
      throw error;
    } finally {
      this.#worker.end();
    }
  }

  /** Waits until the worker has kept where it stopped; not for longer than an epoch may take. */
  async #keptState(): Promise<void> {
    const signal = AbortSignal.timeout(KEPT_WITHIN);
    await this.#worker.call("stopped", {}, { signal }).catch(() => {});
  }

  async #train(): Promise<LearnerResult> {
    const request = this.#request;
    const made = await assembled(this.#store, request);
    const before = request.after === undefined ? undefined : this.#files.read(request.after);
    const plan = divisionPlan(made, { request, before });
    const { problem, set, roots } = made;
    const { ids, classes, several, dimensions } = problem;
    const known = { ...made, problem: { ids, classes, several, dimensions } };
    const labelled = classesOf(made, plan.divisions.flatMap(({ test }) => [...test]));
    await this.#worker.call("open", {
      problem,
      ...plan,
      seed: request.seed,
      ...(set.parents && { roots }),
    }, {
      signal: this.#context.signal,
      transfer: [problem.features.buffer, problem.targets.buffer],
    });
    let found = this.#files.read(this.#id);
    for (const [at, learner] of request.learners.entries()) {
      if (found?.results.some(({ name }) => name === learner.name)) continue;
      const result = await this.#learn(learner, at);
      found = withResult(found ?? foundOf(known, { plan, labelled, result }), {
        learner,
        result,
        ids,
      });
      this.#files.write(this.#id, found);
    }
    found = await this.#study(found!, made.names);
    if (before) {
      found = { ...found, comparison: compared(request.after!, { before, after: found }) };
    }
    found = await this.#keep(found, { made: known, plan });
    this.#files.write(this.#id, found);
    return found.results.find(({ name }) => name === found.best)!;
  }

  /** Of which the whole consists: each learner, the study of the best, and what is done to keep it. */
  get #parts(): number {
    const { learners, keepAs } = this.#request;
    return learners.length + (keepAs === undefined ? 1 : 2);
  }

  async #learn(learner: AskedLearner, at: number): Promise<WorkedResult> {
    const { folds = 1 } = this.#request;
    let fold = -1;
    let live: LiveCurves;
    const path = this.#folder && join(this.#folder, `${this.#id}.${at}`);
    const result = await this.#worker.call("learn", {
      options: this.#optionsOf(learner),
      checkpoint: path,
    }, {
      signal: this.#context.signal,
      progress: ({ fraction, step, metrics }) => {
        const { fold: now = 0, ...curve } = { ...metrics };
        if (fold !== now) {
          fold = now;
          const name = folds > 1 ? `${learner.name}, fold ${now + 1}` : learner.name;
          this.#showLive(live = { name, curves: [] });
        }
        if ("epoch" in curve && !live.curves.some(({ epoch }) => epoch === curve["epoch"])) {
          live.curves.push(curve as unknown as Curve);
        }
        this.#context.tell({
          fraction: (at + fraction) / this.#parts,
          step: `${learner.name}: ${step}`,
          ...(metrics && { metrics }),
        });
      },
    });
    for (let fold = 0; path !== undefined && fold < folds; fold++) {
      this.#files.removeFile(checkpointPath(path, fold));
    }
    return result;
  }

  async #study(found: TrainingFound, names: readonly string[]): Promise<TrainingFound> {
    const best = bestOf(found.results);
    const count = this.#request.learners.length;
    const { curve, importance } = await this.#worker.call("study", {
      options: this.#optionsOf(this.#asked(best)),
      importance: found.dimensions <= MOST_READ,
    }, {
      signal: this.#context.signal,
      progress: ({ fraction, step }) =>
        this.#context.tell({
          fraction: (count + fraction) / this.#parts,
          step: `${best.name} ${step}`,
        }),
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
    { made, plan }: {
      readonly made: Parameters<typeof modelCard>[0]["made"];
      readonly plan: DivisionPlan;
    },
  ): Promise<TrainingFound> {
    const { keepAs, split, seed, features } = this.#request;
    if (keepAs === undefined) return found;
    const best = bestOf(found.results);
    const { signal } = this.#context;
    this.#context.tell({
      fraction: 1 - 1 / this.#parts,
      step: `${best.name} is kept and applied to all tracks`,
    });
    const { settings, bestEpoch } = await this.#worker.call("model", {
      options: this.#optionsOf(this.#asked(best)),
    }, { signal });
    const card = modelCard({
      name: keepAs,
      learner: best.kind,
      made,
      division: plan.whole,
      split,
      seed,
      features,
      figures: best.figures,
      leakage: found.leakage,
      folds: best.folds,
      settings,
      bestEpoch,
      trained: new Date().toISOString(),
    });
    const models = new KeptModels(this.#store);
    const { bytes } = await this.#worker.call("file", { card }, { signal });
    await models.putFile(card, bytes);
    await models.predict(card.id, Date.now(), appliedBy(this.#worker));
    return { ...found, kept: card.id };
  }

  #asked({ name }: LearnerResult): AskedLearner {
    return this.#request.learners.find((learner) => learner.name === name)!;
  }

  #optionsOf({ kind, hidden }: AskedLearner): LearnerOptions {
    const { epochs, seed, balanced } = this.#request;
    return { kind, forest: { seed }, training: { hidden, epochs, seed, balanced, batch: 256 } };
  }
}

/** Applies a kept model to all tracks, away from this thread. Throws a LearningError where there is none of that id. */
export async function predictAll(store: Store, id: string): Promise<void> {
  const models = new KeptModels(store);
  const bytes = await models.file(id);
  const worker = new Worked<TrainingCalls>(WORKER);
  try {
    await worker.call("load", { bytes }, { transfer: [bytes.buffer] });
    await models.predict(id, Date.now(), appliedBy(worker));
  } finally {
    worker.end();
  }
}

/** Applies the model that a worker holds. */
function appliedBy(worker: Worked<TrainingCalls>): Apply {
  return async (features) =>
    (await worker.call("apply", { features }, { transfer: [features.buffer] })).probabilities;
}

/** The best on the validation tracks; on the test tracks only where there are none. */
function bestOf(results: readonly LearnerResult[]): LearnerResult {
  const figure = ({ validation, figures }: LearnerResult) =>
    Number.isNaN(validation) ? figures.accuracy.value : validation;
  return results.reduce((a, b) => figure(b) > figure(a) ? b : a);
}
