import { Bars, Levels, Overlay } from "../../charts/mod.ts";
import {
  countText,
  numberDescriptorOf,
  numberText,
  percentText,
  plural,
} from "../../domain/mod.ts";
import {
  axisTitle,
  type CategoryDifference,
  clearDifferences,
  type Comparison,
  type NumberDifference,
} from "../compare.ts";
import type { Figure, Section } from "../figure.ts";
import { listText, sentences, valueText } from "../findings/words.ts";

/** How do two collections differ? */
export function comparisonSection(comparison: Comparison): Section {
  const { names, numbers, categories } = comparison;
  return {
    id: "comparison",
    question: `How does ${names[0]} differ from ${names[1]}?`,
    findings: comparisonFindings(comparison),
    figures: [
      ...(numbers.length > 0 ? [distancesFigure(comparison)] : []),
      ...categories.map((one) => categoryFigure(one, comparison)),
      ...numbers.map((one) => overlayFigure(one, comparison)),
    ],
  };
}

/** The largest differences, what chance explains, and what each has that the other lacks. */
export function comparisonFindings(comparison: Comparison): string[] {
  const { names, numbers, categories, tracks } = comparison;
  const [a, b] = names;
  if (tracks[0] === 0 || tracks[1] === 0) {
    return [`There is nothing to compare: ${tracks[0] === 0 ? a : b} is empty.`];
  }
  const clear = clearDifferences(comparison);
  const listed = clear.slice(0, 3).map(({ id, a, b, ks }) =>
    `${numberDescriptorOf(id).label.toLowerCase()} (median ${valueText(id, a.median)} against ${
      valueText(id, b.median)
    }; Kolmogorov-Smirnov distance ${numberText(ks.value, 2)}, 95 % interval ${
      numberText(ks.low, 2)
    } to ${numberText(ks.high, 2)})`
  );
  return sentences(
    `${a} has ${plural(tracks[0], "track")}, ${b} ${plural(tracks[1], "track")}.`,
    listed.length > 0 && `They differ most in ${listText(listed)}.`,
    numbers.length > 0 &&
      `Of ${plural(numbers.length, "quantity", "quantities")} compared, ${
        countText(numbers.length - clear.length)
      } differ no more than two draws from one collection would.`,
    ...categories.map(({ name, hellinger }) =>
      `${name}: Hellinger distance ${numberText(hellinger.value, 2)} (95 % interval ${
        numberText(hellinger.low, 2)
      } to ${numberText(hellinger.high, 2)}; by chance up to ${numberText(hellinger.chance, 2)}).`
    ),
    lackText([a, b], comparison.onlyA),
    lackText([b, a], comparison.onlyB),
  );
}

const NAMED = 8;

function lackText(
  [has, lacks]: readonly [string, string],
  styles: Comparison["onlyA"],
): string | undefined {
  if (styles.length === 0) return undefined;
  const named = styles.slice(0, NAMED).map(({ name, tracks }) => `${name} (${countText(tracks)})`);
  const rest = styles.length - named.length;
  return `Styles that ${has} has and ${lacks} lacks: ${
    listText(rest > 0 ? [...named, `${countText(rest)} more`] : named)
  }.`;
}

function distancesFigure({ numbers, names }: Comparison): Figure {
  const rows = numbers.toSorted((x, y) => y.ks.value - x.ks.value);
  const spec = {
    rows: rows.map(({ id, ks }) => ({ name: numberDescriptorOf(id).label, count: ks.value })),
    title: "Kolmogorov-Smirnov distance",
    digits: 2,
  };
  return {
    id: "compare_distances",
    title: "Distance of the distributions, 0 (same) to 1 (apart)",
    caption: `${names[0]} against ${names[1]}; Kolmogorov-Smirnov; intervals in the numbers`,
    table: {
      columns: [
        "descriptor",
        "n_a",
        "n_b",
        "median_a",
        "median_b",
        ...["wasserstein", "ks"].flatMap((name) => [
          name,
          `${name}_low`,
          `${name}_high`,
          `${name}_chance`,
        ]),
      ],
      rows: rows.map(({ id, a, b, wasserstein, ks }) => [
        numberDescriptorOf(id).column,
        a.n,
        b.n,
        a.median,
        b.median,
        ...[wasserstein, ks].flatMap(({ value, low, high, chance }) => [value, low, high, chance]),
      ]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}

function overlayFigure({ id, a, b }: NumberDifference, { names }: Comparison): Figure {
  const spec = {
    series: [{ name: names[0], bins: a.bins }, { name: names[1], bins: b.bins }],
    title: axisTitle(id),
  };
  const { column, digits } = numberDescriptorOf(id);
  return {
    id: `compare_${id}`,
    title: numberDescriptorOf(id).label,
    caption: `medians ${numberText(a.median, digits)} and ${numberText(b.median, digits)}`,
    table: {
      columns: [`${column}_from`, "tracks_a", "tracks_b"],
      rows: a.bins.counts.map((count, i) => [
        Number((a.bins.from + i * a.bins.width).toPrecision(10)),
        count,
        b.bins.counts[i]!,
      ]),
    },
    draw: (width) => <Overlay spec={spec} size={{ width, height: 230 }} />,
  };
}

function categoryFigure(one: CategoryDifference, { names }: Comparison): Figure {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [n, m] = [total(one.a), total(one.b)];
  const order = [...one.labels.keys()].sort((x, y) => one.a[y]! - one.a[x]!);
  const shares = order.map((i) => ({
    name: one.labels[i]!,
    value: 100 * one.a[i]! / Math.max(1, n),
    yardstick: 100 * one.b[i]! / Math.max(1, m),
  }));
  const most = Math.max(1, ...shares.flatMap(({ value, yardstick }) => [value, yardstick]));
  const spec = {
    rows: shares,
    title: "% of tracks",
    most,
    digits: 1,
    yardstick: names[1],
  };
  return {
    id: `compare_${one.name.toLowerCase().replace(/[^a-z]+/g, "_").replace(/_$/, "")}`,
    title: one.name,
    caption: `bars: ${names[0]}, n = ${countText(n)}; strokes: ${names[1]}, n = ${countText(m)}`,
    table: {
      columns: ["name", "tracks_a", "share_a", "tracks_b", "share_b"],
      rows: order.map((i) => [
        one.labels[i]!,
        one.a[i]!,
        percentText(one.a[i]!, n),
        one.b[i]!,
        percentText(one.b[i]!, m),
      ]),
    },
    draw: (width) => <Levels spec={spec} width={width} />,
  };
}
