import { CORNERS, EMOTION_CELLS } from "../emotion.ts";
import type { Summary } from "../summary.ts";
import { opinionText } from "./opinions.ts";
import { listText, missingText, MODELS_HINT, sentences, valueText, verb } from "./words.ts";
import {
  EMOTION_PLANES,
  numberDescriptorOf,
  numberText,
  percentText,
  plural,
  type VoiceSource,
  voiceSourcesText,
  voiceZone,
} from "../../domain/mod.ts";

/** Where on the emotion plane the tracks lie. */
export function emotionFindings(summary: Summary): string[] {
  const { emotion, distributions } = summary;
  const { n, correlation, outside, plane } = emotion;
  const { x, y, model } = plane;
  if (n === 0) return ["No track has arousal and valence, or energy and valence.", MODELS_HINT];
  const [arousal, valence] = [distributions[y]!.median, distributions[x]!.median];
  const [low, high] = numberDescriptorOf(y).range;
  const scale = `the scale of ${low} to ${high}`;
  const standIn = plane !== EMOTION_PLANES[0] &&
    `Energy and valence are ${model}'s; arousal and valence as listeners rated them need the model ` +
      "emoMusic.";
  if (n === 1) {
    return sentences(
      `The only track lies at ${y} ${valueText(y, arousal)} and valence ${
        valueText(x, valence)
      } on ${scale}.`,
      standIn,
    );
  }
  return sentences(
    `Median ${y} is ${valueText(y, arousal)}, median valence ${
      valueText(x, valence)
    }, on ${scale} with ${numberText((low + high) / 2)} in the middle.`,
    standIn,
    quarterText(emotion),
    correlation !== null &&
      `Rank correlation of the two: Spearman ρ = ${numberText(correlation, 2)}.`,
    outside > 0 &&
      `${plural(outside, "track")} ${verb(outside, "lies", "lie")} outside the scale and ${
        verb(outside, "is", "are")
      } counted in no cell; letters of such tracks stand at the edge.`,
    missingText(summary, y, `${y} and valence`),
    ...["arousal_opinions", "valence_opinions"].map((id) => opinionText(summary, id)),
  );
}

/** Shares of the four quarters of the plane, the largest first. */
function quarterText({ grid, n, plane }: Summary["emotion"]): string {
  const middle = EMOTION_CELLS / 2;
  const sums = [0, 0, 0, 0];
  grid.forEach((row, i) =>
    row.forEach((count, j) => sums[(i < middle ? 2 : 0) + (j < middle ? 0 : 1)]! += count)
  );
  const quarters = CORNERS.map(({ name, arousal, valence }, i) => ({
    count: sums[i]!,
    text: `${arousal} ${plane.y} and ${valence} valence (${name}) ${percentText(sums[i]!, n, 0)}`,
  }));
  return `By quarters of the plane: ${
    listText(quarters.toSorted((a, b) => b.count - a.count).map(({ text }) => text))
  }.`;
}

/**
 * Between which values the models have not decided: `0.4 and 0.6`, or `voice 0.4 and 0.6, instrumentalness
 * 0.55 and 0.8`.
 */
export function undecidedText(sources: readonly VoiceSource[]): string {
  return sources.map(({ by }) => {
    const { low, high } = voiceZone(by);
    const zone = [low, high].map((limit) => Number(limit.toFixed(2))).join(" and ");
    return sources.length > 1 ? `${by} ${zone}` : zone;
  }).join(", ");
}

/** How many tracks have voice, by whom, and on how many that is open. */
export function voiceFindings(summary: Summary): string[] {
  const { n, voice, instrumental, undecided, missing, sources } = summary.voice;
  if (n === 0) {
    return ["No track has been asked for voice: that model has not run on them.", MODELS_HINT];
  }
  if (n === 1) {
    const kind = voice === 1
      ? "has voice"
      : instrumental === 1
      ? "is instrumental"
      : "is undecided";
    return [`The only track ${kind}, says ${voiceSourcesText(sources)}.`];
  }
  return sentences(
    `${percentText(voice, n)} of ${plural(n, "track")} have voice, ${
      percentText(instrumental, n)
    } are instrumental; on ${percentText(undecided, n)} the classifier is undecided (between ${
      undecidedText(sources)
    }).`,
    sources[0]!.by === "instrumentalness"
      ? "So says VibeNet, by how likely it thinks that there is no voice; the models Discogs-EffNet and " +
        "voice_instrumental add a second opinion."
      : `So says ${voiceSourcesText(sources)}.`,
    sources.length === 1
      ? missingText(summary, sources[0]!.by, sources[0]!.by)
      : missing > 0 && `${plural(missing, "track")} ${verb(missing, "has", "have")} neither.`,
    opinionText(summary, "voice_opinions"),
  );
}
