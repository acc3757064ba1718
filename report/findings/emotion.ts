import { EMOTION_PLANES, numberDescriptorOf } from "../../domain/mod.ts";
import { CORNERS, EMOTION_CELLS } from "../emotion.ts";
import type { Summary } from "../summary.ts";
import { UNDECIDED } from "../voice.ts";
import { opinionText } from "./opinions.ts";
import { listText, missingText, MODELS_HINT, sentences, valueText, verb } from "./words.ts";
import { numberText, percentText, plural } from "../../domain/mod.ts";

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
      } not drawn.`,
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

/** How many tracks have voice, and on how many that is open. */
export function voiceFindings(summary: Summary): string[] {
  const { n, voice, instrumental, undecided, by } = summary.voice;
  if (n === 0) {
    return ["No track has been asked for voice: that model has not run on them.", MODELS_HINT];
  }
  const zone = UNDECIDED[by].map((limit) => numberText(limit, by === "voice" ? 1 : 2)).join(" to ");
  if (n === 1) {
    const kind = voice === 1
      ? "has voice"
      : instrumental === 1
      ? "is instrumental"
      : "is undecided";
    return [`The only track ${kind}.`];
  }
  return sentences(
    `${percentText(voice, n)} of ${plural(n, "track")} have voice, ${
      percentText(instrumental, n)
    } are instrumental; on ${percentText(undecided, n)} the classifier is undecided (${zone}).`,
    by === "instrumentalness" &&
      "So says VibeNet, by how likely it thinks that there is no voice; the models Discogs-EffNet and voice_instrumental add a " +
        "second opinion.",
    missingText(summary, by, by),
    opinionText(summary, "voice_opinions"),
  );
}
