import type { VNode } from "preact";
import { Bars, Calibration, Curves, Matrix } from "../../charts/mod.ts";
import { countText, numberText, percentText, plural } from "../../domain/mod.ts";
import type { Figures, LabelCounts, Leakage, LearningPoint } from "../../learning/mod.ts";
import { Panel } from "../Panel.tsx";
import { Sized } from "../Sized.tsx";
import { Table } from "../Table.tsx";
import { splitText } from "./words.ts";
import { LONGEST_ACROSS, MOST_DRAWN, MOST_NUMBERED } from "./_matrix_sizes.ts";

/** What one learner did, as it is shown. */
export interface ShownResult {
  readonly name: string;
  readonly figures: Omit<Figures, "confusion"> & { readonly confusion: readonly number[] };
  readonly root?: number;
  readonly seconds: number;
  readonly bestEpoch?: number;
}

/** A figure with its interval. */
function interval(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
): string {
  return `${numberText(value, 3)} [${numberText(low, 3)}, ${numberText(high, 3)}]`;
}

/** All learners in one table, beside what guessing would get and what leaks. */
export function Comparison(
  { id, results, best: chosen, shown, several, leakage, split }: {
    readonly id: string;
    readonly results: readonly ShownResult[];
    /** Name of the learner that is best on the validation tracks, once all have learned. */
    readonly best?: string | undefined;
    /** Name of the learner that is shown in detail. */
    readonly shown: string;
    readonly several: boolean;
    readonly leakage: Leakage;
    readonly split: string;
  },
): VNode {
  const { chance, majority, tracks } = results[0]!.figures;
  const best = results.find(({ name }) => name === chosen) ?? results[0]!;
  const withRoots = results.some(({ root }) => root !== undefined);
  return (
    <Panel
      title="How well is it learned?"
      finding={`${best.name}${chosen === undefined ? "" : ", the best on validation"}: ${
        percentText(best.figures.accuracy.value, 1, 1)
      } of ${plural(tracks, "test track")}; guessing by the labels' shares gets ${
        percentText(chance, 1, 1)
      }, always the most frequent ${percentText(majority, 1, 1)}.`}
      footer={`Divided ${splitText(split)}: of ${plural(leakage.tracks, "test track")} ${
        countText(leakage.artist)
      } have their artist in training, ${countText(leakage.album)} their album; artist unknown of ${
        countText(leakage.unknownArtist)
      }. Intervals: 95 %, bootstrap over artists`}
    >
      <Table
        rows={results}
        columns={[
          {
            title: "Learner",
            cell: ({ name }) =>
              name === shown
                ? <strong>{name}</strong>
                : <a href={`/learn/${id}?learner=${encodeURIComponent(name)}`}>{name}</a>,
          },
          {
            title: several ? "Top label right" : "Accuracy",
            number: true,
            cell: ({ figures }) => interval(figures.accuracy),
          },
          { title: "Macro F1", number: true, cell: ({ figures }) => interval(figures.macroF1) },
          {
            title: "ROC AUC",
            number: true,
            cell: ({ figures }) => numberText(figures.rocAuc, 3),
          },
          { title: "PR AUC", number: true, cell: ({ figures }) => numberText(figures.prAuc, 3) },
          ...(withRoots
            ? [{
              title: "At the root",
              number: true,
              cell: ({ root }: ShownResult) => numberText(root ?? NaN, 3),
            }]
            : []),
          {
            title: "Calibration error",
            number: true,
            cell: ({ figures }) => numberText(figures.calibrationError, 3),
          },
          ...(results.some(({ bestEpoch }) => bestEpoch !== undefined)
            ? [{
              title: "Epoch",
              number: true,
              cell: ({ bestEpoch }: ShownResult) => bestEpoch ?? "–",
            }]
            : []),
          { title: "Time", number: true, cell: ({ seconds }) => `${numberText(seconds, 1)} s` },
        ]}
      />
    </Panel>
  );
}

/** Which labels are taken for which; each cell leads to its tracks. */
export function Confusion(
  { id, learner, classes, confusion }: {
    readonly id: string;
    readonly learner: string;
    readonly classes: readonly string[];
    readonly confusion: readonly number[];
  },
): VNode | null {
  const k = classes.length;
  if (k > MOST_DRAWN) {
    return (
      <Panel
        title="What is taken for what?"
        finding={`${plural(k, "label")}: too many for a table; the labels one by one are below.`}
      />
    );
  }
  const counts = classes.map((_, i) => confusion.slice(i * k, (i + 1) * k));
  const small = k > MOST_NUMBERED;
  const worst = counts.flatMap((row, i) => row.map((count, j) => ({ count, i, j })))
    .filter(({ i, j }) => i !== j).reduce((a, b) => b.count > a.count ? b : a, {
      count: 0,
      i: 0,
      j: 0,
    });
  const matrix = (width: number, small: boolean) => (
    <Matrix
      spec={{
        rows: classes,
        columns: classes,
        counts,
        title: "Labels in rows, what was found in columns",
        of: "row",
        small,
        upright: small || classes.some(({ length }) => length > LONGEST_ACROSS),
        href: ({ row, column, count }) =>
          count === 0
            ? undefined
            : `/learn/${id}/tracks?${new URLSearchParams({ learner, label: row, found: column })}`,
      }}
      width={width}
    />
  );
  return (
    <Panel
      title="What is taken for what?"
      finding={worst.count > 0
        ? `Most often ${classes[worst.i]} for ${classes[worst.j]}: ${plural(worst.count, "track")}.`
        : "Nothing is mistaken."}
      footer="Labels in rows, what was found in columns; shares of the row. Each cell leads to its tracks"
    >
      {small
        ? <div class="wide-chart">{matrix(Math.max(520, 140 + 17 * k), true)}</div>
        : <Sized draw={(width) => matrix(width, width < 400)} />}
    </Panel>
  );
}

/** Precision, recall and F1 of each label; of several labels a track also what was found and missed of each. */
export function ByClass(
  { figures: { classes }, counts, href }: {
    readonly figures: ShownResult["figures"];
    /** Of each class, where tracks bear several. */
    readonly counts?: readonly LabelCounts[] | undefined;
    /** Where the tracks of a count are. */
    readonly href: (asked: Readonly<Record<string, string>>) => string;
  },
): VNode {
  const rows = classes.map((figures, c) => ({ ...figures, counts: counts?.[c] }))
    .toSorted((a, b) => (b.f1 || 0) - (a.f1 || 0));
  type Row = (typeof rows)[number];
  const number = (title: string, cell: (row: Row) => VNode | string) => ({
    title,
    number: true,
    cell,
  });
  return (
    <Panel
      title="Which labels are found?"
      footer={counts &&
        "A label is found where it is the most probable, or from a probability of .5 on"}
    >
      <Table
        rows={rows}
        columns={[
          { title: "Label", cell: ({ name }: Row) => name },
          number("Precision", ({ precision }) => numberText(precision, 2)),
          number("Recall", ({ recall }) => numberText(recall, 2)),
          number("F1", ({ f1Interval }) => interval(f1Interval)),
          ...(counts
            ? [
              number("ROC AUC", ({ rocAuc }) => numberText(rocAuc, 3)),
              number("PR AUC", ({ prAuc }) => numberText(prAuc, 3)),
              ...COUNTS.map(([title, as]) =>
                number(
                  title,
                  ({ name, counts }) => (
                    <a href={href({ label: name, as })}>{countText(counts![as])}</a>
                  ),
                )
              ),
              number("Neither", ({ counts }) => countText(counts!.rest)),
            ]
            : []),
          number("Test tracks", ({ tracks }) => countText(tracks)),
        ]}
      />
    </Panel>
  );
}

const COUNTS = [["Found", "hits"], ["Missed", "missed"], ["Found wrongly", "wrong"]] as const;

/** Whether its probabilities mean what they say. */
export function Reliability({ figures }: { readonly figures: ShownResult["figures"] }): VNode {
  const { reliability, calibrationError } = figures;
  return (
    <Panel
      title="Does it know how sure it can be?"
      finding={`Off by ${numberText(100 * calibrationError, 1)} percentage points on average.`}
      footer="Below the dashed line it is too sure of itself"
    >
      <Sized
        draw={(width) => (
          <Calibration
            spec={{
              bins: reliability.map(({ count, confidence, accuracy }) => ({
                count,
                estimate: confidence,
                truth: accuracy,
              })),
              range: [0, 1],
              estimate: "probability of what is found",
              truth: "share that is right",
              digits: 2,
            }}
            size={{ width, height: 300 }}
          />
        )}
      />
    </Panel>
  );
}

/** Whether more labels would help. */
export function MoreTracks(
  { name, curve }: { readonly name: string; readonly curve: readonly LearningPoint[] },
): VNode | null {
  const [before, last] = curve.slice(-2);
  if (!before || !last) return null;
  const gain = last.accuracy - before.accuracy;
  return (
    <Panel
      title="Would more labels help?"
      finding={`${name}: the last ${
        plural(last.tracks - before.tracks, "track")
      } changed accuracy by ${gain >= 0 ? "+" : "−"}${
        numberText(100 * Math.abs(gain), 1)
      } percentage points.`}
    >
      <Sized
        draw={(width) => (
          <Curves
            spec={{
              series: [{
                name,
                points: curve.map(({ tracks, accuracy }) => ({ x: tracks, y: accuracy })),
              }],
              x: "tracks learned from",
              y: "test accuracy",
              xRange: [0, last.tracks],
              digits: 3,
            }}
            size={{ width, height: 240 }}
          />
        )}
      />
    </Panel>
  );
}

/** Features that are drawn. */
const MOST_FEATURES = 15;

/** Which features matter. */
export function Importances(
  { importance }: {
    readonly importance: readonly { readonly feature: string; readonly drop: number }[];
  },
): VNode | null {
  if (importance.length === 0) return null;
  const [most] = importance;
  return (
    <Panel
      title="Which descriptors matter?"
      finding={`Without ${most!.feature} accuracy would lose ${
        numberText(100 * most!.drop, 1)
      } percentage points.`}
      footer="Loss of test accuracy, percentage points, where a descriptor's values are mixed up among the tracks (Breiman 2001), mean of five times"
    >
      <Sized
        draw={(width) => (
          <Bars
            spec={{
              rows: importance.slice(0, MOST_FEATURES).map(({ feature, drop }) => ({
                name: feature,
                count: Math.max(0, 100 * drop),
              })),
              title: "percentage points",
              digits: 1,
            }}
            width={width}
          />
        )}
      />
    </Panel>
  );
}

/** What corrected labels have changed, on the same test tracks. */
export function Corrected(
  { before, learner, tracks, accuracyBefore, accuracyAfter, nowRight, nowWrong, relabelled }: {
    readonly before: string;
    readonly learner: string;
    readonly tracks: number;
    readonly accuracyBefore: number;
    readonly accuracyAfter: number;
    readonly nowRight: number;
    readonly nowWrong: number;
    readonly relabelled: number;
  },
): VNode {
  return (
    <Panel
      id="corrected"
      title="What did the corrections change?"
      finding={
        <>
          {learner} on the same {plural(tracks, "test track")}: {numberText(accuracyBefore, 3)}{" "}
          before, {numberText(accuracyAfter, 3)} now.
        </>
      }
      footer={
        <>
          Both under the labels as they are now; {plural(relabelled, "test track")} relabelled since
          {" "}
          <a href={`/learn/${before}`}>the training before</a>
        </>
      }
    >
      <Table
        rows={[
          ["Right now, wrong before", nowRight],
          ["Wrong now, right before", nowWrong],
        ] as const}
        columns={[
          { title: "What", untitled: true, cell: ([words]) => words },
          { title: "Tracks", number: true, cell: ([, count]) => countText(count) },
        ]}
      />
    </Panel>
  );
}
