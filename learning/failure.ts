/** Something that cannot be learned, kept or applied: what, why, and what to do. One line. */
export class LearningError extends Error {
  override readonly name = "LearningError";
}
