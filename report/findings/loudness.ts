import type { HardEdge, LoudnessSummary } from "../loudness.ts";
import type { Summary } from "../summary.ts";
import {
  listText,
  missingText,
  partOf,
  sentences,
  shareText,
  spreadText,
  valueText,
} from "./words.ts";
import { plural } from "../../domain/mod.ts";

/** How loud, against which targets, and whether the distribution was cut. */
export function loudnessFindings(summary: Summary): string[] {
  const { loudness, distributions } = summary;
  return sentences(
    spreadText(distributions.loudness!, "loudness"),
    loudness.n > 0 && targetText(loudness),
    loudness.n > 1 && edgeText(loudness, distributions.loudness!.sd),
    distributions.loudness_range!.n > 0 &&
      spreadText(distributions.loudness_range!, "loudness range"),
    peakText(loudness),
    missingText(summary, "loudness", "loudness"),
  );
}

function targetText({ n, louder }: LoudnessSummary): string {
  const over = (at: number) => louder.find((target) => target.at === at)?.tracks ?? 0;
  if (n === 1) {
    return over(-14) === 1
      ? "Music services that normalise to −14 LUFS turn it down."
      : "It is not louder than the −14 LUFS of music services.";
  }
  return `Louder than −14 LUFS, where music services turn tracks down: ${
    shareText(over(-14), n)
  }; louder than −9: ${shareText(over(-9), n)}; quieter than broadcast's −23: ${
    shareText(n - over(-23), n)
  }.`;
}

function edgeText(
  { n, quietEnd, loudEnd }: LoudnessSummary,
  sd: number | null,
): string | undefined {
  const ends = [quietEnd, loudEnd].filter((end): end is HardEdge => end !== null);
  if (ends.length > 0) {
    const where = ends.map(({ at, tracks }) =>
      `${valueText("loudness", at)} (${plural(tracks, "track")} next to it)`
    );
    return `The distribution stops hard at ${
      listText(where)
    }, as one does that was cut by a selection: its ends say how tracks were chosen, not how they sound.`;
  }
  return n >= 100 && sd !== null && sd > 0
    ? "Both ends thin out: nothing looks cut by a selection."
    : undefined;
}

function peakText({ n, peaks, clipping, overMinusOne }: LoudnessSummary): string | undefined {
  if (n > 0 && peaks === 0) return "True peaks are not known, so clipping cannot be counted.";
  if (peaks === 0) return undefined;
  if (clipping === 0) {
    return overMinusOne === 0
      ? "No true peak is over −1 dBTP, the limit of EBU R 128."
      : `No true peak is over 0 dBTP; over −1, the limit of EBU R 128: ${
        partOf(overMinusOne, peaks)
      }.`;
  }
  return `True peaks over 0 dBTP, which clip on playback: ${partOf(clipping, peaks)}.`;
}
