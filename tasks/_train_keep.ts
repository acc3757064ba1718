import {
  type Assembled,
  type Division,
  KeptModels,
  modelCard,
  type SplitKind,
} from "../learning/mod.ts";
import { numberText } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { bestOf, type Result } from "./_train_report.ts";

/** Keeps the best of those that were trained. */
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
  const { kind, learned, examined: { figures, leakage } } = bestOf(results);
  const model = learned.plain();
  const card = modelCard({
    name,
    learner: kind,
    made,
    division,
    split,
    seed,
    features,
    balanced,
    figures,
    leakage,
    model,
    bestEpoch: learned.network?.bestEpoch,
    trained: new Date().toISOString(),
  });
  const bytes = await new KeptModels(store).put({ model, card });
  console.log(
    `Kept ${kind} as ${card.id} (${
      numberText(bytes / 1e6, 1)
    } MB); deno task classify ${card.id} applies it`,
  );
  return 0;
}
