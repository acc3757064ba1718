import {
  type Assembled,
  type Division,
  KeptModels,
  modelCard,
  plainNetwork,
  type SplitKind,
} from "../learning/mod.ts";
import type { Store } from "../store/mod.ts";
import { UsageError } from "./_args.ts";
import { bestOf, type Result } from "./_train_report.ts";

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
  const best = bestOf(networks);
  const network = best.learned.network!;
  const card = modelCard({
    name,
    learner: best.kind,
    made,
    division,
    split,
    seed,
    features,
    balanced,
    figures: best.examined.figures,
    leakage: best.examined.leakage,
    network,
    trained: new Date().toISOString(),
  });
  await new KeptModels(store).put({ ...plainNetwork(network, best.learned.scaling), card });
  console.log(`Kept ${best.kind} as ${card.id}; deno task classify ${card.id} applies it`);
  return 0;
}
