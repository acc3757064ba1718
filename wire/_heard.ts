import type { HeardSong } from "../similar/mod.ts";
import { askJson } from "./_ask.ts";

/** Has a kept model say what a dropped song is. */
export function hearSong(
  { file, model }: { readonly file: string; readonly model: string },
  signal: AbortSignal,
): Promise<HeardSong> {
  const parameters = new URLSearchParams({ file, model });
  return askJson(`/api/learn/heard?${parameters}`, { to: "classify this song", signal });
}
