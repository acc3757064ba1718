import { ExpectedError } from "../../domain/mod.ts";

/**
 * Why a file is not played: browsers do not know its format, it is gone, it may not be read here, or it is
 * another than was analysed.
 */
export type PlaybackTrouble = "format" | "gone" | "forbidden" | "changed";

/** Why a file cannot be played; its message says what to do. */
export class PlaybackError extends ExpectedError {
  override readonly name = "PlaybackError";
  readonly kind: PlaybackTrouble;

  constructor(message: string, options: { readonly kind?: PlaybackTrouble } = {}) {
    super(message);
    this.kind = options.kind ?? "format";
  }
}
