import { readFile } from "node:fs/promises";
import {
  type Assembled,
  assembled,
  divided,
  type Division,
  FEATURES,
  folds,
  KeptModels,
  type LearnerKind,
  type LearnerOptions,
  LEARNERS,
  learningCurve,
  modelFrom,
  type SplitKind,
  surestMistakes,
  TRAINING,
} from "../learning/mod.ts";
import { numberText, plural } from "../domain/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { keepBest } from "./_train_keep.ts";
import { learnedIn } from "./_train_learn.ts";
import {
  aboutLines,
  bestOf,
  closeLines,
  interval,
  type Result,
  resultLines,
} from "./_train_report.ts";
import { writeOut } from "./_write_out.ts";

const SPLITS: readonly SplitKind[] = ["artist", "album", "stratified", "publisher"];

const SPEC: CommandSpec = {
  name: "train",
  summary:
    "Learns the labels of a set from the features of its tracks, and says how well: accuracy with\n" +
    "its interval beside chance and the most frequent class, and what leaks from training into test.\n" +
    "Without a set it lists the models that are kept.",
  options: {
    db: DB_OPTION,
    learner: {
      value: "list",
      help: `which are compared: ${LEARNERS.join(", ")}`,
      default: LEARNERS.join(","),
    },
    features: {
      value: "list",
      help: `what is learned from, one behind the other: ${FEATURES.join(", ")}`,
      default: "effnet",
    },
    split: {
      value: "kind",
      help: `how tracks are divided: ${SPLITS.join(", ")}`,
      default: "artist",
    },
    folds: {
      value: "n",
      help: "test every track once, in n folds by --split, instead of one split",
    },
    fewest: { value: "n", help: "classes with fewer tracks are left out", default: "10" },
    most: { value: "n", help: "only the n most frequent classes, such as MagnaTagATune's 50" },
    hidden: { value: "list", help: "units of the hidden layers of mlp", default: "128" },
    epochs: { value: "n", help: "most epochs of a network", default: String(TRAINING.epochs) },
    trees: { value: "n", help: "trees of the forest", default: "100" },
    k: { value: "n", help: "neighbours of knn", default: "10" },
    seed: { value: "n", help: "what all chance follows from", default: "1" },
    balanced: { help: "let rare classes count as much as frequent ones" },
    "with-bad": { help: "learn from recordings that are known to be bad too" },
    mistakes: { value: "n", help: "name so many of the surest mistakes", default: "5" },
    curve: { help: "also learn from shares of the tracks: does more data help" },
    importance: { help: "also say which features matter (slow with embeddings)" },
    keep: { value: "name", help: "keep the best under this name" },
    export: { value: "model", help: "write a kept model to --out as ONNX with its card" },
    import: { value: "file", help: "take in such a model" },
    remove: { value: "model", help: "remove a kept model and its predictions" },
    out: { value: "file", help: "with --export: where to" },
    json: { value: "file", help: "write all figures as JSON" },
  },
  positionals: { name: "<label set>", atLeast: 0 },
  examples: [
    "deno task train",
    "deno task train fma --split publisher --features effnet --keep fma-genres",
    "deno task train my-genres --learner mlp,forest --features effnet,signal --balanced",
    "deno task train my-genres --folds 5 --keep my-genres",
    "deno task train folders --features signal --learner softmax --importance",
    "deno task train --export fma-genres --out fma-genres.onnx",
  ],
};

/** `deno task train`: models from labels. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const [set, ...more] = given.positionals;
    if (more.length > 0) throw new UsageError("Cannot train on several label sets: name one");
    using store = await openStore(given.text("db")!, { create: false });
    const models = new KeptModels(store);
    const [out, id] = [given.text("out"), given.text("export")];
    if (id !== undefined) {
      if (out === undefined) throw new UsageError("Cannot export: name a file with --out");
      await writeOut(out, await models.file(id));
      console.log(`Exported ${id} to ${out}`);
      return 0;
    }
    if (given.text("import") !== undefined) return await importModel(models, given.text("import")!);
    if (given.text("remove") !== undefined) return await remove(models, given.text("remove")!);
    return set === undefined ? await list(models) : await train(store, { set, given });
  });
}

async function list(models: KeptModels): Promise<number> {
  const cards = await models.list();
  if (cards.length === 0) console.log("No models yet: deno task train <label set> --keep <name>");
  for (const card of cards) {
    const { id, learner, features, labels, split, figures, tracks, trained, bytes } = card;
    const size = bytes === undefined ? "" : `, ${numberText(bytes / 1e6, 1)} MB`;
    console.log(
      `${id}: ${learner} on ${features.join(" + ")}, ${labels.name}, ` +
        `${plural(tracks.training, "track")}; accuracy ${
          interval(figures.accuracy)
        } by ${split}, ` +
        `${trained.slice(0, 10)}${size}`,
    );
  }
  return 0;
}

async function importModel(models: KeptModels, file: string): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    throw new UsageError(`Cannot import ${file}: there is no such file`);
  }
  const model = modelFrom(new Uint8Array(bytes));
  await models.put(model);
  console.log(`Imported ${model.card.id}; deno task classify ${model.card.id} applies it`);
  return 0;
}

async function remove(models: KeptModels, id: string): Promise<number> {
  if (!await models.remove(id)) {
    throw new UsageError(`Cannot remove the model ${id}: there is none`);
  }
  console.log(`Removed the model ${id} and its predictions`);
  return 0;
}

async function train(
  store: Store,
  { set, given }: { readonly set: string; readonly given: Arguments },
): Promise<number> {
  const learners = oneOf(given, { name: "learner", known: LEARNERS });
  const [split] = oneOf(given, { name: "split", known: SPLITS });
  const seed = given.whole("seed", { min: 0, max: 2 ** 31 })!;
  const made = await assembled(store, {
    set,
    features: listed(given, "features"),
    fewest: given.whole("fewest", { min: 1, max: 1e6 })!,
    most: given.whole("most", { min: 2, max: 65_000 }),
    withBad: given.on("with-bad"),
  });
  const folded = given.whole("folds", { min: 2, max: 100 });
  const divisions = folded === undefined
    ? [divided(made.problem, { kind: split!, seed, published: made.published })]
    : folds(made.problem, { kind: split!, seed, count: folded });
  const [division] = divisions;
  for (const line of aboutLines(made, divisions)) console.log(line);
  const results: Result[] = [];
  for (const kind of learners) {
    const options = optionsFor(kind, { given, seed });
    results.push(learnedIn(divisions, { made, options, seed }));
    for (const line of resultLines(results.at(-1)!, made)) console.log(line);
    if (given.on("curve")) {
      for (
        const point of learningCurve(made.problem, {
          division: division!,
          options,
          seed,
          known: results.at(-1)!.learned,
        })
      ) {
        console.log(
          `    from ${plural(point.tracks, "track")}`.padEnd(28) + point.accuracy.toFixed(3),
        );
      }
    }
  }
  const best = bestOf(results);
  for (
    const line of closeLines(best, {
      made,
      division: division!,
      withImportance: given.on("importance"),
      seed,
    })
  ) console.log(line);
  await namedMistakes(store, { best, divisions, made, given });
  const json = given.text("json");
  if (json !== undefined) await writeJson(json, { results, made });
  const name = given.text("keep");
  return name === undefined ? 0 : await keepBest(store, {
    name,
    best,
    made,
    division: division!,
    options: optionsFor(best.kind, { given, seed }),
    split: split!,
    seed,
    features: listed(given, "features"),
    balanced: given.on("balanced"),
  });
}

function listed(given: Arguments, name: string): string[] {
  return given.text(name)!.split(",").map((part) => part.trim()).filter((part) => part !== "");
}

function oneOf<Word extends string>(
  given: Arguments,
  { name, known }: { readonly name: string; readonly known: readonly Word[] },
): Word[] {
  const words = listed(given, name);
  const found = words.flatMap((word) => known.filter((one) => one === word));
  if (found.length === words.length && found.length > 0) return found;
  throw new UsageError(`Cannot read --${name} ${given.text(name)}: it takes ${known.join(", ")}`);
}

function optionsFor(
  kind: LearnerKind,
  { given, seed }: { readonly given: Arguments; readonly seed: number },
): LearnerOptions {
  const hidden = listed(given, "hidden").map(Number);
  if (hidden.length > 2 || hidden.some((units) => !Number.isInteger(units) || units < 1)) {
    throw new UsageError(
      `Cannot read --hidden ${
        given.text("hidden")
      }: it takes one or two whole numbers, as 128 or 256,64`,
    );
  }
  const epochs = given.whole("epochs", { min: 1, max: 10_000 })!;
  return {
    kind,
    k: given.whole("k", { min: 1, max: 1000 })!,
    forest: { trees: given.whole("trees", { min: 1, max: 5000 })!, seed },
    training: { hidden, epochs, seed, balanced: given.on("balanced") },
  };
}

async function namedMistakes(
  store: Store,
  { best, divisions, made, given }: {
    readonly best: Result;
    readonly divisions: readonly Division[];
    readonly made: Assembled;
    readonly given: Arguments;
  },
): Promise<void> {
  const count = given.whole("mistakes", { min: 0, max: 1000 })!;
  const rows = Uint32Array.from(divisions.flatMap(({ test }) => [...test]));
  const mistakes = surestMistakes(best.examined.outcome, { rows, count });
  if (mistakes.length === 0) return;
  console.log(`The surest mistakes of ${best.kind}`);
  const tracks = await store.getTracks(mistakes.map(({ row }) => made.problem.ids[row]!));
  for (const [i, { predicted, probability, labels }] of mistakes.entries()) {
    const labelled = labels.join(", ") || "none";
    console.log(
      `  ${tracks[i]?.path ?? made.problem.ids[mistakes[i]!.row]}: ${predicted} at ${
        probability.toFixed(2)
      }, labelled ${labelled}`,
    );
  }
}

async function writeJson(
  path: string,
  { results, made }: { readonly results: readonly Result[]; readonly made: Assembled },
): Promise<void> {
  const whole = {
    set: made.set.id,
    classes: made.problem.classes,
    left: made.left,
    learners: results.map((
      { kind, seconds, learned, folds: each, examined: { figures, leakage } },
    ) => ({
      learner: kind,
      seconds,
      leakage,
      ...(each ? { folds: each } : { curves: learned.network?.curves ?? [] }),
      figures: { ...figures, confusion: [...figures.confusion] },
    })),
  };
  await writeOut(path, JSON.stringify(whole, undefined, 2) + "\n");
}
