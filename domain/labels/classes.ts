import type { ActivationSet } from "../spaces.ts";
import { STYLES } from "./styles.ts";
import { TAGS } from "./tags.ts";

/** The classes of each set of activations, in the order of the network's outputs. */
export const ACTIVATION_CLASSES: Readonly<Record<ActivationSet, readonly string[]>> = {
  styles: STYLES,
  tags: TAGS,
};
