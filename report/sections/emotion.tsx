import { Density, Split } from "../../charts/mod.ts";
import { CORNERS, emotionAxis } from "../emotion.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section } from "../figure.ts";
import { emotionFindings, undecidedText, voiceFindings } from "../findings/emotion.ts";
import type { Summary } from "../summary.ts";
import { opinionFigures } from "./opinions_figure.tsx";
import { histogramFigure } from "./histogram_figure.tsx";
import {
  clean,
  countText,
  lowerFirst,
  numberDescriptorOf,
  VOICE_DESCRIPTORS,
  voiceSourcesText,
} from "../../domain/mod.ts";

/** Arousal and valence, or energy and valence, with tracks to listen to. */
export function emotionSection(summary: Summary, href?: ExploreHref): Section {
  const { emotion, distributions } = summary;
  return {
    id: "emotion",
    question: "Which emotions?",
    findings: emotionFindings(summary),
    figures: emotion.n === 0 ? [] : [
      planeFigure(summary, href),
      histogramFigure(distributions[emotion.plane.y]!, { href }),
      histogramFigure(distributions[emotion.plane.x]!, { href }),
      ...opinionFigures(summary, ["arousal_opinions", "valence_opinions"], href),
    ],
  };
}

/** Voice or instrumental? */
export function voiceSection(summary: Summary, href?: ExploreHref): Section {
  return {
    id: "voice",
    question: "Voice or instrumental?",
    findings: voiceFindings(summary),
    figures: summary.voice.n === 0 ? [] : [
      splitFigure(summary, href),
      ...summary.voice.sources.map(({ by }) =>
        histogramFigure(summary.distributions[by]!, { href })
      ),
      ...opinionFigures(summary, ["voice_opinions"], href),
    ],
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
  const { grid, n, missing, outside, plane } = summary.emotion;
  const [across, up] = [emotionAxis(plane.x), emotionAxis(plane.y)];
  const [x, y] = [numberDescriptorOf(plane.x), numberDescriptorOf(plane.y)];
  const points = cornerTracks(summary).flatMap(({ tracks }) =>
    tracks.map(({ id, title, sign, arousal, valence }) => {
      const link = href?.({ kind: "track", id });
      const within = (value: number, { from, to }: typeof up) =>
        Math.min(to, Math.max(from, value));
      return {
        x: within(valence, across),
        y: within(arousal, up),
        sign,
        name: title,
        ...(link === undefined ? {} : { href: link }),
      };
    })
  );
  const corners = CORNERS.map(({ name }) => name) as unknown as [string, string, string, string];
  const spec = {
    grid,
    x: { title: x.label, ...across },
    y: { title: y.label, ...up },
    corners,
    points,
    ...(href
      ? {
        href: (cell: { x: readonly [number, number]; y: readonly [number, number] }) =>
          href({ kind: "plane", ranges: { [plane.y]: cell.y, [plane.x]: cell.x } }),
      }
      : {}),
  };
  return {
    id: "emotion_plane",
    title: `${y.label} over ${lowerFirst(x.label)}`,
    caption: [
      `n = ${countText(n)}`,
      ...(outside > 0 ? [`${countText(outside)} outside the scale`] : []),
      ...(missing > 0 ? [`${countText(missing)} without`] : []),
      "stronger where more tracks lie; letters: tracks to listen to",
    ].join("; "),
    table: {
      columns: [
        ...[y, x].flatMap(({ column }) => [`${column}_from`, `${column}_to`]),
        "tracks",
      ],
      rows: grid.flatMap((row, i) =>
        row.map((count, j) => [
          clean(up.from + i * up.cell),
          clean(up.from + (i + 1) * up.cell),
          clean(across.from + j * across.cell),
          clean(across.from + (j + 1) * across.cell),
          count,
        ])
      ).filter((row) => row[4]! > 0),
    },
    draw: (width) => <Density spec={spec} width={width} />,
  };
}

const SIDES = { instrumental: "instrumental", undecided: "undecided", voice: "vocal" } as const;

function splitFigure({ voice }: Summary, href?: ExploreHref): Figure {
  const { instrumental, undecided, missing, n, sources } = voice;
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
            ? href({ kind: "missing", descriptors: VOICE_DESCRIPTORS })
            : href({ kind: "voice", side: SIDES[name as keyof typeof SIDES] }),
      }
      : {}),
  };
  return {
    id: "voice_split",
    title: "Voice, undecided, instrumental",
    caption: `n = ${countText(n)}; by ${voiceSourcesText(sources)}; undecided between ${
      undecidedText(sources)
    }${missing > 0 ? `; ${countText(missing)} without a value` : ""}`,
    table: {
      columns: ["part", "tracks"],
      rows: parts.map(({ name, count }) => [name, count]),
    },
    draw: (width) => <Split spec={spec} width={width} />,
  };
}
