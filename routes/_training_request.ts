import { SPLIT_WORDS } from "../components/learn/words.ts";
import { FEATURES, type SplitKind } from "../learning/mod.ts";
import type { AskedLearner, TrainingRequest } from "../library/mod.ts";
import { wholeIn } from "../query/mod.ts";
import { HttpError } from "../web/mod.ts";

const SPLIT_KINDS = Object.keys(SPLIT_WORDS) as SplitKind[];

const MOST_UNITS = 1024;
const MOST_FOLDS = 20;

/** The training that a form asks for. Throws an HttpError 400 where it asks for none. */
export function trainingIn(form: URLSearchParams): TrainingRequest {
  const features = form.getAll("features").filter((name) => FEATURES.includes(name));
  const split = SPLIT_KINDS.find((kind) => kind === form.get("split")) ?? "artist";
  const learners = learnersIn(form);
  const set = form.get("set") ?? "";
  if (set === "") throw new HttpError(400, "Cannot train: choose a label set");
  if (features.length === 0) throw new HttpError(400, "Cannot train: choose what to learn from");
  if (learners.length === 0) throw new HttpError(400, "Cannot train: choose what is to learn");
  const keepAs = (form.get("keep") ?? "").trim().slice(0, 100);
  const after = form.get("after") ?? "";
  const folds = wholeIn(form, { name: "folds", usual: 1, range: [1, MOST_FOLDS] });
  if (folds > 1 && split === "publisher") {
    throw new HttpError(
      400,
      "Cannot train: the publisher's split has no folds; choose one of both",
    );
  }
  return {
    set,
    features,
    split,
    learners,
    seed: wholeIn(form, { name: "seed", usual: 1, range: [0, 2 ** 31] }),
    fewest: wholeIn(form, { name: "fewest", usual: 10, range: [1, 100_000] }),
    epochs: wholeIn(form, { name: "epochs", usual: 100, range: [1, 1000] }),
    balanced: form.get("balanced") === "yes",
    withBad: form.get("bad") === "yes",
    ...(folds > 1 && { folds }),
    ...(keepAs !== "" && { keepAs }),
    ...(after !== "" && { after }),
  };
}

function learnersIn(form: URLSearchParams): AskedLearner[] {
  const units = (name: string, usual: number) =>
    wholeIn(form, { name, usual, range: [1, MOST_UNITS] });
  const [first, second] = [units("units", 128), units("units2", 64)];
  const all: Readonly<Record<string, AskedLearner>> = {
    knn: { name: "k-NN", kind: "knn", hidden: [] },
    softmax: { name: "softmax", kind: "softmax", hidden: [] },
    mlp: { name: `MLP ${first}`, kind: "mlp", hidden: [first] },
    mlp2: { name: `MLP ${first}, ${second}`, kind: "mlp", hidden: [first, second] },
    forest: { name: "forest", kind: "forest", hidden: [] },
  };
  return form.getAll("learner").flatMap((name) => Object.hasOwn(all, name) ? [all[name]!] : []);
}
