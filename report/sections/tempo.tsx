import { Bars } from "../../charts/mod.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section } from "../figure.ts";
import { danceabilityFindings, tempoFindings } from "../findings/tempo.ts";
import type { Summary } from "../summary.ts";
import { opinionFigures } from "./opinions_figure.tsx";
import { histogramFigure } from "./histogram_figure.tsx";
import { countText } from "../../domain/mod.ts";

const OCTAVE_TEXT = {
  agrees: "agrees within 4 %",
  half: "half",
  double: "double",
  third: "a third",
  triple: "triple",
  differs: "differs otherwise",
} as const;
type Octave = keyof typeof OCTAVE_TEXT;

/** How fast? */
export function tempoSection(summary: Summary, href?: ExploreHref): Section {
  const { distributions, tempo } = summary;
  return {
    id: "tempo",
    question: "How fast?",
    findings: tempoFindings(summary),
    figures: [
      histogramFigure(distributions.tempo!, { href }),
      ...(tempo.compared > 0
        ? [octavesFigure(summary, href), histogramFigure(distributions.tempocnn!, { href })]
        : []),
      ...(tempo.rated > 0 ? [histogramFigure(distributions.tempo_confidence!, { href })] : []),
    ],
  };
}

/** How danceable? */
export function danceabilitySection(summary: Summary, href?: ExploreHref): Section {
  const kinds = [
    "danceability",
    "danceability_musicnn",
    "danceability_vibenet",
    "danceability_signal",
  ] as const;
  return {
    id: "danceability",
    question: "How danceable?",
    findings: danceabilityFindings(summary),
    figures: [
      ...kinds.map((id) => summary.distributions[id]!).filter(({ n }) => n > 0)
        .map((distribution) => histogramFigure(distribution, { href })),
      ...opinionFigures(summary, ["danceability_opinions"], href),
    ],
  };
}

function octavesFigure({ tempo }: Summary, href?: ExploreHref): Figure {
  const names = Object.keys(OCTAVE_TEXT) as Octave[];
  const rows = names.map((name) => ({ name: OCTAVE_TEXT[name], count: tempo.octaves[name] }));
  const spec = {
    rows,
    title: "tracks",
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          href({
            kind: "category",
            descriptor: "tempo_octave",
            name: names.find((octave) => OCTAVE_TEXT[octave] === name) ?? name,
          }),
      }
      : {}),
  };
  return {
    id: "tempo_octave",
    title: "Tempo against TempoCNN",
    caption: `n = ${countText(tempo.compared)} with both estimates`,
    table: {
      columns: ["relation", "tracks"],
      rows: names.map((name) => [name, tempo.octaves[name]]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}
