/** Learns away from the thread that answers requests. */
import {
  accuracyOf,
  type Curve,
  type Division,
  examined,
  type Figures,
  importances,
  type Leakage,
  type Learned,
  type LearnerOptions,
  learning,
  learningCurve,
  type LearningPoint,
  outcomeOf,
  type PlainModel,
  type Problem,
  rootAccuracy,
  surestMistakes,
} from "../../learning/mod.ts";
import { type CallContext, serve } from "../../work/mod.ts";
import { readCheckpoint, writeCheckpoint } from "./_checkpoint_file.ts";

/** What one learner did; rows are those of the problem. */
export interface WorkedResult {
  readonly figures: Figures;
  readonly leakage: Leakage;
  readonly validation: number;
  readonly root?: number;
  readonly curves: readonly Curve[];
  readonly bestEpoch?: number;
  readonly seconds: number;
  readonly mistakes: readonly {
    readonly row: number;
    readonly predicted: string;
    readonly probability: number;
    readonly labels: readonly string[];
  }[];
  readonly found: readonly number[];
  readonly sure: readonly number[];
}

/** What the worker does: it is given a problem, and learns it as often as it is asked. */
export type TrainingCalls = {
  readonly open: {
    readonly request: {
      readonly problem: Problem;
      readonly division: Division;
      readonly seed: number;
      /** Root of each class, where there is a hierarchy. */
      readonly roots?: readonly number[];
    };
    readonly result: null;
  };
  readonly learn: {
    readonly request: {
      readonly options: LearnerOptions;
      /** Where the state is kept from time to time, and read from where there is one. */
      readonly checkpoint?: string | undefined;
    };
    readonly result: WorkedResult;
  };
  /** What was learned so, learned again where that was before an interruption. */
  readonly model: {
    readonly request: { readonly options: LearnerOptions };
    readonly result: { readonly model: PlainModel };
  };
  readonly study: {
    readonly request: { readonly options: LearnerOptions; readonly importance: boolean };
    readonly result: {
      readonly curve: readonly LearningPoint[];
      readonly importance: readonly { readonly feature: number; readonly drop: number }[];
    };
  };
};

/** Milliseconds between two checkpoints. */
const KEPT_EVERY = 1_000;
const MISTAKES = 50;

let given: TrainingCalls["open"]["request"] | undefined;
/** What was learned, by its options as JSON. */
const learnedSo = new Map<string, Learned>();

serve<TrainingCalls>({
  open(request) {
    given = request;
    return null;
  },
  async learn({ options, checkpoint }, context) {
    const started = performance.now();
    const learned = await driven(options, { checkpoint, context });
    learnedSo.set(JSON.stringify(options), learned);
    return resultOf(learned, (performance.now() - started) / 1000);
  },
  async model({ options }, context) {
    return { model: (await learnedWith(options, context)).plain() };
  },
  async study({ options, importance }, context) {
    const { problem, division, seed } = given!;
    const curve: LearningPoint[] = [];
    const shares = [0.1, 0.25, 0.5, 1];
    for (const point of learningCurve(problem, { division, options, seed, shares })) {
      curve.push(point);
      context.progress({ fraction: curve.length / shares.length, step: "with less to learn from" });
      await turn();
    }
    if (!importance) return { curve, importance: [] };
    const learned = await learnedWith(options, context);
    return { curve, importance: importances(problem, learned, { division, seed }) };
  },
});

/** Lets messages in, such as that it is to stop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function learnedWith(options: LearnerOptions, context: CallContext): Promise<Learned> {
  return learnedSo.get(JSON.stringify(options)) ?? await driven(options, { context });
}

async function driven(
  options: LearnerOptions,
  { checkpoint, context }: {
    readonly checkpoint?: string | undefined;
    readonly context: CallContext;
  },
): Promise<Learned> {
  const { problem, division } = given!;
  const hidden = options.kind === "mlp" ? options.training?.hidden ?? [] : [];
  const sizes = [problem.dimensions, ...hidden, problem.classes.length];
  const from = checkpoint === undefined ? undefined : readCheckpoint(checkpoint, sizes);
  for (const { epoch, ...metrics } of from?.curves ?? []) {
    context.progress({ fraction: 0, step: "going on", metrics: { epoch, ...metrics } });
  }
  const steps = learning(problem, { division, options, from });
  let kept = performance.now();
  for (let next = steps.next();; next = steps.next()) {
    if (next.done) return next.value;
    const step = next.value;
    if (step.step === "tree") {
      context.progress({ fraction: step.done / step.of, step: `tree ${step.done} of ${step.of}` });
    } else {
      const { curve, of } = step;
      if (checkpoint !== undefined && performance.now() - kept > KEPT_EVERY) {
        writeCheckpoint(checkpoint, step.checkpoint(), sizes);
        kept = performance.now();
      }
      context.progress({
        fraction: curve.epoch / of,
        step: `epoch ${curve.epoch} of at most ${of}`,
        metrics: { ...curve },
      });
    }
    await turn();
    if (!context.signal.aborted) continue;
    if (checkpoint !== undefined && step.step === "epoch") {
      writeCheckpoint(checkpoint, step.checkpoint(), sizes);
    }
    context.signal.throwIfAborted();
  }
}

function resultOf(learned: Learned, seconds: number): WorkedResult {
  const { problem, division, seed, roots } = given!;
  const { figures, leakage, outcome } = examined(problem, learned, { division, seed });
  const k = problem.classes.length;
  const found: number[] = [];
  const sure: number[] = [];
  for (let from = 0; from < outcome.probabilities.length; from += k) {
    const own = outcome.probabilities.subarray(from, from + k);
    const most = Math.max(...own);
    found.push(own.indexOf(most));
    sure.push(Number(most.toFixed(4)));
  }
  const { network } = learned;
  return {
    figures,
    leakage,
    validation: accuracyOf(outcomeOf(problem, learned, division.validation)),
    ...(roots && { root: rootAccuracy(outcome, roots) }),
    curves: network?.curves ?? [],
    ...(network && { bestEpoch: network.bestEpoch }),
    seconds,
    mistakes: surestMistakes(outcome, { rows: division.test, count: MISTAKES }),
    found,
    sure,
  };
}
