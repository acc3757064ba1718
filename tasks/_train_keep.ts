import {
  type Assembled,
  type Division,
  KeptModels,
  learn,
  type LearnerOptions,
  modelCard,
  settingsOf,
  type SplitKind,
  untested,
} from "../learning/mod.ts";
import { numberText } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import type { Result } from "./_train_report.ts";

/** Keeps the best of those that were trained; after folds what learns from all of their tracks. */
export async function keepBest(
  store: Store,
  { name, best, made, division: tested, options, split, seed, features, balanced }: {
    readonly name: string;
    readonly best: Result;
    readonly made: Assembled;
    /** In which it was learned; with folds, the first. */
    readonly division: Division;
    readonly options: LearnerOptions;
    readonly split: SplitKind;
    readonly seed: number;
    readonly features: readonly string[];
    readonly balanced: boolean;
  },
): Promise<number> {
  const { kind, folds, examined: { figures, leakage } } = best;
  const { problem } = made;
  const division = folds ? untested(problem, { kind: split, seed }) : tested;
  const learned = folds ? learn(problem, { division, options }) : best.learned;
  const model = learned.plain();
  const card = modelCard({
    name,
    learner: kind,
    made,
    division,
    split,
    seed,
    features,
    figures,
    leakage,
    folds,
    settings: settingsOf(model, balanced),
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
