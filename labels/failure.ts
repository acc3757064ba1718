import { ExpectedError } from "../domain/mod.ts";

/** Labels that cannot be read, joined or changed: what, why, and what to do. One line. */
export class LabelError extends ExpectedError {
  override readonly name = "LabelError";
}
