import { ExpectedError } from "../../domain/mod.ts";

/** A file whose audio cannot be decoded. */
export class DecodeError extends ExpectedError {
  override readonly name = "DecodeError";
  /** The stage under which the ledger files it. */
  readonly stage = "decode";
  /** Why, in words for a list of errors. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`Cannot decode: ${reason}`, options);
    this.reason = reason;
  }
}

/** Text of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
