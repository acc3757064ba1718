import type { Model, ModelId } from "./model.ts";
import proofs from "./proofs.json" with { type: "json" };

/** Rows that a head is asked about. */
const ROWS = 4;

/** What a network is fed to be known by its answer. */
export interface ProofInput {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** How far an answer may be from that of the network meant. */
export const PROOF_TOLERANCE = 1e-4;

/** The input by which a head, or TempoCNN, is known: smooth, and the same on every machine. */
export function proofInput(model: Model): ProofInput {
  const shape = model.kind === "head"
    ? [ROWS, model.space === "effnet" ? 1280 : 200]
    : [1, 40, model.takes.patch, 1];
  const amplitude = model.kind === "head" && model.space === "effnet" ? 0.5 : 1.5;
  const size = shape.reduce((product, length) => product * length, 1);
  const width = model.kind === "head" ? shape[1]! : model.takes.patch;
  const data = Float32Array.from({ length: size }, (_, i) => {
    const row = Math.floor(i / width), column = i % width;
    return amplitude * Math.sin(0.5 * column + 1.3 * row) * Math.cos(0.031 * column * (row + 1));
  });
  return { data, shape };
}

/** What the network meant gives of {@linkcode proofInput}, row by row. */
export function proofOutput(id: ModelId): readonly number[] {
  return (proofs as Readonly<Record<ModelId, readonly number[]>>)[id] ?? [];
}

/**
 * Whether a file can be told from others: by a checksum that somebody has published, or by what it
 * computes. Else it can be taken on trust alone.
 */
export function isKnowable({ id, forms }: Model): boolean {
  return forms.some(({ sha256 }) => sha256 !== undefined) || proofOutput(id).length > 0;
}

/** Whether an answer is that of the network meant. */
export function isProof(id: ModelId, answer: ArrayLike<number>): boolean {
  const due = proofOutput(id);
  return due.length > 0 && answer.length === due.length &&
    due.every((value, i) => Math.abs(value - answer[i]!) <= PROOF_TOLERANCE);
}

/** Whether an answer could be that of a head of likelihoods: one of 0..1 a class, not the same for all rows. */
export function isLikeHead(model: Model, answer: readonly number[]): boolean {
  if (model.kind !== "head" || answer.length !== ROWS * model.classes.length) return false;
  const [first] = answer;
  return answer.every((value) => value >= 0 && value <= 1) &&
    answer.some((value) => value !== first);
}
