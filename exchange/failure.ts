import { ExpectedError } from "../domain/mod.ts";

/** A folder that cannot be exported to or imported from: what, why, and what to do. One line. */
export class ExchangeError extends ExpectedError {
  override readonly name = "ExchangeError";
}
