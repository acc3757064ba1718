import type { ModelCard } from "./card.ts";
import { LearningError } from "./failure.ts";
import { onnxBytes, readOnnx } from "./_onnx_file.ts";
import { forestFrom, forestGraph } from "./_onnx_forest.ts";
import { neighboursFrom, neighboursGraph } from "./_onnx_neighbours.ts";
import { networkFrom, networkGraph } from "./_onnx_network.ts";
import type { PlainModel } from "./plain.ts";

/** A model as a file holds it. */
export interface ModelFile {
  readonly card: ModelCard;
  readonly model: PlainModel;
}

const CARD = "fonoteca.card";

/**
 * A model as ONNX (opset 13; forests: ai.onnx.ml 1), from `features` `(batch, dimensions)` as they are to
 * `probabilities` `(batch, classes)`; the card is JSON in its metadata.
 */
export function onnxOf({ model, card }: ModelFile): Uint8Array<ArrayBuffer> {
  return onnxBytes(graphOf(model), { name: card.id, words: { [CARD]: JSON.stringify(card) } });
}

function graphOf(model: PlainModel) {
  switch (model.form) {
    case "network":
      return networkGraph(model);
    case "neighbours":
      return neighboursGraph(model);
    case "forest":
      return forestGraph(model);
  }
}

/**
 * Reads a model that {@linkcode onnxOf} wrote. Throws a LearningError for another file, or one whose
 * tensors do not fit its card.
 */
export function modelFrom(bytes: Uint8Array): ModelFile {
  const found = readOnnx(bytes);
  const words = found.words.get(CARD);
  if (words === undefined) {
    throw new LearningError(
      "Cannot read the model: it carries no card, so it was not trained here; deno task train writes such models",
    );
  }
  const card = JSON.parse(words) as ModelCard;
  const read = card.learner === "knn"
    ? neighboursFrom
    : card.learner === "forest"
    ? forestFrom
    : networkFrom;
  return { card, model: read(found, card) };
}
