import { ExpectedError } from "../domain/mod.ts";

/** A data set that cannot be written, read or asked: what failed, why, and what to do. One line. */
export class DataSetError extends ExpectedError {
  override readonly name = "DataSetError";

  /** What comes after the first colon: why. */
  get reason(): string {
    return this.message.slice(this.message.indexOf(": ") + 2);
  }
}
