import type { VNode } from "preact";
import { Bars, Split } from "../../charts/mod.ts";
import { countText, type LabelSet, numberText, plural } from "../../domain/mod.ts";
import type { LabelStatistics } from "../../labels/mod.ts";
import { Panel } from "../Panel.tsx";
import { Sized } from "../Sized.tsx";
import { Table } from "../Table.tsx";
import { anyLabelHref, labelHref, unlabelledHref } from "./links.ts";

interface Shown {
  readonly set: LabelSet;
  readonly statistics: LabelStatistics;
}

/** Labels that are drawn as bars; all of them are in the table below. */
const MOST_BARS = 30;

/** How many tracks bear each label, and how evenly. */
export function ClassCounts({ set, statistics }: Shown): VNode | null {
  const { classes, used, evenness, imbalance, tracks } = statistics;
  if (classes.length === 0) return null;
  const sorted = classes.toSorted((a, b) => b.tracks - a.tracks);
  const rows = sorted.slice(0, MOST_BARS).map(({ name, tracks }) => ({ name, count: tracks }));
  const balance = Number.isFinite(evenness)
    ? `evenness ${numberText(evenness, 2)} of 1; the largest has ${
      numberText(imbalance, imbalance < 10 ? 1 : 0)
    } times the tracks of the smallest`
    : "one label cannot be balanced";
  return (
    <Panel
      title="How many tracks of each label?"
      finding={`${countText(used)} of ${plural(classes.length, "label")} are used: ${balance}.`}
      footer={`n ${countText(tracks)}; evenness is that of Pielou (1966): entropy over its maximum`}
    >
      <Sized
        draw={(width) => (
          <Bars
            spec={{
              rows,
              title: "tracks",
              whole: tracks,
              href: ({ name }) => labelHref(set, [name]),
            }}
            width={width}
          />
        )}
      />
      {classes.length > MOST_BARS && (
        <details>
          <summary>All {plural(classes.length, "label")}</summary>
          <Table
            rows={sorted}
            columns={[
              {
                title: "Label",
                cell: ({ name }) => <a href={labelHref(set, [name])}>{name}</a>,
              },
              { title: "Tracks", number: true, cell: ({ tracks }) => countText(tracks) },
            ]}
          />
        </details>
      )}
    </Panel>
  );
}

/** How much of the collection the set says something of. */
export function Coverage({ set, statistics }: Shown): VNode {
  const { collection, tracks, classless, gone, bad } = statistics;
  const badTracks = bad.reduce((sum, { tracks }) => sum + tracks, 0);
  const without = collection - tracks;
  return (
    <Panel
      title="Which tracks have labels?"
      finding={`${countText(tracks)} of ${plural(collection, "track")}; ${
        countText(without)
      } without.${
        classless > 0 && set.classes.length > 0
          ? ` Of ${plural(classless, "track")} the set knows no label.`
          : ""
      }`}
      footer={[
        gone > 0 && `${plural(gone, "labelled track")} left the collection`,
        badTracks > 0 && `${plural(badTracks, "track")} known to be bad`,
      ].filter(Boolean).join("; ")}
    >
      <Sized
        draw={(width) => (
          <Split
            spec={{
              title: "Tracks",
              parts: [
                { name: "labelled", count: tracks, kind: "solid" },
                { name: "without", count: without, kind: "missing" },
              ],
              href: ({ kind }) =>
                kind === "missing"
                  ? unlabelledHref(set)
                  : set.classes.length > 0 && set.classes.length <= MOST_BARS
                  ? anyLabelHref(set)
                  : undefined,
            }}
            width={width}
          />
        )}
      />
    </Panel>
  );
}

/** How many labels a track has. */
export function LabelsPerTrack({ set, statistics }: Shown): VNode | null {
  const { byCount, cardinality, tracks } = statistics;
  if (!set.several || byCount.length < 3) return null;
  const rows = byCount.map((count, labels) => ({
    name: labels === byCount.length - 1 && labels === 8 ? "8 or more" : String(labels),
    count,
  }));
  return (
    <Panel
      title="How many labels has a track?"
      finding={`${numberText(cardinality, 1)} on average, of the tracks with any.`}
      footer={`n ${countText(tracks)}`}
    >
      <Sized
        draw={(width) => <Bars spec={{ rows, title: "tracks", whole: tracks }} width={width} />}
      />
    </Panel>
  );
}

/** Labels that come together. */
export function CoOccurrence({ set, statistics }: Shown): VNode | null {
  const { pairs, tracks } = statistics;
  if (pairs.length === 0) return null;
  const rows = pairs.map(({ a, b, tracks, lift }) => ({
    name: `${a} + ${b}`,
    count: tracks,
    note: `× ${liftText(lift)}`,
  }));
  return (
    <Panel
      title="Which labels come together?"
      finding={togetherText(pairs)}
      footer={`The ${plural(pairs.length, "pair")} on most tracks, n ${
        countText(tracks)
      }; × is lift: how often, against two labels that have nothing to do with each other`}
    >
      <Sized
        draw={(width) => (
          <Bars
            spec={{
              rows,
              title: "tracks",
              whole: tracks,
              href: ({ name }) => {
                const pair = pairs.find(({ a, b }) => `${a} + ${b}` === name);
                return pair && labelHref(set, [pair.a, pair.b]);
              },
            }}
            width={width}
          />
        )}
      />
    </Panel>
  );
}

/** Tracks below which how often a pair comes together is chance. */
const FEW_TOGETHER = 5;

function togetherText(pairs: LabelStatistics["pairs"]): string {
  const sure = pairs.filter(({ tracks }) => tracks >= FEW_TOGETHER);
  const [most] = sure.toSorted((a, b) => b.lift - a.lift);
  if (!most) return `No pair is on ${FEW_TOGETHER} tracks or more: too few to tell.`;
  const { a, b, lift } = most;
  return lift > 1
    ? `Of the pairs on most tracks, ${a} and ${b} attract each other most: ${
      liftText(lift)
    } times as often as by chance.`
    : `None of the pairs on most tracks comes together more often than by chance; ${a} and ${b} come nearest, ${
      liftText(lift)
    } times as often.`;
}

function liftText(lift: number): string {
  return lift < 10 ? numberText(lift, 1) : countText(Math.round(lift));
}
