import type { StageId, StageRecord } from "../../domain/mod.ts";
import type { Network } from "./registry.ts";
import { foundationOf } from "./availability.ts";

/** What onnxruntime can compute on. All but `cpu` depend on the machine and on what is installed there. */
export const PROVIDERS = ["cpu", "cuda", "coreml", "dml", "webgpu"] as const;
/** One of {@linkcode PROVIDERS}. */
export type Provider = (typeof PROVIDERS)[number];

/** How many patches of a track MusiCNN, VGG and EffNet hear at most. */
export type Patches = number | "all";

/** How networks are run. */
export interface HearingSettings {
  readonly provider?: Provider;
  /** Evenly spaced; all where left out. */
  readonly patches?: Patches | undefined;
}

/** The networks that may hear a track in part: TempoCNN votes over all of it, VibeNet hears long windows. */
const IN_PART: readonly (string | undefined)[] = ["musicnn", "vgg", "effnet"];

/** Patches that the network of a stage hears at most; `undefined` for all. */
export function mostPatches(stage: StageId, patches: Patches | undefined): number | undefined {
  const network = foundationOf(stage)?.stage;
  if (patches === undefined || patches === "all" || network === undefined) return undefined;
  if (!IN_PART.includes(network)) return undefined;
  return patches;
}

/**
 * A network as it is run over so many patches where at most `most` are to be heard: with a hop that may
 * lie between frames.
 */
export function spaced(
  network: Network,
  { count, most }: { readonly count: number; readonly most: number | undefined },
): Network {
  if (most === undefined || count <= most) return network;
  const { takes } = network;
  // a network that cuts for itself cuts at its own hop: each patch is fed alone
  const batch = takes.form === "track" ? 1 : takes.batch;
  return { ...network, takes: { ...takes, hop: takes.hop * count / most, batch } };
}

/** How a stage's record names that tracks were heard in part; `undefined` where they were not. */
export function askedPatches(stage: StageId, patches: Patches | undefined): string | undefined {
  const most = mostPatches(stage, patches);
  return most === undefined ? undefined : `${most} patches`;
}

/** Which tracks are due again where so many patches were asked for by name: those heard otherwise. */
export function patchesDue(
  stage: StageId,
  wanted: Patches | undefined,
): ((before: StageRecord) => boolean) | undefined {
  if (wanted === undefined || !IN_PART.includes(foundationOf(stage)?.stage)) return undefined;
  const now = askedPatches(stage, wanted);
  return ({ asked }) => asked !== now;
}
