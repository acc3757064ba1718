import type { Tags } from "../../domain/mod.ts";
import type { FileTags } from "../decode/mod.ts";

/** The tags of a file as a track has them. Never fails: tags that cannot be read are not there. */
export async function readTags(path: string): Promise<Tags> {
  const { readMetadata } = await import("../decode/tags.ts");
  return tagsOf((await readMetadata(path)).tags);
}

/** The tags that the store keeps. */
export function tagsOf(tags: FileTags): Tags {
  const { label: _label, isrc: _isrc, replayGain: _gain, ...kept } = tags;
  return kept;
}
