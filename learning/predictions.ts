import { type LabelEntry, labelSetIdOf, type TrackId, type VectorKind } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import type { ModelCard } from "./card.ts";
import { LearningError } from "./failure.ts";
import { featureBatches, SIGNAL_FEATURES, signalOf } from "./features.ts";
import type { ModelFile } from "./onnx.ts";
import { applied } from "./plain.ts";

/** Tracks that are predicted at a time. */
const BATCH = 256;
/** Probabilities below this are not kept. */
const LEAST = 0.05;

/** Gives the probabilities of rows of features as they are, shape `(rows, classes)`. */
export type Apply = (features: Float32Array<ArrayBuffer>) => Float32Array | Promise<Float32Array>;

/** A model applied on this thread. */
export function applying({ card: { dimensions }, model }: ModelFile): Apply {
  const probabilitiesOf = applied(model);
  return (features) =>
    probabilitiesOf({
      features,
      rows: Uint32Array.from({ length: features.length / dimensions }, (_, row) => row),
    });
}

/**
 * What a model says of the tracks that have its features. Throws a LearningError where they are not as
 * many numbers as it takes, as after a descriptor was added.
 */
export async function predictedEntries(
  store: Store,
  { card, apply, at, wanted = () => true }: {
    readonly card: ModelCard;
    readonly apply: Apply;
    readonly at: number;
    readonly wanted?: (id: TrackId) => boolean;
  },
): Promise<Map<TrackId, LabelEntry>> {
  const k = card.classes.length;
  const entries = new Map<TrackId, LabelEntry>();
  const asked = { names: card.features, wanted, size: BATCH };
  for await (const { ids, features } of featureBatches(store, asked)) {
    requireWidth(card, features.length / ids.length);
    const probabilities = await apply(features);
    for (const [i, track] of ids.entries()) {
      const own = probabilities.subarray(i * k, (i + 1) * k);
      entries.set(track, entryOf(own, { card, track, at }));
    }
  }
  return entries;
}

/** The id of the label set of a model's predictions. */
export function predictionsId(model: string): string {
  return labelSetIdOf(`learned-${model}`);
}

/** Classes with their probabilities, most probable first. */
export interface Prediction {
  readonly name: string;
  readonly probability: number;
}

/** What a model says of a file just analysed. Throws a LearningError where a vector that it needs is missing. */
export function predicted(
  { card, model }: ModelFile,
  analysis: {
    readonly vectors: Readonly<Partial<Record<VectorKind, Float32Array>>>;
    readonly values: Readonly<Record<string, number | string>>;
  },
): Prediction[] {
  const parts = card.features.map((name) => {
    const part = name === SIGNAL_FEATURES
      ? signalOf(analysis.values)
      : analysis.vectors[name as VectorKind];
    if (part && part.every(Number.isFinite)) return part;
    throw new LearningError(
      `Cannot apply ${card.name}: it needs ${name}, which this file or this machine does not give in full`,
    );
  });
  const features = Float32Array.from(parts.flatMap((part) => [...part]));
  requireWidth(card, features.length);
  const found = applied(model)({ features, rows: [0] });
  return card.classes.map((name, c) => ({ name, probability: found[c]! }))
    .sort((a, b) => b.probability - a.probability);
}

function requireWidth({ name, dimensions, features }: ModelCard, width: number): void {
  if (width === dimensions) return;
  throw new LearningError(
    `Cannot apply ${name}: it takes ${dimensions} numbers, and ${
      features.join(", ")
    } are ${width} ` +
      "here; train it again",
  );
}

function entryOf(
  probabilities: Float32Array,
  { card, track, at }: {
    readonly card: ModelCard;
    readonly track: TrackId;
    readonly at: number;
  },
): LabelEntry {
  const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!);
  const classes = order.filter((c, place) =>
    (place === 0 && !card.several) || probabilities[c]! >= LEAST
  );
  return {
    key: track,
    classes,
    strengths: classes.map((c) => Number(probabilities[c]!.toFixed(4))),
    by: card.id,
    at,
  };
}
