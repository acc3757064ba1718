import type { StageId } from "./stages.ts";

/** The embedding spaces that the analysis gives vectors for, in the order in which they are offered. */
export const SPACES = ["effnet", "musicnn", "vgg", "timbre"] as const;
/** A space whose vectors the analysis makes and the store keeps. */
export type AnalysedSpace = (typeof SPACES)[number];

/**
 * Several analysed spaces as one, with a weight in per cent before the name of each: `60effnet-40timbre`.
 * Its vectors are made of theirs.
 */
export type CombinedSpace = `${number}${AnalysedSpace}-${string}`;

/** An embedding space. */
export type Space = AnalysedSpace | CombinedSpace;

/** What a reader is told of an embedding space. */
export interface SpaceInfo {
  readonly label: string;
  /** As it stands on badges. */
  readonly short: string;
  /** Its colour among the tokens of the pages. */
  readonly hue: string;
  /** Undefined where that is not fixed. */
  readonly dimensions: number | undefined;
  readonly description: string;
  /** The stages of the analysis that its vectors come from. */
  readonly stages: readonly StageId[];
}

/** Name, size and origin of each {@linkcode AnalysedSpace}: the one place where a space is defined. */
const ANALYSED: Readonly<Record<AnalysedSpace, SpaceInfo>> = {
  effnet: {
    label: "Discogs-EffNet",
    short: "EffNet",
    hue: "space-effnet",
    dimensions: 1280,
    description: "EfficientNet-B0 trained on 400 Discogs styles (Alonso-Jiménez et al. 2020)",
    stages: ["effnet"],
  },
  musicnn: {
    label: "MSD-MusiCNN",
    short: "MusiCNN",
    hue: "space-musicnn",
    dimensions: 200,
    description: "MusiCNN trained on 50 tags of the Million Song Dataset (Pons & Serra 2019)",
    stages: ["musicnn"],
  },
  vgg: {
    label: "MSD-VGG",
    short: "VGG",
    hue: "space-vgg",
    dimensions: 256,
    description:
      "VGG-style network trained on 50 tags of the Million Song Dataset (Pons & Serra 2019)",
    stages: ["vgg"],
  },
  timbre: {
    label: "Timbre and rhythm",
    short: "Timbre",
    hue: "space-timbre",
    dimensions: undefined,
    description: "Signal processing alone: MFCC, spectral contrast, chroma, onsets and rhythm",
    stages: ["timbre"],
  },
};

/** A part of a combined space. */
export interface SpacePart {
  readonly space: AnalysedSpace;
  /** In per cent, from 1 to 99. */
  readonly weight: number;
}

/** Per cents of a combination in all. */
const WHOLE = 100;
const PART = /^([1-9]\d?)([a-z][a-z0-9]*)$/;

/** Name, size and origin of a space. */
export function spaceInfo(space: Space): SpaceInfo {
  if (isAnalysed(space)) return ANALYSED[space];
  const parts = partsOf(space);
  const infos = parts.map((part) => ANALYSED[part.space]);
  const label = parts.map(({ weight }, i) => `${infos[i]!.short} ${weight}`).join(" + ");
  const sizes = infos.map(({ dimensions }) => dimensions);
  return {
    label,
    short: label,
    hue: "space-combined",
    dimensions: sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + size!, 0),
    description: `Distances of ${
      parts.map(({ weight }, i) => `${infos[i]!.label} (${weight} %)`).join(" and ")
    }, each by its own deviation, added`,
    stages: infos.flatMap(({ stages }) => stages),
  };
}

/** Whether the analysis makes the vectors of a space. */
export function isAnalysed(space: Space): space is AnalysedSpace {
  return SPACES.some((known) => known === space);
}

/** The space that is written so, whether or not a collection has it; undefined where there is none. */
export function spaceNamed(text: string | null | undefined): Space | undefined {
  const plain = SPACES.find((known) => known === text);
  if (plain || !text) return plain;
  const weights = new Map<AnalysedSpace, number>();
  for (const written of text.split("-")) {
    const [, weight, name] = PART.exec(written) ?? [];
    const space = SPACES.find((known) => known === name);
    if (!space || weights.has(space)) return undefined;
    weights.set(space, Number(weight));
  }
  const combined = combinedSpace(weights);
  return combined !== undefined && combined === text ? combined : undefined;
}

/**
 * The combination of spaces by these weights, of which only the ratios matter; undefined for fewer than
 * two above 0. They are rounded to per cents that sum to 100.
 */
export function combinedSpace(
  weights: ReadonlyMap<AnalysedSpace, number>,
): CombinedSpace | undefined {
  const given = SPACES.flatMap((space) => {
    const weight = weights.get(space) ?? 0;
    return weight > 0 && Number.isFinite(weight) ? [{ space, weight }] : [];
  });
  const sum = given.reduce((total, { weight }) => total + weight, 0);
  const exact = given.map(({ weight }) => WHOLE * weight / sum);
  const rounded = exact.map((share) => Math.max(1, Math.floor(share)));
  const byRest = [...exact.keys()].sort((a, b) =>
    (exact[b]! - rounded[b]!) - (exact[a]! - rounded[a]!) || a - b
  );
  for (let left = WHOLE - rounded.reduce((a, b) => a + b, 0), i = 0; left > 0; left--, i++) {
    rounded[byRest[i]!]!++;
  }
  for (let over = rounded.reduce((a, b) => a + b, 0) - WHOLE; over > 0; over--) {
    rounded[rounded.indexOf(Math.max(...rounded))]!--;
  }
  if (given.length < 2) return undefined;
  return given.map(({ space }, i) => `${rounded[i]!}${space}`).join("-") as CombinedSpace;
}

/** The parts of a space; an analysed one is its own. */
export function partsOf(space: Space): readonly SpacePart[] {
  if (isAnalysed(space)) return [{ space, weight: WHOLE }];
  return space.split("-").map((written) => {
    const [, weight, name] = PART.exec(written)!;
    return { space: name as AnalysedSpace, weight: Number(weight) };
  });
}

/** Spaces in the order in which they are offered: analysed ones first. */
export function spacesInOrder<S extends Space>(spaces: Iterable<S>): S[] {
  const place = (space: Space) => isAnalysed(space) ? SPACES.indexOf(space) : SPACES.length;
  return [...new Set(spaces)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** How a space may be written, for messages. */
export const SPACE_NAMES = `${SPACES.join(", ")}, or a kept combination such as 60effnet-40timbre`;

/** The sets of class activations that a collection can hold. */
export const ACTIVATION_SETS = ["styles", "tags"] as const;
/** `styles`: 400 Discogs styles. `tags`: 50 tags of the Million Song Dataset. */
export type ActivationSet = (typeof ACTIVATION_SETS)[number];

/** Whatever is kept as one vector a track: an embedding or a set of activations. */
export type VectorKind = AnalysedSpace | ActivationSet;
/** Every {@linkcode VectorKind}. */
export const VECTOR_KINDS: readonly VectorKind[] = [...SPACES, ...ACTIVATION_SETS];
