/** Learns away from the thread that answers requests. */
import {
  accuracyOf,
  type Apply,
  applying,
  type Curve,
  type Division,
  examined,
  type Figures,
  type FoldFigures,
  importances,
  type Leakage,
  type Learned,
  type LearnerOptions,
  learning,
  learningCurve,
  type LearningPoint,
  type LearningStep,
  type ModelCard,
  modelFrom,
  onnxOf,
  outcomeOf,
  type PlainModel,
  pooled,
  type Problem,
  rootAccuracy,
  settingsOf,
  severalLabels,
  surestMistakes,
} from "../../learning/mod.ts";
import { type CallContext, serve, Transferred } from "../../work/mod.ts";
import { checkpointPath, readCheckpoint, writeCheckpoint } from "./_checkpoint_file.ts";

/** What one learner did; rows are those of the problem, and tracks those that were tested, fold by fold. */
export interface WorkedResult {
  readonly figures: Figures;
  readonly leakage: Leakage;
  /** Mean over the folds. */
  readonly validation: number;
  readonly root?: number;
  /** Of one split alone. */
  readonly curves: readonly Curve[];
  readonly bestEpoch?: number;
  readonly folds?: readonly FoldFigures[];
  readonly seconds: number;
  readonly mistakes: readonly {
    readonly row: number;
    readonly predicted: string;
    readonly probability: number;
    readonly labels: readonly string[];
  }[];
  readonly found: readonly number[];
  readonly sure: readonly number[];
  /** All labels that were found of each track, where it can bear several. */
  readonly foundAll?: readonly (readonly number[])[];
}

/** What the worker does: it is given a problem, and learns it as often as it is asked. */
export type TrainingCalls = {
  readonly open: {
    readonly request: {
      readonly problem: Problem;
      /** One, or the folds. */
      readonly divisions: readonly Division[];
      /** What a kept model learns from. */
      readonly whole: Division;
      readonly seed: number;
      /** Root of each class, where there is a hierarchy. */
      readonly roots?: readonly number[];
    };
    readonly result: null;
  };
  readonly learn: {
    readonly request: {
      readonly options: LearnerOptions;
      /** Where the state is kept from time to time, and read from where there is one; fold by fold. */
      readonly checkpoint?: string | undefined;
    };
    readonly result: WorkedResult;
  };
  /** Answered when nothing is being learned any more, and the state of what was is kept. */
  readonly stopped: { readonly request: Record<never, never>; readonly result: null };
  /**
   * What was learned so, learned again where that was before an interruption; it is held for `file`, and
   * the problem let go.
   */
  readonly model: {
    readonly request: { readonly options: LearnerOptions };
    readonly result: { readonly settings: ModelCard["settings"]; readonly bestEpoch?: number };
  };
  /** The file of that model, which is applied from here on. */
  readonly file: {
    readonly request: { readonly card: ModelCard };
    readonly result: { readonly bytes: Uint8Array<ArrayBuffer> };
  };
  /** Holds a kept model in place of one that was learned. */
  readonly load: {
    readonly request: { readonly bytes: Uint8Array<ArrayBuffer> };
    readonly result: null;
  };
  /** What the model that is held says of rows of features. */
  readonly apply: {
    readonly request: { readonly features: Float32Array<ArrayBuffer> };
    readonly result: { readonly probabilities: Float32Array };
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

let model: PlainModel | undefined;
let apply: Apply | undefined;
let underWay: Promise<unknown> | undefined;
let given: TrainingCalls["open"]["request"] | undefined;
/** What was learned, by its division and its options as JSON. */
const learnedSo = new Map<Division, Map<string, Learned>>();

serve<TrainingCalls>({
  open(request) {
    given = request;
    return null;
  },
  async learn(asked, context) {
    const result = learnedAsAsked(asked, context);
    underWay = result.catch(() => {});
    return await result;
  },
  async stopped() {
    await underWay;
    return null;
  },
  async model({ options }, context) {
    const learned = await learnedWith(options, { division: given!.whole, context });
    const { network } = learned;
    model = learned.plain();
    given = undefined;
    learnedSo.clear();
    const settings = settingsOf(model, options.training?.balanced ?? false);
    return { settings, ...(network && { bestEpoch: network.bestEpoch }) };
  },
  file({ card }) {
    const bytes = onnxOf({ model: model!, card });
    apply = applying({ model: model!, card });
    model = undefined;
    return new Transferred({ bytes }, [bytes.buffer]);
  },
  load({ bytes }) {
    apply = applying(modelFrom(bytes));
    return null;
  },
  async apply({ features }) {
    return { probabilities: await apply!(features) };
  },
  async study({ options, importance }, context) {
    const { problem, divisions, seed } = given!;
    const division = divisions[0]!;
    const curve: LearningPoint[] = [];
    const shares = [0.1, 0.25, 0.5, 1];
    const known = learnedSo.get(division)?.get(JSON.stringify(options));
    for (const point of learningCurve(problem, { division, options, seed, shares, known })) {
      curve.push(point);
      context.progress({ fraction: curve.length / shares.length, step: "with less to learn from" });
      await turn();
    }
    if (!importance) return { curve, importance: [] };
    const learned = known ?? await driven(options, { division, context });
    return { curve, importance: importances(problem, learned, { division, seed }) };
  },
});

async function learnedAsAsked(
  { options, checkpoint }: TrainingCalls["learn"]["request"],
  context: CallContext,
): Promise<WorkedResult> {
  const started = performance.now();
  const all: Learned[] = [];
  for (const [fold, division] of given!.divisions.entries()) {
    const learned = await driven(options, {
      division,
      checkpoint: checkpoint && checkpointPath(checkpoint, fold),
      context: ofFold(context, fold),
    });
    all.push(learned);
    if (given!.divisions.length === 1) remember(division, { options, learned });
  }
  return resultOf(all, (performance.now() - started) / 1000);
}

/** Lets messages in, such as that it is to stop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The context of one fold of several: its progress is a part of the whole. */
function ofFold(context: CallContext, fold: number): CallContext {
  const { length } = given!.divisions;
  if (length === 1) return context;
  return {
    signal: context.signal,
    progress: ({ fraction, step, metrics }) =>
      context.progress({
        fraction: (fold + fraction) / length,
        step: `fold ${fold + 1} of ${length}, ${step}`,
        metrics: { ...metrics, fold },
      }),
  };
}

function remember(
  division: Division,
  { options, learned }: { readonly options: LearnerOptions; readonly learned: Learned },
): void {
  const known = learnedSo.get(division) ?? new Map<string, Learned>();
  learnedSo.set(division, known.set(JSON.stringify(options), learned));
}

async function learnedWith(
  options: LearnerOptions,
  { division, context }: { readonly division: Division; readonly context: CallContext },
): Promise<Learned> {
  return learnedSo.get(division)?.get(JSON.stringify(options)) ??
    await driven(options, { division, context });
}

async function driven(
  options: LearnerOptions,
  { division, checkpoint, context }: {
    readonly division: Division;
    readonly checkpoint?: string | undefined;
    readonly context: CallContext;
  },
): Promise<Learned> {
  const { problem } = given!;
  const hidden = options.kind === "mlp" ? options.training?.hidden ?? [] : [];
  const sizes = [problem.dimensions, ...hidden, problem.classes.length];
  const from = checkpoint === undefined ? undefined : readCheckpoint(checkpoint, sizes);
  for (const { epoch, ...metrics } of from?.curves ?? []) {
    context.progress({ fraction: 0, step: "going on", metrics: { epoch, ...metrics } });
  }
  const keep = (step: LearningStep | undefined) => {
    if (checkpoint === undefined || step?.step !== "epoch") return;
    writeCheckpoint(checkpoint, step.checkpoint(), sizes);
  };
  const steps = learning(problem, { division, options, from });
  let kept = performance.now();
  let last: LearningStep | undefined;
  for (let next = steps.next();; next = steps.next()) {
    if (next.done) {
      if (given!.divisions.length > 1) keep(last);
      return next.value;
    }
    last = next.value;
    if (performance.now() - kept > KEPT_EVERY) {
      keep(last);
      kept = performance.now();
    }
    context.progress(progressOf(last));
    await turn();
    if (!context.signal.aborted) continue;
    keep(last);
    context.signal.throwIfAborted();
  }
}

function progressOf(step: LearningStep) {
  if (step.step === "tree") {
    return { fraction: step.done / step.of, step: `tree ${step.done} of ${step.of}` };
  }
  const { curve, of } = step;
  return {
    fraction: curve.epoch / of,
    step: `epoch ${curve.epoch} of at most ${of}`,
    metrics: { ...curve },
  };
}

function resultOf(all: readonly Learned[], seconds: number): WorkedResult {
  const { problem, divisions, seed, roots } = given!;
  const parts = all.map((learned, fold) =>
    examined(problem, learned, { division: divisions[fold]!, seed })
  );
  const several = parts.length > 1 ? pooled(parts, { seed }) : undefined;
  const { figures, leakage, outcome } = several ?? parts[0]!;
  const validations = all.map((learned, fold) =>
    accuracyOf(outcomeOf(problem, learned, divisions[fold]!.validation))
  );
  const k = problem.classes.length;
  const found: number[] = [];
  const sure: number[] = [];
  for (let from = 0; from < outcome.probabilities.length; from += k) {
    const own = outcome.probabilities.subarray(from, from + k);
    const most = Math.max(...own);
    found.push(own.indexOf(most));
    sure.push(Number(most.toFixed(4)));
  }
  const network = all.length === 1 ? all[0]!.network : undefined;
  const rows = Uint32Array.from(divisions.flatMap(({ test }) => [...test]));
  return {
    figures,
    leakage,
    validation: validations.reduce((sum, value) => sum + value / all.length, 0),
    ...(roots && { root: rootAccuracy(outcome, roots) }),
    curves: network?.curves ?? [],
    ...(network && { bestEpoch: network.bestEpoch }),
    ...(several && { folds: several.folds }),
    seconds,
    mistakes: surestMistakes(outcome, { rows, count: MISTAKES }),
    found,
    sure,
    ...(problem.several && { foundAll: severalLabels(outcome).found }),
  };
}
