import { Bars, type BarsSpec, Levels } from "../../charts/mod.ts";
import { ABSENCE_TEXT, countText, descriptorOf, plural } from "../../domain/mod.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section } from "../figure.ts";
import type { Share } from "../files.ts";
import { diversityFindings, failedFiles, fileFindings } from "../findings/files.ts";
import type { Summary } from "../summary.ts";
import { MUSAV } from "../yardstick.ts";
import { histogramFigure } from "./histogram_figure.tsx";

const LISTED = 12;

/** The files: how much, which formats, what is absent, what failed. */
export function filesSection(summary: Summary, href?: ExploreHref): Section {
  const { files, tracks, distributions } = summary;
  const codec = href && ((name: string) => href({ kind: "codec", codec: name }));
  const folder = href &&
    ((name: string) =>
      name === "(no folder)" ? undefined : href({
        kind: "folder",
        folder: files.root === "" ? name : `${files.root.replace(/\/$/, "")}/${name}`,
      }));
  const shares = (id: string, rest: Parameters<typeof sharesFigure>[2]) =>
    sharesFigure(id, tracks, rest);
  return {
    id: "files",
    question: "Which files?",
    findings: fileFindings(summary),
    figures: [
      ...(tracks === 0 ? [] : [
        histogramFigure(distributions.duration!, { href }),
        shares("codecs", { title: "Codecs", rows: files.codecs, href: codec }),
        ...(files.folders.length > 1
          ? [shares("folders", { title: "Folders", rows: files.folders, href: folder })]
          : []),
        shares("sample_rates", { title: "Sample rates", rows: files.sampleRates }),
        ...(distributions.bit_rate!.n > 0
          ? [histogramFigure(distributions.bit_rate!, { href })]
          : []),
        shares("channels", { title: "Channels", rows: files.channels }),
        ...(files.tagged.some(({ tracks }) => tracks > 0)
          ? [shares("tags_present", { title: "Tags of the files", rows: files.tagged })]
          : []),
      ]),
      ...(summary.absences.length > 0 ? [absencesFigure(summary, href)] : []),
      ...(files.failed.length > 0 ? [failuresFigure(summary)] : []),
    ],
  };
}

/** How diverse, beside MusAV? */
export function diversitySection(summary: Summary): Section {
  const { diversity } = summary;
  const names = {
    styles: "styles",
    parents: "parents of styles",
    keys: "keys",
    tempo: "tempo bands",
    emotion: "emotion cells",
  } as const;
  const kinds = (Object.keys(names) as (keyof typeof names)[]).filter((kind) =>
    diversity[kind].n > 1
  );
  const spec = {
    rows: kinds.map((kind) => ({
      name: names[kind],
      value: diversity[kind].evenness ?? 0,
      yardstick: MUSAV[kind].evenness,
    })),
    title: "Evenness (0 all in one, 1 all equal)",
    most: 1,
    digits: 2,
    yardstick: "MusAV",
  };
  const figure: Figure = {
    id: "diversity",
    title: "Evenness",
    caption: `n = ${countText(summary.tracks)}; entropy over its maximum; strokes: MusAV`,
    table: {
      columns: [
        "kind",
        "tracks",
        "seen",
        "possible",
        "entropy_bits",
        "hill_1",
        "hill_2",
        "evenness",
        "musav_hill_1",
        "musav_evenness",
      ],
      rows: kinds.map((kind) => {
        const { n, seen, possible, entropy, hill1, hill2, evenness } = diversity[kind];
        const { hill1: musav, evenness: even } = MUSAV[kind];
        return [kind, n, seen, possible, entropy, hill1, hill2, evenness, musav, even];
      }),
    },
    draw: (width) => <Levels spec={spec} width={width} />,
  };
  return {
    id: "diversity",
    question: "How diverse?",
    findings: diversityFindings(summary),
    figures: kinds.length > 0 ? [figure] : [],
  };
}

function sharesFigure(
  id: string,
  tracks: number,
  options: {
    readonly title: string;
    readonly rows: readonly Share[];
    readonly href?: ((name: string) => string | undefined) | undefined;
  },
): Figure {
  const { title, rows, href } = options;
  const listed = rows.slice(0, LISTED).map(({ name, tracks }) => ({
    name,
    count: tracks,
    missing: name === "unknown",
  }));
  const spec: BarsSpec = {
    rows: listed,
    title: "tracks",
    whole: tracks,
    ...(href ? { href: ({ name }) => name === "unknown" ? undefined : href(name) } : {}),
  };
  return {
    id,
    title,
    caption: `n = ${countText(tracks)}${
      rows.length > LISTED ? `; the first ${LISTED} of ${rows.length}` : ""
    }`,
    table: { columns: [id, "tracks"], rows: rows.map(({ name, tracks }) => [name, tracks]) },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}

function absencesFigure({ absences, tracks }: Summary, href?: ExploreHref): Figure {
  const named = absences.map(({ descriptor, reason, tracks: count }) => ({
    descriptor,
    name: descriptorOf(descriptor).label,
    note: reason ? ABSENCE_TEXT[reason] : "no reason recorded",
    count,
    missing: true,
  })).sort((a, b) => b.count - a.count);
  const spec: BarsSpec = {
    rows: named,
    title: "tracks",
    whole: tracks,
    ...(href
      ? {
        href: ({ name }) => {
          const descriptor = named.find((row) => row.name === name)?.descriptor;
          // a query knows that a value is missing, not why: no link where there are several reasons
          const alone = named.filter((row) => row.name === name).length === 1;
          return descriptor && alone
            ? href({ kind: "missing", descriptors: [descriptor] })
            : undefined;
        },
      }
      : {}),
  };
  return {
    id: "absent",
    title: "What is absent, and why",
    wide: true,
    caption: `of ${plural(tracks, "track")}`,
    table: {
      columns: ["descriptor", "reason", "tracks"],
      rows: absences.map(({ descriptor, reason, tracks }) => [descriptor, reason, tracks]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}

function failuresFigure({ files }: Summary): Figure {
  const rows = files.failed.map(({ stage, reason, files }) => ({
    name: `${stage}: ${reason}`,
    count: files,
    missing: true,
  }));
  return {
    id: "failed",
    title: "Files that failed, by reason",
    caption: `n = ${plural(failedFiles(files), "file")}`,
    table: {
      columns: ["stage", "reason", "files", "examples"],
      rows: files.failed.map(({ stage, reason, files, examples }) => [
        stage,
        reason,
        files,
        examples.join(" | "),
      ]),
    },
    draw: (width) => <Bars spec={{ rows, title: "files" }} width={width} />,
  };
}
