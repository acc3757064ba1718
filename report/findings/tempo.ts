import type { Summary } from "../summary.ts";
import { LOW_CONFIDENCE } from "../tempo.ts";
import { learnedDanceability } from "../danceability.ts";
import { opinionText } from "./opinions.ts";
import { missingText, partOf, sentences, spreadText, valueText } from "./words.ts";
import { numberText, percentText } from "../../domain/mod.ts";

/** How fast, and how far the octave of the tempo can be trusted. */
export function tempoFindings(summary: Summary): string[] {
  const { compared, octaves, rated, unsure } = summary.tempo;
  const measured = summary.distributions.tempo!.n;
  const chosen = chosenByTempoCnn(summary);
  const halfOrDouble = octaves.half + octaves.double;
  const rest = octaves.third + octaves.triple;
  return sentences(
    spreadText(summary.distributions.tempo!, "tempo"),
    compared === 1 &&
      `RhythmExtractor2013 and TempoCNN ${
        octaves.agrees === 1
          ? "agree within 4 %"
          : halfOrDouble + rest === 1
          ? "differ by an octave or a triplet"
          : "differ"
      } on it.`,
    compared > 1 &&
      `RhythmExtractor2013 and TempoCNN agree within 4 % on ${
        percentText(octaves.agrees, compared)
      }; on ${percentText(halfOrDouble, compared)} one is half or double of the other${
        rest > 0 ? `, on ${percentText(rest, compared)} a third or triple` : ""
      }, so that the octave is ambiguous.`,
    compared === 0 && summary.distributions.tempo!.n > 0 &&
      "No second estimate (TempoCNN) is there, so ambiguous octaves cannot be counted.",
    compared > 0 && chosen > 0 &&
      `The two are not independent on ${
        partOf(chosen, measured)
      }: there TempoCNN chose how the beats were tracked (--tempo auto).`,
    rated > 0 && unsure > 0 &&
      `The beat trackers hardly agree (confidence under ${numberText(LOW_CONFIDENCE)}) on ${
        partOf(unsure, rated)
      }${rated < measured ? " with a confidence" : ""}.`,
    missingText(summary, "tempo", "tempo"),
  );
}

/**
 * Tracks whose tempo is not multifeature's because TempoCNN decided so. Where all are by degara, that
 * may as well have been asked for.
 */
function chosenByTempoCnn({ stages }: Pick<Summary, "stages">): number {
  const by = (method: string) =>
    stages.filter((use) => use.stage === "tempo" && use.by === method)
      .reduce((sum, { tracks }) => sum + tracks, 0);
  const [degara, guided, multifeature] = ["degara", "guided", "multifeature"].map(by);
  return guided! + multifeature! > 0 ? degara! + guided! : 0;
}

/** How danceable, by the two kinds. */
export function danceabilityFindings(summary: Summary): string[] {
  const { distributions, danceabilities } = summary;
  const { id, model } = learnedDanceability(distributions);
  const learned = distributions[id]!;
  const signal = distributions.danceability_signal!;
  const over = shareOver(learned.bins, 0.5);
  return sentences(
    learned.n === 1 && `${model} gives ${valueText(id, learned.median)}.`,
    learned.n > 1 && `${model} calls ${partOf(over, learned.n)} danceable (over 0.5).`,
    signal.n > 0 && spreadText(signal, "danceability from the signal"),
    learned.n === 0 && signal.n === 0 && "No track has a danceability.",
    danceabilities !== null &&
      `The learned and the signal's danceability rank tracks ${
        likeness(danceabilities)
      } (Spearman ρ = ${numberText(danceabilities, 2)}).`,
    opinionText(summary, "danceability_opinions"),
    learned.n > 0 ? missingText(summary, id, "learned danceability") : undefined,
    signal.n > 0 ? missingText(summary, "danceability_signal", "danceability (signal)") : undefined,
  );
}

function likeness(correlation: number): string {
  if (correlation >= 0.7) return "much alike";
  if (correlation >= 0.4) return "somewhat alike";
  return correlation > -0.2 ? "rather differently" : "in opposite ways";
}

function shareOver(
  bins: { from: number; width: number; counts: readonly number[]; above: number },
  limit: number,
): number {
  const first = Math.round((limit - bins.from) / bins.width);
  return bins.counts.slice(first).reduce((sum, count) => sum + count, bins.above);
}
