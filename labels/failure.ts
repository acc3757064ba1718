/** Labels that cannot be read, joined or changed: what, why, and what to do. One line. */
export class LabelError extends Error {
  override readonly name = "LabelError";
}
