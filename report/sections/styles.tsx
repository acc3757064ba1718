import { Bars, parentColour, Treemap } from "../../charts/mod.ts";
import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  countText,
  HEAD_SETS,
  plural,
} from "../../domain/mod.ts";
import { type ClassSummary, THRESHOLDS } from "../classes.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Section, Table } from "../figure.ts";
import { classFindings, styleFindings, unheardFindings } from "../findings/styles.ts";
import type { Summary } from "../summary.ts";
import { histogramFigure } from "./histogram_figure.tsx";

/** Which music styles are present? */
export function stylesSection(summary: Summary, href?: ExploreHref): Section {
  const { styles, distributions } = summary;
  const sure = distributions.style_activation!;
  return {
    id: "styles",
    question: "Which styles?",
    findings: styleFindings(styles),
    figures: styles
      ? [
        treemapFigure(styles, href),
        parentsFigure(styles, href),
        topFigure(styles, { set: "styles", href }),
        ...(sure.n > 0 ? [histogramFigure(sure, { title: "How sure?", href })] : []),
      ]
      : [],
  };
}

/** A question for each set beside the styles; those that heads hear only where some track was heard for them. */
export function classSections(summary: Summary, href?: ExploreHref): Section[] {
  return ACTIVATION_SETS.filter((set) => set !== "styles").flatMap((set) => {
    const classes = summary[set];
    const { many, head } = ACTIVATION_INFO[set];
    if (!classes && head) return [];
    return [{
      id: set,
      question: `Which ${many}?`,
      findings: classFindings(classes, set),
      figures: classes ? [topFigure(classes, { set, href })] : [],
    }];
  });
}

/** One question for all sets that heads hear, where no track has activations of any: a page offers them. */
export function unheardSections(summary: Summary): Section[] {
  if (HEAD_SETS.some((set) => summary[set])) return [];
  return [{ id: "further", question: "What else?", findings: unheardFindings(), figures: [] }];
}

/** Every class: by top activation, over each threshold, mean activation. */
export function classTable({ classes }: ClassSummary, set: ActivationSet): Table {
  const parent = set === "styles";
  return {
    columns: [
      ACTIVATION_INFO[set].word,
      ...(parent ? ["parent"] : []),
      "tracks_top1",
      ...THRESHOLDS.map((threshold) => `tracks_over_${threshold.toFixed(2)}`),
      "mean_activation",
    ],
    rows: classes.toSorted((a, b) => b.top - a.top || b.mean - a.mean || (a.name < b.name ? -1 : 1))
      .map(({ name, parent: of, top, over, mean }) => [
        name,
        ...(parent ? [of] : []),
        top,
        ...over,
        mean,
      ]),
  };
}

function treemapFigure(styles: ClassSummary, href?: ExploreHref): Figure {
  const leaves = styles.classes.map(({ name, parent, top }) => ({ name, parent, count: top }));
  const spec = {
    leaves,
    title: "Styles",
    ...(href
      ? {
        href: ({ parent, name }: { parent: string; name?: string }) =>
          href({ kind: "class", set: "styles", name: name ? `${parent}---${name}` : parent }),
      }
      : {}),
  };
  return {
    id: "styles",
    title: "Styles within their parents, by the largest activation",
    caption: `n = ${countText(styles.n)}; each track counts once${
      styles.unclear > 0 ? `; ${plural(styles.unclear, "track")} without any over .05` : ""
    }; each parent has its colour, names where they fit`,
    table: classTable(styles, "styles"),
    wide: true,
    draw: (width) => (
      <Treemap spec={spec} size={{ width, height: width < 600 ? width * 1.5 : width * 0.42 }} />
    ),
  };
}

function parentsFigure({ n, parents }: ClassSummary, href?: ExploreHref): Figure {
  const rows = parents.map(({ name, top }) => ({ name, count: top, colour: parentColour(name) }));
  const spec = {
    rows,
    title: "tracks",
    whole: n,
    ...(href
      ? { href: ({ name }: { name: string }) => href({ kind: "class", set: "styles", name }) }
      : {}),
  };
  return {
    id: "style_parents",
    title: "Parents of styles",
    caption: `n = ${countText(n)}, by the style with the largest activation`,
    table: {
      columns: ["parent", "tracks_top1"],
      rows: parents.map(({ name, top }) => [name, top]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}

const LISTED = 15;

function topFigure(
  summary: ClassSummary,
  { set, href }: { set: ActivationSet; href: ExploreHref | undefined },
): Figure {
  const { many } = ACTIVATION_INFO[set];
  const top = summary.classes.filter(({ top }) => top > 0).sort((a, b) => b.top - a.top)
    .slice(0, LISTED);
  const rows = top.map(({ name, parent, top }) => ({
    name,
    parent,
    count: top,
    colour: parent ? parentColour(parent) : "",
  }));
  const labels = new Map(
    rows.map(({ name, parent }) => [name, parent ? `${parent}---${name}` : name]),
  );
  const spec = {
    rows,
    title: "tracks",
    whole: summary.n,
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          href({ kind: "class", set, name: labels.get(name) ?? name }),
      }
      : {}),
  };
  return {
    id: set === "styles" ? "styles_top" : set,
    title: `Commonest ${many}${set === "styles" ? "" : ", by the largest activation"}`,
    caption: `n = ${countText(summary.n)}; ${
      top.length < summary.classes.length ? `the first ${top.length} of ` : ""
    }${summary.classes.length} ${many}`,
    table: classTable(summary, set),
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}
