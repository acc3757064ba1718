import type { TrackId } from "../domain/mod.ts";
import { askJson } from "./_ask.ts";

/** What a model says of a dropped song. */
export interface Heard {
  readonly seconds: number;
  /** Most probable first. */
  readonly whole: readonly { readonly name: string; readonly probability: number }[];
  readonly along?: {
    readonly starts_s: readonly number[];
    readonly length_s: number;
    /** Shape `(patches, classes)`, the classes those of `whole`. */
    readonly probabilities: readonly (readonly number[])[];
    /** In [0, 1]. Shape `(patches, groups of dimensions)`. */
    readonly embedding: readonly (readonly number[])[];
  };
  readonly reason?: string;
  readonly nearest: readonly {
    readonly id: TrackId;
    readonly title: string;
    readonly artist: string | null;
    readonly cosine: number;
    readonly labels: readonly string[];
  }[];
}

/** Has a kept model say what a dropped song is. */
export function hearSong(
  { file, model }: { readonly file: string; readonly model: string },
  signal: AbortSignal,
): Promise<Heard> {
  const parameters = new URLSearchParams({ file, model });
  return askJson(`/api/learn/heard?${parameters}`, { to: "classify this song", signal });
}
