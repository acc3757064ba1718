import { type Absence, absent, CATALOGUE, type Measured, type StageId } from "../../domain/mod.ts";
import type { Embedded, Models } from "../models/mod.ts";
import type { Findings } from "./analysis.ts";
import type { Hearing } from "./hearing.ts";

/**
 * TempoCNN's estimate of the tempo, and how much it hears half or double of it; absent where there is
 * nothing whose tempo it could be, as it names one for noise too.
 */
export async function tempocnnStage(
  { models, tempoHeard, texture }: Hearing,
  findings: Findings,
): Promise<void> {
  const named = await tempoHeard();
  const reason = "value" in named ? texture().emptiness : undefined;
  const heard = reason ? absent(reason) : named;
  findings.note("tempocnn", "value" in heard ? { value: heard.value.bpm } : heard);
  findings.note("tempo_ambiguity", "value" in heard ? { value: heard.value.ambiguity } : heard);
  ran("tempocnn", models, findings);
}

/** The MSD-MusiCNN embedding and its 50 tags. */
export async function musicnnStage(
  { models, musicnn }: Hearing,
  findings: Findings,
): Promise<void> {
  const heard = await musicnn();
  if ("value" in heard) {
    findings.vectors.musicnn = heard.value.embedding;
    findings.vectors.tags = heard.value.tags;
  }
  ran("musicnn", models, findings);
}

/** The MSD-VGG embedding. */
export async function vggStage({ models, vgg }: Hearing, findings: Findings): Promise<void> {
  const heard = await vgg();
  if ("value" in heard) findings.vectors.vgg = heard.value.embedding;
  ran("vgg", models, findings);
}

/** What VibeNet says of music alone; the rest holds for any sound. */
const OF_MUSIC = ["danceability_vibenet", "energy", "valence_vibenet"];

/**
 * How danceable, energetic and bright VibeNet hears it, and how likely acoustic and without voice. Tones,
 * noise and speech have no danceability, energy and valence, although the network names them.
 */
export async function vibenetStage(
  { models, vibenet, texture }: Hearing,
  findings: Findings,
): Promise<void> {
  const heard = await vibenet();
  if ("value" in heard) {
    for (const [id, value] of Object.entries(heard.value.values)) findings.note(id, { value });
    Object.assign(findings.curves, heard.value.curves);
    const reason = texture().emptiness;
    if (reason) withhold(OF_MUSIC, reason, findings);
  } else lackAll("vibenet", heard.absent, findings);
  ran("vibenet", models, findings);
}

/** The Discogs-EffNet embedding and its 400 styles. */
export async function effnetStage({ models, effnet }: Hearing, findings: Findings): Promise<void> {
  const heard = await effnet();
  if ("value" in heard) {
    findings.vectors.effnet = heard.value.embedding;
    findings.vectors.styles = heard.value.styles;
  }
  ran("effnet", models, findings);
}

/** A stage of heads on the patches of an embedding. */
export function headsStage(
  stage: StageId,
  embedding: (hearing: Hearing) => Promise<Measured<Embedded>>,
): (hearing: Hearing, findings: Findings) => Promise<void> {
  return async (hearing, findings) => {
    const heard = await embedding(hearing);
    if ("value" in heard) {
      const found = await hearing.models.heads(stage, heard.value.patches);
      const { values, patches, activations, classPatches } = found;
      for (const [id, value] of Object.entries(values)) findings.note(id, value);
      Object.assign(findings.curves, patches);
      Object.assign(findings.vectors, activations);
      Object.assign(findings.heads, classPatches);
    } else lackAll(stage, heard.absent, findings);
    ran(stage, hearing.models, findings);
  };
}

function withhold(ids: readonly string[], reason: Absence, findings: Findings): void {
  findings.lack(ids, reason);
  for (const id of ids) {
    delete findings.values[id];
    delete findings.curves[id];
  }
}

function lackAll(stage: StageId, reason: Absence, findings: Findings): void {
  findings.lack(CATALOGUE.filter((d) => d.stage === stage).map(({ id }) => id), reason);
}

function ran(stage: StageId, models: Models, findings: Findings): void {
  findings.ran(stage, models.by(stage), models.asked(stage));
}
