import type { StageId, StageRecord } from "../../domain/mod.ts";
import type { Network } from "./registry.ts";
import { foundationOf } from "./availability.ts";

/** What onnxruntime can compute on. All but `cpu` depend on the machine and on what is installed there. */
export const PROVIDERS = ["cpu", "cuda", "coreml", "dml", "webgpu"] as const;
/** One of {@linkcode PROVIDERS}. */
export type Provider = (typeof PROVIDERS)[number];

/** How networks are run. */
export interface HearingSettings {
  readonly provider?: Provider;
  /** Patches of a track that MusiCNN, VGG and EffNet hear at most, evenly spaced; all where left out. */
  readonly patches?: number | undefined;
}

/** The networks that may hear a track in part: TempoCNN votes over all of it, VibeNet hears long windows. */
const IN_PART: readonly (string | undefined)[] = ["musicnn", "vgg", "effnet"];

/** A network as it is run over so many patches where at most `most` are to be heard. */
export function spaced(
  network: Network,
  { count, most }: { readonly count: number; readonly most: number | undefined },
): Network {
  if (most === undefined || count <= most || !IN_PART.includes(network.stage)) return network;
  const { takes } = network;
  const stride = Math.ceil(count / most);
  // a network that cuts for itself cuts at its own hop: each patch is fed alone
  const batch = takes.form === "track" ? 1 : takes.batch;
  return { ...network, takes: { ...takes, hop: takes.hop * stride, batch } };
}

/** How a stage's record names that tracks were heard in part; `undefined` where they were not. */
export function askedPatches(stage: StageId, most: number | undefined): string | undefined {
  if (most === undefined || !IN_PART.includes(foundationOf(stage)?.stage)) return undefined;
  return `${most} patches`;
}

/** Which tracks are due again where so many patches were asked for by name: those heard otherwise. */
export function patchesDue(
  stage: StageId,
  wanted: number | "all" | undefined,
): ((before: StageRecord) => boolean) | undefined {
  if (wanted === undefined || !IN_PART.includes(foundationOf(stage)?.stage)) return undefined;
  const now = wanted === "all" ? undefined : askedPatches(stage, wanted);
  return ({ asked }) => asked !== now;
}
