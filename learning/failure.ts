import { ExpectedError } from "../domain/mod.ts";

/** Something that cannot be learned, kept or applied: what, why, and what to do. One line. */
export class LearningError extends ExpectedError {
  override readonly name = "LearningError";
}
