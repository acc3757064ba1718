import { CORNERS, EMOTION_GRID } from "../emotion.ts";
import type { Summary } from "../summary.ts";
import { UNDECIDED } from "../voice.ts";
import { listText, missingText, MODELS_HINT, sentences, valueText, verb } from "./words.ts";
import { numberText, percentText, plural } from "../../domain/mod.ts";

/** Where on the emotion plane the tracks lie. */
export function emotionFindings(summary: Summary): string[] {
  const { emotion, distributions } = summary;
  const { n, correlation, outside } = emotion;
  if (n === 0) return ["No track has arousal and valence.", MODELS_HINT];
  const arousal = distributions.arousal!.median;
  const valence = distributions.valence!.median;
  if (n === 1) {
    return [
      `The only track lies at arousal ${valueText("arousal", arousal)} and valence ${
        valueText("valence", valence)
      } on the scale of 1 to 9.`,
    ];
  }
  return sentences(
    `Median arousal is ${valueText("arousal", arousal)}, median valence ${
      valueText("valence", valence)
    }, on a scale of 1 to 9 with 5 in the middle.`,
    quarterText(emotion),
    correlation !== null &&
      `Rank correlation of the two: Spearman ρ = ${numberText(correlation, 2)}.`,
    outside > 0 &&
      `${plural(outside, "track")} ${verb(outside, "lies", "lie")} outside the scale and ${
        verb(outside, "is", "are")
      } not drawn.`,
    missingText(summary, "arousal", "arousal and valence"),
  );
}

/** Shares of the four quarters of the plane, the largest first. */
function quarterText({ grid, n }: Summary["emotion"]): string {
  const middle = EMOTION_GRID.cells / 2;
  const sums = [0, 0, 0, 0];
  grid.forEach((row, i) =>
    row.forEach((count, j) => sums[(i < middle ? 2 : 0) + (j < middle ? 0 : 1)]! += count)
  );
  const quarters = CORNERS.map(({ name, arousal, valence }, i) => ({
    count: sums[i]!,
    text: `${arousal} arousal and ${valence} valence (${name}) ${percentText(sums[i]!, n, 0)}`,
  }));
  return `By quarters of the plane: ${
    listText(quarters.toSorted((a, b) => b.count - a.count).map(({ text }) => text))
  }.`;
}

/** How many tracks have voice, and on how many that is open. */
export function voiceFindings(summary: Summary): string[] {
  const { n, voice, instrumental, undecided } = summary.voice;
  if (n === 0) {
    return ["No track has been asked for voice: that model has not run on them.", MODELS_HINT];
  }
  const zone = UNDECIDED.map((limit) => numberText(limit)).join(" to ");
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
    missingText(summary, "voice", "voice"),
  );
}
