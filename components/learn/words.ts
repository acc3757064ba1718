import { ACTIVATION_SETS, activationText, spaceInfo, spaceNamed } from "../../domain/mod.ts";
import { SIGNAL_FEATURES, type SplitKind } from "../../learning/mod.ts";

/** How tracks can be divided, with what each is for. */
export const SPLIT_WORDS: Readonly<Record<SplitKind, string>> = {
  artist: "by artist",
  album: "by album",
  stratified: "at random, classes in proportion",
  publisher: "as the labels' publisher did",
};

/** How tracks were divided, in words; a model from elsewhere may say what is not known here. */
export function splitText(split: string): string {
  return split in SPLIT_WORDS ? SPLIT_WORDS[split as SplitKind] : `by ${split}`;
}

/** What is learned from, as a reader knows it. @param id As in {@linkcode FEATURES} */
export function featureText(id: string): string {
  const space = spaceNamed(id);
  if (space) return spaceInfo(space).label;
  const set = ACTIVATION_SETS.find((set) => set === id);
  if (set) return activationText(set);
  return id === SIGNAL_FEATURES ? "descriptors of the signal" : id;
}

/** Several, one behind the other. */
export function featuresText(ids: readonly string[]): string {
  return ids.map(featureText).join(" + ");
}
