import { ACTIVATION_SETS, type ActivationSet } from "./activations.ts";

/** The embedding spaces that a collection can hold, in the order in which they are offered. */
export const SPACES = ["effnet", "musicnn", "vgg", "timbre"] as const;
/** An embedding space. */
export type Space = (typeof SPACES)[number];

/** What a reader is told of an embedding space. */
export interface SpaceInfo {
  readonly label: string;
  readonly dimensions: number | undefined;
  readonly description: string;
}

/** Name, size and origin of each {@linkcode Space}. */
export const SPACE_INFO: Readonly<Record<Space, SpaceInfo>> = {
  effnet: {
    label: "Discogs-EffNet",
    dimensions: 1280,
    description: "EfficientNet-B0 trained on 400 Discogs styles (Alonso-Jiménez et al. 2020)",
  },
  musicnn: {
    label: "MSD-MusiCNN",
    dimensions: 200,
    description: "MusiCNN trained on 50 tags of the Million Song Dataset (Pons & Serra 2019)",
  },
  vgg: {
    label: "MSD-VGG",
    dimensions: 256,
    description:
      "VGG-style network trained on 50 tags of the Million Song Dataset (Pons & Serra 2019)",
  },
  timbre: {
    label: "Timbre and rhythm",
    dimensions: undefined,
    description: "Signal processing alone: MFCC, spectral contrast, chroma, onsets and rhythm",
  },
};

/** Whatever is kept as one vector a track: an embedding or a set of activations. */
export type VectorKind = Space | ActivationSet;
/** Every {@linkcode VectorKind}. */
export const VECTOR_KINDS: readonly VectorKind[] = [...SPACES, ...ACTIVATION_SETS];
