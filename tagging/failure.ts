import { ExpectedError } from "../domain/mod.ts";

/** What a person can put right: a plan that is none, a journal that is not there. */
export class TaggingError extends ExpectedError {
  override readonly name = "TaggingError";
}

/** Thrown where a file's tags cannot be read or written without touching what else is in it. */
export class TagFileError extends Error {
  override readonly name = "TagFileError";
}
