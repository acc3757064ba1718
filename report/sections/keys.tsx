import {
  Bars,
  CircleOfFifths,
  KeyBars,
  largestShare,
  Matrix,
  matrixHeight,
  Split,
} from "../../charts/mod.ts";
import { countText, type Key, PITCH_CLASSES } from "../../domain/mod.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section } from "../figure.ts";
import { keyFindings } from "../findings/keys.ts";
import { type KeySummary, type ProfileSummary, RELATIONS } from "../keys.ts";
import type { Summary } from "../summary.ts";

/** Which keys, under each of the three profiles? */
export function keysSection({ keys }: Summary, href?: ExploreHref): Section {
  const known = keys.profiles.filter(({ n }) => n > 0);
  const most = Math.max(0, ...known.map(({ counts }) => largestShare(counts)));
  const tallest = Math.max(0, ...known.flatMap(({ counts }) => [...counts.major, ...counts.minor]));
  return {
    id: "keys",
    question: "Which keys?",
    findings: keyFindings(keys),
    figures: [
      ...known.map((profile) => fifthsFigure(profile, { most, href })),
      ...known.map((profile) => barsFigure(profile, { most: tallest, href })),
      ...known.map((profile) => scaleFigure(profile, href)),
      ...(keys.compared > 0 ? [agreementFigure(keys, href), relationsFigure(keys)] : []),
    ],
  };
}

function keyHref(
  profile: ProfileSummary["profile"],
  href: ExploreHref | undefined,
): { href?: (key: Key) => string | undefined } {
  return href ? { href: (key) => href({ kind: "key", profile, ...key }) } : {};
}

function captionOf({ n, profile }: ProfileSummary): string {
  return `n = ${countText(n)}, profile ${profile}`;
}

function tableOf({ counts }: ProfileSummary): Figure["table"] {
  return {
    columns: ["key", "major", "minor"],
    rows: PITCH_CLASSES.map((tonic, i) => [tonic, counts.major[i]!, counts.minor[i]!]),
  };
}

function fifthsFigure(
  summary: ProfileSummary,
  { most, href }: { most: number; href: ExploreHref | undefined },
): Figure {
  const { profile, counts } = summary;
  const spec = { counts, title: profile, mostShare: most, ...keyHref(profile, href) };
  return {
    id: `keys_${profile}`,
    title: `Circle of fifths, ${profile}`,
    caption: `${captionOf(summary)}; major outside, relative minor inside; one scale for all three`,
    table: tableOf(summary),
    draw: (width) => <CircleOfFifths spec={spec} width={width} />,
  };
}

function barsFigure(
  summary: ProfileSummary,
  { most, href }: { most: number; href: ExploreHref | undefined },
): Figure {
  const { profile, counts } = summary;
  const spec = { counts, title: profile, most, ...keyHref(profile, href) };
  return {
    id: `key_bars_${profile}`,
    title: `Keys, ${profile}`,
    caption: `${captionOf(summary)}; major filled, relative minor beside it hollow`,
    table: tableOf(summary),
    draw: (width) => <KeyBars spec={spec} size={{ width, height: 180 }} />,
  };
}

function scaleFigure(summary: ProfileSummary, href: ExploreHref | undefined): Figure {
  const { profile, n, minor } = summary;
  const spec = {
    parts: [
      { name: "major", count: n - minor, kind: "solid" as const },
      { name: "minor", count: minor, kind: "hollow" as const },
    ],
    title: `Scale, ${profile}`,
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          href({ kind: "key", profile, scale: name === "minor" ? "minor" : "major" }),
      }
      : {}),
  };
  return {
    id: `scale_${profile}`,
    title: `Major and minor, ${profile}`,
    caption: captionOf(summary),
    table: { columns: ["scale", "tracks"], rows: [["major", n - minor], ["minor", minor]] },
    draw: (width) => <Split spec={spec} width={width} />,
  };
}

function agreementFigure({ compared, allAgree, pairs }: KeySummary, href?: ExploreHref): Figure {
  const only = (a: string, b: string) =>
    pairs.find((pair) => pair.a === a && pair.b === b)!.relations.same - allAgree;
  const rows = [
    { name: "all three", count: allAgree },
    { name: "temperley and krumhansl", count: only("temperley", "krumhansl") },
    { name: "temperley and edma", count: only("temperley", "edma") },
    { name: "krumhansl and edma", count: only("krumhansl", "edma") },
  ];
  const rest = compared - rows.reduce((sum, { count }) => sum + count, 0);
  const spec = {
    rows: [...rows, { name: "none", count: Math.max(0, rest) }],
    title: "tracks",
    whole: compared,
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          href({ kind: "category", descriptor: "keys_agree", name }),
      }
      : {}),
  };
  return {
    id: "keys_agree",
    title: "Profiles that agree on key and scale",
    caption: `n = ${countText(compared)} with a key under all three; pairs without the third`,
    table: {
      columns: ["profiles", "tracks"],
      rows: spec.rows.map(({ name, count }) => [name, count]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}

function relationsFigure({ pairs, compared }: KeySummary): Figure {
  const spec = {
    rows: pairs.map(({ a, b }) => `${a}\n${b}`),
    columns: RELATIONS,
    counts: pairs.map(({ relations }) => RELATIONS.map((relation) => relations[relation])),
    title: "How the keys of two profiles relate",
    of: "row" as const,
  };
  return {
    id: "key_relations",
    title: "How the keys of two profiles relate",
    caption: `n = ${countText(compared)}; shares of each row; fifth: up or down, same scale`,
    table: {
      columns: ["profile_a", "profile_b", ...RELATIONS, "mirex_weighted"],
      rows: pairs.map(({ a, b, relations, mirex }) => [
        a,
        b,
        ...RELATIONS.map((relation) => relations[relation]),
        mirex,
      ]),
    },
    draw: (width) => <Matrix spec={spec} width={Math.max(width, matrixHeight(0))} />,
  };
}
