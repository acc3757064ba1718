import { CATALOGUE, type StageId, TWO_OPINIONS } from "../domain/mod.ts";
import { learnedDanceability } from "./danceability.ts";
import type { Summary } from "./summary.ts";

/** How one or more descriptors were obtained. */
export interface Method {
  readonly labels: readonly string[];
  readonly method: string;
  readonly reference: string;
  /** Stage and version, with what computed it where that can differ. */
  readonly version: string;
}

/** The methods behind the descriptors that at least one track has, from the catalogue's provenance. */
export function methodsOf(summary: Summary): Method[] {
  const groups = new Map<string, { labels: string[]; rest: Omit<Method, "labels"> }>();
  for (const { id, label, kind, stage, provenance } of CATALOGUE) {
    if (stage === "file") continue;
    if (kind === "number" && summary.distributions[id]!.n === 0) continue;
    if (kind === "category" && !isKnown(summary, id)) continue;
    const { method, reference = "" } = provenance;
    const version = stage === "derived" ? "" : versionOf(summary, stage);
    const name = [method, reference, version].join("\n");
    const group = groups.get(name) ?? { labels: [], rest: { method, reference, version } };
    group.labels.push(label);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ labels, rest }) => ({ labels, ...rest }));
}

function isKnown({ keys, tempo, opinions }: Summary, id: string): boolean {
  if (id === "tempo_octave") return tempo.compared > 0;
  if (TWO_OPINIONS.some((one) => one.id === id)) return opinions.some((one) => one.id === id);
  if (id === "keys_agree") return keys.compared > 0;
  const profile = keys.profiles.find((one) => id.endsWith(`_${one.profile}`));
  return profile !== undefined && profile.n > 0;
}

function versionOf({ stages }: Summary, stage: StageId): string {
  return stages.filter((use) => use.stage === stage)
    .map(({ version, by }) => by ? `${stage} ${version} (${by})` : `${stage} ${version}`)
    .join(", ");
}

/** What a reader should keep in mind, as far as it concerns this collection. */
export function caveatsOf(summary: Summary): string[] {
  const { distributions, styles, emotion, keys, voice } = summary;
  const has = (id: string) => distributions[id]!.n > 0;
  return [
    has("tempo") && "A tempo has an octave: half and double of it are often as right.",
    keys.compared > 0 &&
    "A key is one for the whole of what was analysed; music that modulates, or has no key, gets one " +
      "all the same. Agreement of profiles shows consistency, not truth.",
    styles !== null &&
    "Styles are what a classifier trained on Discogs hears, among 400 names that overlap; activations " +
      "are no probabilities, and music unlike its training data gets a name all the same.",
    emotion.n > 0 && emotion.plane.y === "arousal" &&
    "Arousal and valence are predictions of what a small group of listeners would say (emoMusic); " +
      "valence is predicted worse than arousal, and the middle of the scale is overused.",
    has("energy") &&
    "VibeNet was trained on the guesses of a teacher that explains 15 % of the variance of Echo Nest's " +
      "valence: read its valence as a leaning. Its energy, acousticness and instrumentalness hold better. " +
      "All of it is heard at -14 LUFS.",
    voice.n > 0 &&
    "Voice is one value for the whole track: a few sung lines in a long instrumental count little.",
    has(learnedDanceability(distributions).id) && has("danceability_signal") &&
    "The two danceabilities measure different things: one was learned from labels, the other " +
      "is the regularity of loudness fluctuations, without an upper bound.",
    has("loudness") &&
    "Loudness belongs to this master and this file: the same recording differs between editions.",
    has("duration") && (distributions.duration!.p95 ?? 0) <= 60 &&
    "The files are excerpts of about a minute or less: they stand for their tracks as far as the " +
      "excerpt does.",
  ].filter((text): text is string => typeof text === "string");
}
