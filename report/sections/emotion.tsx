import { Density, Split } from "../../charts/mod.ts";
import { CORNERS, EMOTION_GRID } from "../emotion.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section } from "../figure.ts";
import { emotionFindings, voiceFindings } from "../findings/emotion.ts";
import type { Summary } from "../summary.ts";
import { UNDECIDED } from "../voice.ts";
import { histogramFigure } from "./histogram_figure.tsx";
import { clean, countText } from "../../domain/mod.ts";

/** Arousal and valence, with tracks to listen to. */
export function emotionSection(summary: Summary, href?: ExploreHref): Section {
  const { emotion, distributions } = summary;
  const { arousal, valence } = distributions;
  return {
    id: "emotion",
    question: "Which emotions?",
    findings: emotionFindings(summary),
    figures: emotion.n === 0 ? [] : [
      planeFigure(summary, href),
      histogramFigure(arousal!, { href }),
      histogramFigure(valence!, { href }),
    ],
  };
}

/** Voice or instrumental? */
export function voiceSection(summary: Summary, href?: ExploreHref): Section {
  const distribution = summary.distributions.voice!;
  return {
    id: "voice",
    question: "Voice or instrumental?",
    findings: voiceFindings(summary),
    figures: summary.voice.n === 0
      ? []
      : [splitFigure(summary, href), histogramFigure(distribution, { title: "Voice", href })],
  };
}

/** The tracks at the corners, lettered in the order in which they are listed. */
export function cornerTracks({ emotion }: Summary) {
  let letter = 0;
  return emotion.corners.map((corner) => ({
    ...corner,
    tracks: corner.tracks.map((track) => ({
      ...track,
      sign: String.fromCharCode(65 + letter++),
    })),
  }));
}

function planeFigure(summary: Summary, href?: ExploreHref): Figure {
  const { grid, n, missing, outside } = summary.emotion;
  const { from, to, cell } = EMOTION_GRID;
  const points = cornerTracks(summary).flatMap(({ tracks }) =>
    tracks.map(({ id, title, sign, arousal, valence }) => {
      const link = href?.({ kind: "track", id });
      const within = (value: number) => Math.min(to, Math.max(from, value));
      return {
        x: within(valence),
        y: within(arousal),
        sign,
        name: title,
        ...(link === undefined ? {} : { href: link }),
      };
    })
  );
  const corners = CORNERS.map(({ name }) => name) as unknown as [string, string, string, string];
  const spec = {
    grid,
    x: { title: "Valence", from, cell },
    y: { title: "Arousal", from, cell },
    corners,
    points,
    ...(href
      ? {
        href: ({ x, y }: { x: readonly [number, number]; y: readonly [number, number] }) =>
          href({ kind: "plane", arousal: y, valence: x }),
      }
      : {}),
  };
  return {
    id: "emotion_plane",
    title: "Arousal over valence",
    caption: [
      `n = ${countText(n)}`,
      ...(outside > 0 ? [`${countText(outside)} outside the scale`] : []),
      ...(missing > 0 ? [`${countText(missing)} without`] : []),
      "darker where more tracks lie; letters: tracks to listen to",
    ].join("; "),
    table: {
      columns: ["arousal_from", "arousal_to", "valence_from", "valence_to", "tracks"],
      rows: grid.flatMap((row, i) =>
        row.map((count, j) => [
          clean(from + i * cell),
          clean(from + (i + 1) * cell),
          clean(from + j * cell),
          clean(from + (j + 1) * cell),
          count,
        ])
      ).filter((row) => row[4]! > 0),
    },
    draw: (width) => <Density spec={spec} width={width} />,
  };
}

const SIDES = { instrumental: "instrumental", undecided: "undecided", voice: "vocal" } as const;

function splitFigure({ voice }: Summary, href?: ExploreHref): Figure {
  const { instrumental, undecided, missing, n } = voice;
  const parts = [
    { name: "instrumental", count: instrumental, kind: "solid" as const, colour: "cat-2" },
    { name: "undecided", count: undecided, kind: "hollow" as const },
    { name: "voice", count: voice.voice, kind: "solid" as const, colour: "cat-1" },
    { name: "no value", count: missing, kind: "missing" as const },
  ];
  const spec = {
    parts,
    title: "Voice",
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          name === "no value"
            ? href({ kind: "missing", descriptor: "voice" })
            : href({ kind: "voice", side: SIDES[name as keyof typeof SIDES] }),
      }
      : {}),
  };
  return {
    id: "voice_split",
    title: "Voice, undecided, instrumental",
    caption: `n = ${countText(n)}; undecided between ${UNDECIDED[0]} and ${UNDECIDED[1]}${
      missing > 0 ? `; ${countText(missing)} without a value` : ""
    }`,
    table: {
      columns: ["part", "tracks"],
      rows: parts.map(({ name, count }) => [name, count]),
    },
    draw: (width) => <Split spec={spec} width={width} />,
  };
}
