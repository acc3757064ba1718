import { PlaybackError, type PlaybackTrouble } from "../../library/mod.ts";
import { HttpError } from "../../web/mod.ts";

const STATUS: Readonly<Record<PlaybackTrouble, number>> = {
  format: 415,
  gone: 410,
  forbidden: 403,
  changed: 409,
};

/** What to answer where a file is not played; other errors as they are. */
export function playbackErrorOf(error: unknown): unknown {
  return error instanceof PlaybackError ? new HttpError(STATUS[error.kind], error.message) : error;
}
