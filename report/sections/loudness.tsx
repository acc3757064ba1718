import type { ExploreHref } from "../explore_filter.ts";
import type { Section } from "../figure.ts";
import { loudnessFindings } from "../findings/loudness.ts";
import { LOUDNESS_TARGETS } from "../loudness.ts";
import type { Summary } from "../summary.ts";
import { histogramFigure } from "./histogram_figure.tsx";
import { numberText } from "../../domain/mod.ts";

/** How loud, against the usual targets? */
export function loudnessSection(summary: Summary, href?: ExploreHref): Section {
  const { loudness, loudness_range: range, true_peak: peak } = summary.distributions;
  const targets = LOUDNESS_TARGETS.map(({ at }) => ({ at, label: numberText(at, 0) }));
  const main = histogramFigure(loudness!, { targets, href });
  return {
    id: "loudness",
    question: "How loud?",
    findings: loudnessFindings(summary),
    figures: [
      {
        ...main,
        caption: `${main.caption}; −23 broadcast, −16 and −14 streaming, −9 loud masters`,
      },
      ...(range!.n > 0 ? [histogramFigure(range!, { href })] : []),
      ...(peak!.n > 0
        ? [histogramFigure(peak!, { targets: [{ at: 0, label: "full scale" }], href })]
        : []),
    ],
  };
}
