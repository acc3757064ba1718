import { type StageId, type StageRecord, STAGES } from "../../domain/mod.ts";
import { TEMPO_METHODS, type TempoMethod } from "../descriptors/tempo_method.ts";
import {
  computedBy,
  describeMissing,
  installedModels,
  MODEL_STAGES,
  modelFolders,
  type Patches,
  patchesDue,
} from "../models/mod.ts";

/** A stage that can run. */
export interface PlannedStage {
  readonly stage: StageId;
  /** What it would be computed by, where a track that another computed is due again. */
  readonly by?: string;
  /** Whether a track that has been through the stage is due again for what was asked for then. */
  readonly isDue?: (before: StageRecord) => boolean;
}

/** The stages that signal processing alone runs. */
const SIGNAL: readonly StageId[] = ["file", "loudness", "tempo", "key", "danceability", "timbre"];

/** The stages that can run on this machine, and one line about the models that are missing, if any. */
export interface Plan {
  readonly stages: readonly PlannedStage[];
  readonly lacking: string | undefined;
}

/**
 * What can be run on this machine.
 *
 * @param tempo The method that was asked for by name; tracks whose tempo was found at another wish are
 * due again. Without it new tracks are analysed under `auto` and others keep their method.
 * @param patches Patches that were asked for by name; tracks that were heard otherwise are due again.
 */
export async function planStages(
  tempo?: TempoMethod,
  patches?: Patches,
): Promise<Plan> {
  const installed = await installedModels(modelFolders());
  const learned = MODEL_STAGES.flatMap((stage) => {
    const by = computedBy(stage, installed);
    if (by === undefined) return [];
    const isDue = patchesDue(stage, patches);
    return [{ stage, by, ...(isDue && { isDue }) }];
  });
  const isDue = tempoDue(tempo, computedBy("tempocnn", installed));
  const signal = SIGNAL.map((stage) => stage === "tempo" ? { stage, isDue } : { stage });
  return { stages: [...signal, ...learned], lacking: describeMissing(installed) };
}

/**
 * Those of the planned stages that are asked for by name, and `file`; with `tempo` goes TempoCNN, whose
 * octave it takes. What a track lacks besides is left for a run that asks for it.
 *
 * @throws {RangeError} For a name that is no stage, or a stage that cannot run here.
 */
export function onlyStages(
  planned: readonly PlannedStage[],
  names: readonly string[],
): readonly PlannedStage[] {
  const there = planned.map(({ stage }) => stage);
  for (const name of names) {
    if (there.some((stage) => stage === name)) continue;
    const why = STAGES.some((stage) => stage === name)
      ? "its model is not installed; see deno task models"
      : `it is none of ${there.join(", ")}`;
    throw new RangeError(`Cannot run stage ${name || '""'}: ${why}`);
  }
  const wanted = new Set(["file", ...names, ...(names.includes("tempo") ? ["tempocnn"] : [])]);
  return planned.filter(({ stage }) => wanted.has(stage));
}

/** How a tempo's record names what was asked for: `auto` with the model of TempoCNN, if it was heard. */
export function askedTempo(method: TempoMethod, tempocnn: string | undefined): string {
  return method === "auto" && tempocnn !== undefined ? `auto+${tempocnn}` : method;
}

/** The method that {@linkcode askedTempo} names; `undefined` where it is none. */
export function methodAsked(asked: string): TempoMethod | undefined {
  return TEMPO_METHODS.find((method) => method === asked.split("+")[0]);
}

/**
 * Which tempi are due again: those found under `auto` without the TempoCNN that is there now, and,
 * where a method was asked for by name, those found at another wish.
 */
export function tempoDue(
  wanted: TempoMethod | undefined,
  tempocnn: string | undefined,
): (before: StageRecord) => boolean {
  const now = askedTempo(wanted ?? "auto", tempocnn);
  return ({ asked }) => {
    const before = asked === undefined ? undefined : methodAsked(asked);
    if (before === "auto" && (wanted ?? "auto") === "auto") return now !== "auto" && now !== asked;
    return wanted !== undefined && asked !== now;
  };
}
