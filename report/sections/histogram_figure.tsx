import { edgesOf, Histogram, type HistogramMark, type Target } from "../../charts/mod.ts";
import { countText, numberDescriptorOf, numberText, plural } from "../../domain/mod.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure, Table } from "../figure.ts";
import type { Distribution } from "../distribution.ts";

const HEIGHT = 220;

/** The histogram of one descriptor with its median, in the bins of the catalogue. */
export function histogramFigure(
  distribution: Distribution,
  options: {
    readonly title?: string;
    readonly targets?: readonly Target[];
    readonly href?: ExploreHref | undefined;
  } = {},
): Figure {
  const { id, n, missing, median, bins } = distribution;
  const { label, unit, digits, kindOfValue } = numberDescriptorOf(id);
  const { href, targets } = options;
  const outside = bins.below + bins.above;
  const spec = {
    bins,
    title: unit ? `${label} (${unit})` : label,
    unit,
    ...(targets ? { targets } : {}),
    ...(median !== null && !targets
      ? { marker: { at: median, label: `median ${numberText(median, digits)}` } }
      : {}),
    ...(href ? { href: (mark: HistogramMark) => href(filterOf(id, mark)) } : {}),
  };
  return {
    id,
    title: options.title ?? label,
    caption: [
      `n = ${countText(n)}`,
      ...(kindOfValue ? [`a ${kindOfValue}`] : []),
      ...(outside > 0 ? [`${countText(outside)} outside the scale`] : []),
      ...(missing > 0 ? [`${plural(missing, "track")} without a value, hatched`] : []),
    ].join("; "),
    table: tableOf(distribution),
    draw: (width) => <Histogram spec={spec} size={{ width, height: HEIGHT }} />,
  };
}

function filterOf(id: string, mark: HistogramMark): Parameters<ExploreHref>[0] {
  return mark === "missing"
    ? { kind: "missing", descriptors: [id] }
    : { kind: "range", descriptor: id, ...mark };
}

function tableOf({ id, bins }: Distribution): Table {
  const { column } = numberDescriptorOf(id);
  const [first] = edgesOf(bins, 0);
  const [, last] = edgesOf(bins, bins.counts.length - 1);
  return {
    columns: [`${column}_from`, `${column}_to`, "tracks"],
    rows: [
      ...(bins.below > 0 ? [[null, first, bins.below]] : []),
      ...bins.counts.map((count, i) => [...edgesOf(bins, i), count]),
      ...(bins.above > 0 ? [[last, null, bins.above]] : []),
      ...(bins.missing > 0 ? [["no value", "no value", bins.missing]] : []),
    ],
  };
}
