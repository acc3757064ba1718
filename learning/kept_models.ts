import { createHash } from "node:crypto";
import {
  type LabelEntry,
  type LabelSet,
  labelSetIdOf,
  numberText,
  type TrackId,
  type VectorKind,
} from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import type { ModelCard } from "./card.ts";
import { LearningError } from "./failure.ts";
import { featuresOf, SIGNAL_FEATURES, signalOf } from "./features.ts";
import { type ModelFile, modelFrom, onnxOf } from "./onnx.ts";
import { applied } from "./plain.ts";

const MODELS = "model";
const PARTS = "model-part";
/** Bytes of a model in one document, before they are text. */
const PART_BYTES = 480_000;
/** Bytes of the largest model that is kept: neighbours of some 100,000 tracks of 1,280 features. */
const MOST_BYTES = 600e6;
/** Tracks that are predicted at a time, and milliseconds after which others have their turn. */
const SLICE = 16;
const TURN = 12;
/** Probabilities below this are not kept. */
const LEAST = 0.05;

interface Kept {
  readonly card: ModelCard;
  readonly parts: number;
  readonly sha256: string;
  /** Left out by versions that did not tell it. */
  readonly bytes?: number;
  /** What the names of its parts begin with; its id where left out. */
  readonly under?: string;
}

/** A model in the list of them. */
export interface ListedModel extends ModelCard {
  /** Bytes of its file; undefined where an earlier version kept it. */
  readonly bytes: number | undefined;
}

/**
 * The models of a store. A model's parts lie under a name of their own and are written before its card:
 * it is there whole or not at all, whoever else keeps one of the same id meanwhile.
 */
export class KeptModels {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The cards of all models, by id in order. */
  async list(): Promise<readonly ListedModel[]> {
    return (await this.#store.documents<Kept>(MODELS).list())
      .map(({ value: { card, bytes } }) => ({ ...card, bytes }));
  }

  /**
   * Keeps a model in place of the one of that id; gives the bytes of its file. Throws a LearningError
   * where it is too large.
   */
  async put(model: ModelFile): Promise<number> {
    const bytes = onnxOf(model);
    const { id, learner } = model.card;
    if (bytes.length > MOST_BYTES) {
      throw new LearningError(
        `Cannot keep ${id}: ${learner} would be ${sizeText(bytes.length)}, and ${
          sizeText(MOST_BYTES)
        } is the most; keep another learner`,
      );
    }
    const kept: Kept = {
      card: model.card,
      parts: Math.ceil(bytes.length / PART_BYTES),
      sha256: digest(bytes),
      bytes: bytes.length,
      under: `${id}.${crypto.randomUUID().slice(0, 8)}`,
    };
    for (const [i, name] of partNames(kept).entries()) {
      const part = bytes.subarray(i * PART_BYTES, (i + 1) * PART_BYTES);
      await this.#store.documents<string>(PARTS).put(name, part.toBase64());
    }
    let replaced: Kept | undefined;
    const replace = (before: Kept) => {
      replaced = before === kept ? undefined : before;
      return kept;
    };
    await this.#store.documents<Kept>(MODELS).update(id, replace, kept);
    if (replaced) await this.#drop(replaced);
    return bytes.length;
  }

  /** The file of a model, as ONNX with its card. Throws a LearningError where there is none of that id. */
  async file(id: string): Promise<Uint8Array> {
    const kept = await this.#store.documents<Kept>(MODELS).get(id);
    if (!kept) {
      const ids = (await this.list()).map(({ id }) => id);
      throw new LearningError(
        `Cannot find the model ${id}: ${
          ids.length > 0 ? `there are ${ids.join(", ")}` : "deno task train --keep makes one"
        }`,
      );
    }
    const bytes: Uint8Array[] = [];
    for (const name of partNames(kept)) {
      const part = await this.#store.documents<string>(PARTS).get(name);
      bytes.push(Uint8Array.fromBase64(part ?? ""));
    }
    const whole = new Uint8Array(await new Blob(bytes as BlobPart[]).arrayBuffer());
    if (digest(whole) === kept.sha256) return whole;
    const now = await this.#store.documents<Kept>(MODELS).get(id);
    if (now?.under !== kept.under) return await this.file(id);
    throw new LearningError(`Cannot read the model ${id}: its file is damaged; train it again`);
  }

  /** A model, ready to be applied. */
  async get(id: string): Promise<ModelFile> {
    return modelFrom(await this.file(id));
  }

  /** Removes a model and its predictions; false where there was none. */
  async remove(id: string): Promise<boolean> {
    const kept = await this.#store.documents<Kept>(MODELS).delete(id);
    if (!kept) return false;
    await this.#drop(kept);
    await this.#store.labels.remove(predictionsId(id));
    return true;
  }

  async #drop(kept: Kept): Promise<void> {
    for (const name of partNames(kept)) await this.#store.documents<string>(PARTS).delete(name);
  }

  /**
   * Applies a model to every track that has its features. The predictions are a label set of their own,
   * marked as a model's, with probabilities for strengths: filters, columns and playlists like any other.
   */
  async predict(
    id: string,
    at: number,
  ): Promise<{ readonly set: LabelSet; readonly tracks: number }> {
    const { card, model } = await this.get(id);
    const matrix = await featuresOf(this.#store, { names: card.features, wanted: () => true });
    const probabilitiesOf = applied(model);
    const k = card.classes.length;
    const entries = new Map<TrackId, LabelEntry>();
    let turned = performance.now();
    for (let from = 0; from < matrix.ids.length; from += SLICE) {
      const rows = Array.from(
        { length: Math.min(SLICE, matrix.ids.length - from) },
        (_, i) => from + i,
      );
      const probabilities = probabilitiesOf({ features: matrix.features, rows });
      for (const [i, row] of rows.entries()) {
        const track = matrix.ids[row]!;
        const own = probabilities.subarray(i * k, (i + 1) * k);
        entries.set(track, entryOf(own, { card, track, at }));
      }
      if (performance.now() - turned < TURN) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      turned = performance.now();
    }
    const { licence, citation } = card.labels;
    const set: LabelSet = {
      id: predictionsId(id),
      name: `${card.name} (learned here)`,
      kind: "model",
      origin: "model",
      version: `${card.learner} on ${card.features.join(" + ")}, ${card.trained}`,
      ...(licence !== undefined && { licence }),
      ...(citation !== undefined && { citation }),
      classes: card.classes,
      several: true,
      strength: "probability",
      fields: [],
      joined: at,
    };
    if (await this.#store.labels.put(set, entries)) {
      throw new LearningError(
        `Cannot store the predictions of ${id}: there are labels of another origin under ${set.id}`,
      );
    }
    return { set, tracks: entries.size };
  }
}

function partNames({ card, parts, under = card.id }: Kept): readonly string[] {
  return Array.from({ length: parts }, (_, i) => `${under}.${i}`);
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
  if (features.length !== card.dimensions) {
    throw new LearningError(
      `Cannot apply ${card.name}: it takes ${card.dimensions} numbers, and these features are ${features.length}`,
    );
  }
  const found = applied(model)({ features, rows: [0] });
  return card.classes.map((name, c) => ({ name, probability: found[c]! }))
    .sort((a, b) => b.probability - a.probability);
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

function sizeText(bytes: number): string {
  return `${numberText(bytes / 1e6, 0)} MB`;
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
