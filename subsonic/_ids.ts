import { createHash } from "node:crypto";
import { nameKey } from "../domain/mod.ts";

/** Who stands for songs that name nobody. */
export const UNKNOWN = "[Unknown Artist]";

/** The id of an artist, whose spellings are one. */
export function artistIdOf(name: string): string {
  return idOf("ar", nameKey(name) || UNKNOWN);
}

/** An id that says what it names and is the same in every run. */
export function idOf(kind: string, text: string): string {
  return `${kind}-${createHash("sha256").update(text).digest("hex").slice(0, 20)}`;
}
