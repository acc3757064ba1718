import { type LabelEntry, type LabelSet, numberText, type TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import type { ModelCard } from "./card.ts";
import { LearningError } from "./failure.ts";
import { type ModelFile, modelFrom, onnxOf } from "./onnx.ts";
import { type Apply, applying, predictedEntries, predictionsId } from "./predictions.ts";

const MODELS = "model";
const PARTS = "model-part";
/** Bytes of a model in one document, before they are text. */
const PART_BYTES = 480_000;
/** Bytes of the largest model that is kept: neighbours of some 100,000 tracks of 1,280 features. */
const MOST_BYTES = 600e6;

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

/** What became of a model on the tracks that it had not predicted: how many there were, or why none. */
export type PredictedLacking =
  | { readonly model: string; readonly tracks: number }
  | { readonly model: string; readonly problem: string };

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
    return await this.putFile(model.card, onnxOf(model));
  }

  /** {@linkcode put} of a model that is the bytes of its file already. */
  async putFile(card: ModelCard, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    const { id, learner } = card;
    if (bytes.length > MOST_BYTES) {
      throw new LearningError(
        `Cannot keep ${id}: ${learner} would be ${sizeText(bytes.length)}, and ${
          sizeText(MOST_BYTES)
        } is the most; keep another learner`,
      );
    }
    const kept: Kept = {
      card,
      parts: Math.ceil(bytes.length / PART_BYTES),
      sha256: await digest(bytes),
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
  async file(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const kept = await this.#kept(id);
    const bytes: Uint8Array[] = [];
    for (const name of partNames(kept)) {
      const part = await this.#store.documents<string>(PARTS).get(name);
      bytes.push(Uint8Array.fromBase64(part ?? ""));
    }
    const whole = new Uint8Array(await new Blob(bytes as BlobPart[]).arrayBuffer());
    if (await digest(whole) === kept.sha256) return whole;
    const now = await this.#store.documents<Kept>(MODELS).get(id);
    if (now?.under !== kept.under) return await this.file(id);
    throw new LearningError(`Cannot read the model ${id}: its file is damaged; train it again`);
  }

  async #kept(id: string): Promise<Kept> {
    const kept = await this.#store.documents<Kept>(MODELS).get(id);
    if (kept) return kept;
    const ids = (await this.list()).map(({ id }) => id);
    throw new LearningError(
      `Cannot find the model ${id}: ${
        ids.length > 0 ? `there are ${ids.join(", ")}` : "deno task train --keep makes one"
      }`,
    );
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
   *
   * @param apply What applies it, such as a worker; this thread where left out.
   */
  async predict(
    id: string,
    at: number,
    apply?: Apply,
  ): Promise<{ readonly set: LabelSet; readonly tracks: number }> {
    const { card } = await this.#kept(id);
    const entries = await predictedEntries(this.#store, {
      card,
      apply: apply ?? applying(await this.get(id)),
      at,
    });
    return await this.#keepPredictions(card, { at, entries });
  }

  /**
   * Applies the models that have predictions to the tracks that have none of them, such as those just
   * analysed; gives the models that had something to say, and those that cannot be applied.
   */
  async predictLacking(at: number): Promise<readonly PredictedLacking[]> {
    const done: PredictedLacking[] = [];
    for (const { id: model } of await this.list()) {
      try {
        const tracks = await this.#predictLacking(model, at);
        if (tracks > 0) done.push({ model, tracks });
      } catch (error) {
        if (!(error instanceof LearningError)) throw error;
        done.push({ model, problem: error.message });
      }
    }
    return done;
  }

  async #predictLacking(id: string, at: number): Promise<number> {
    if (!await this.#store.labels.get(predictionsId(id))) return 0;
    const known = await this.#store.labels.entries(predictionsId(id));
    if (!await this.#hasOther(known)) return 0;
    const model = await this.get(id);
    const entries = await predictedEntries(this.#store, {
      card: model.card,
      apply: applying(model),
      at,
      wanted: (track) => !known.has(track),
    });
    if (entries.size > 0) {
      await this.#keepPredictions(model.card, { at, entries: new Map([...known, ...entries]) });
    }
    return entries.size;
  }

  async #hasOther(known: ReadonlyMap<TrackId, LabelEntry>): Promise<boolean> {
    for await (const { id } of this.#store.tracks()) if (!known.has(id)) return true;
    return false;
  }

  async #keepPredictions(
    card: ModelCard,
    { at, entries }: { readonly at: number; readonly entries: ReadonlyMap<TrackId, LabelEntry> },
  ): Promise<{ readonly set: LabelSet; readonly tracks: number }> {
    const { id } = card;
    const { licence, citation } = card.labels;
    const set: LabelSet = {
      id: predictionsId(id),
      name: `${card.name} (learned here)`,
      kind: "model",
      origin: "model",
      version: `${card.learner} on ${card.features.join(" + ")}, ${card.trained.slice(0, 10)}`,
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

function sizeText(bytes: number): string {
  return `${numberText(bytes / 1e6, 0)} MB`;
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
