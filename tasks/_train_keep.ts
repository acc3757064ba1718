import { createHash } from "node:crypto";
import { labelSetIdOf } from "../domain/mod.ts";
import {
  type Assembled,
  type Division,
  KeptModels,
  type ModelCard,
  plainNetwork,
  type SplitKind,
} from "../learning/mod.ts";
import type { Store } from "../store/mod.ts";
import { UsageError } from "./_args.ts";
import type { Result } from "./_train_report.ts";

/** Keeps the best network of those that were trained. Throws a UsageError where none was. */
export async function keepBest(
  store: Store,
  { name, results, made, division, split, seed, features, balanced }: {
    readonly name: string;
    readonly results: readonly Result[];
    readonly made: Assembled;
    readonly division: Division;
    readonly split: SplitKind;
    readonly seed: number;
    readonly features: readonly string[];
    readonly balanced: boolean;
  },
): Promise<number> {
  const networks = results.filter(({ learned }) => learned.network !== undefined);
  if (networks.length === 0) {
    throw new UsageError(
      "Cannot keep a model: neighbours and forests are compared but not kept; add softmax or mlp to --learner",
    );
  }
  const best = networks.reduce((a, b) =>
    b.examined.figures.accuracy.value > a.examined.figures.accuracy.value ? b : a
  );
  const { figures, leakage } = best.examined;
  const { accuracy, macroF1, rocAuc, prAuc, chance, majority, calibrationError } = figures;
  const { problem, set } = made;
  const network = best.learned.network!;
  const card: ModelCard = {
    id: labelSetIdOf(name),
    name,
    learner: best.kind,
    features,
    dimensions: problem.dimensions,
    classes: problem.classes,
    several: problem.several,
    labels: {
      set: set.id,
      name: set.name,
      ...(set.version !== undefined && { version: set.version }),
      ...(set.licence !== undefined && { licence: set.licence }),
      ...(set.citation !== undefined && { citation: set.citation }),
    },
    split,
    tracks: {
      training: division.training.length,
      validation: division.validation.length,
      test: division.test.length,
    },
    leakage,
    figures: { accuracy, macroF1, rocAuc, prAuc, chance, majority, calibrationError },
    settings: { hidden: network.shape.sizes.slice(1, -1), balanced },
    seed,
    bestEpoch: network.bestEpoch,
    trained: new Date().toISOString(),
    learnedFrom: createHash("sha256")
      .update(Array.from(division.training, (row) => problem.ids[row]).join("\n")).digest("hex"),
  };
  await new KeptModels(store).put({ ...plainNetwork(network, best.learned.scaling), card });
  console.log(`Kept ${best.kind} as ${card.id}; deno task classify ${card.id} applies it`);
  return 0;
}
