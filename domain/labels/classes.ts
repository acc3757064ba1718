import { ACTIVATION_INFO, type ActivationSet } from "../activations.ts";
import { INSTRUMENTS, JAMENDO_GENRES, MOODTHEMES } from "./jamendo.ts";
import { STYLES } from "./styles.ts";
import { TAGS } from "./tags.ts";

/** The classes of each set of activations, as they are shown, in the order of the network's outputs. */
export const ACTIVATION_CLASSES: Readonly<Record<ActivationSet, readonly string[]>> = {
  styles: STYLES,
  tags: TAGS,
  moodthemes: MOODTHEMES,
  instruments: INSTRUMENTS,
  jamendo: JAMENDO_GENRES,
};

/** A set as it stands in a list of what there is: "50 tags (MSD-MusiCNN)". */
export function activationText(set: ActivationSet): string {
  const { many, by } = ACTIVATION_INFO[set];
  return `${ACTIVATION_CLASSES[set].length} ${many} (${by})`;
}
