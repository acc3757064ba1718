import type { VNode } from "preact";
import { Bars, Calibration, Matrix } from "../../charts/mod.ts";
import {
  countText,
  KEYS,
  keyText,
  type LabelSet,
  numberText,
  percentText,
} from "../../domain/mod.ts";
import type { Published, Truth } from "../../labels/mod.ts";
import { EMPTY_QUERY, formatQuery, withClause } from "../../query/mod.ts";
import type { TrackCard } from "../../similar/mod.ts";
import { Panel } from "../Panel.tsx";
import { Sized } from "../Sized.tsx";
import { CardPlay } from "../similar/card.tsx";
import { Table } from "../Table.tsx";

/** One estimator beside one annotation, with the cards of the tracks that are furthest off. */
export interface ShownTruth {
  readonly truth: Truth;
  readonly worst: readonly {
    readonly card: TrackCard;
    readonly truth: string;
    readonly estimate: string;
  }[];
}

/** How right what was measured is, where the set says what is true. */
export function TruthPanels(
  { set, truths, published }: {
    readonly set: LabelSet;
    readonly truths: readonly ShownTruth[];
    readonly published: readonly Published[];
  },
): VNode | null {
  if (truths.length === 0) return null;
  const kinds = Map.groupBy(truths, ({ truth }) => truth.kind);
  const tempo = kinds.get("tempo") ?? [];
  const keys = kinds.get("key") ?? [];
  const numbers = kinds.get("number") ?? [];
  return (
    <>
      {tempo.length > 0 && <TempoTruth truths={tempo} />}
      {keys.length > 0 && <KeyTruth set={set} truths={keys} />}
      {numbers.map((shown) => <NumberTruth key={shown.truth.field} shown={shown} />)}
      {published.length > 0 && (
        <Panel title="What do others reach on these labels?">
          <Table
            rows={published}
            columns={[
              { title: "What", cell: ({ what }) => what },
              { title: "Figure", cell: ({ figure }) => figure },
              { title: "Source", cell: ({ source }) => source },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

/** What was measured, in words: its estimator, and the field where the two are not called the same. */
function nameOf({ field, estimator }: Truth): string {
  return field !== undefined && field !== estimator ? `${estimator} against ${field}` : estimator;
}

function TempoTruth({ truths }: { readonly truths: readonly ShownTruth[] }): VNode {
  const rows = truths.flatMap((shown) =>
    shown.truth.kind === "tempo"
      ? [{ name: nameOf(shown.truth), figures: shown.truth.figures }]
      : []
  );
  const best = rows.toSorted((a, b) => b.figures.accuracy1[4] - a.figures.accuracy1[4])[0]!;
  const share = (value: number) => percentText(value, 1, 1);
  return (
    <Panel
      title="How right are the tempi?"
      finding={`${best.name}: ${share(best.figures.accuracy1[4])} within 4 %, ${
        share(best.figures.accuracy2[4])
      } where half, double, third and triple count too.`}
      footer="Accuracy 1 and 2 as of Gouyon et al. (2006), also at 2 %; tracks without an estimate are in no share"
    >
      <Table
        rows={rows}
        columns={[
          { title: "Estimator", cell: ({ name }) => name },
          { title: "Acc 1, 4 %", number: true, cell: (row) => share(row.figures.accuracy1[4]) },
          { title: "Acc 2, 4 %", number: true, cell: (row) => share(row.figures.accuracy2[4]) },
          { title: "Acc 1, 2 %", number: true, cell: (row) => share(row.figures.accuracy1[2]) },
          { title: "Acc 2, 2 %", number: true, cell: (row) => share(row.figures.accuracy2[2]) },
          { title: "n", number: true, cell: (row) => countText(row.figures.count) },
          { title: "No estimate", number: true, cell: (row) => countText(row.figures.missing) },
        ]}
      />
      {truths.map((shown) => <Worst key={shown.truth.estimator} shown={shown} />)}
    </Panel>
  );
}

const RELATIONS = ["same", "fifth", "relative", "parallel", "other"] as const;

function KeyTruth(
  { set, truths }: { readonly set: LabelSet; readonly truths: readonly ShownTruth[] },
): VNode {
  const found = truths.flatMap((shown) =>
    shown.truth.kind === "key" ? [{ ...shown, truth: shown.truth }] : []
  ).toSorted((a, b) => b.truth.figures.weighted - a.truth.figures.weighted);
  const best = found[0]!;
  const { relations, confusion, count } = best.truth.figures;
  return (
    <Panel
      title="How right are the keys?"
      finding={`Under ${best.truth.estimator} the MIREX weighted score is ${
        numberText(best.truth.figures.weighted, 3)
      }; ${percentText(relations.same, count, 1)} are the same key.`}
      footer="Weights: same 1, fifth ½, relative 0.3, parallel 0.2. The matrix has annotated keys in rows, estimated ones in columns"
    >
      <Table
        rows={found}
        columns={[
          { title: "Profile", cell: ({ truth }) => truth.estimator },
          {
            title: "Weighted",
            number: true,
            cell: ({ truth }) => numberText(truth.figures.weighted, 3),
          },
          ...RELATIONS.map((relation) => ({
            title: relation,
            number: true,
            cell: ({ truth }: (typeof found)[number]) =>
              countText(truth.figures.relations[relation]),
          })),
          { title: "n", number: true, cell: ({ truth }) => countText(truth.figures.count) },
          {
            title: "No estimate",
            number: true,
            cell: ({ truth }) => countText(truth.figures.missing),
          },
        ]}
      />
      <Bars
        spec={{
          rows: RELATIONS.map((name) => ({ name, count: relations[name] })),
          title: "tracks",
        }}
        width={320}
      />
      <div class="wide-chart">
        <Matrix
          spec={{
            rows: KEYS.map(keyText),
            columns: KEYS.map(keyText),
            counts: KEYS.map((
              _,
              i,
            ) => [...confusion.subarray(i * KEYS.length, (i + 1) * KEYS.length)]),
            title: `Annotated keys and those under ${best.truth.estimator}`,
            of: "row",
            small: true,
            href: ({ row, column }) =>
              keysHref(set, { row, column, profile: best.truth.estimator }),
          }}
          width={560}
        />
      </div>
      <Worst shown={best} />
    </Panel>
  );
}

/** Explore with the tracks of an annotated key that were measured in another. */
function keysHref(
  set: LabelSet,
  { row, column, profile }: {
    readonly row: string;
    readonly column: string;
    readonly profile: string;
  },
): string {
  const estimated = KEYS.find((key) => keyText(key) === column)!;
  const annotated = withClause(EMPTY_QUERY, {
    kind: "label",
    set: set.id,
    exclude: false,
    mode: "any",
    names: set.classes.filter((name) => name.toLowerCase() === row.toLowerCase()),
    missing: "exclude",
  });
  return `/explore?${
    formatQuery(withClause(annotated, {
      kind: "key",
      keys: [estimated],
      profile: profile as "edma",
      missing: "exclude",
    }))
  }`;
}

function NumberTruth({ shown }: { readonly shown: ShownTruth }): VNode | null {
  const { truth } = shown;
  if (truth.kind !== "number") return null;
  const { r2, r, ccc, mae, bias, count, missing, calibration } = truth.figures;
  const name = nameOf(truth);
  const values = calibration.flatMap(({ estimate, truth }) => [estimate, truth]);
  return (
    <Panel
      title={`How right is ${name}?`}
      finding={`R² ${numberText(r2, 3)}, concordance ${numberText(ccc, 3)}, off by ${
        numberText(mae, 2)
      } on average${bias > 0 ? ", too high by " : ", too low by "}${
        numberText(Math.abs(bias), 2)
      }.`}
      footer={`Pearson's r ${numberText(r, 3)}; n ${countText(count)}, ${
        countText(missing)
      } without an estimate; concordance is that of Lin (1989)`}
    >
      <Sized
        draw={(width) => (
          <Calibration
            spec={{
              bins: calibration,
              range: values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1],
              estimate: `${name}, measured`,
              truth: `${name}, annotated`,
              digits: 2,
            }}
            size={{ width, height: 300 }}
          />
        )}
      />
      <Worst shown={shown} />
    </Panel>
  );
}

/** The tracks that are furthest off, to be listened to. */
function Worst({ shown: { truth, worst } }: { readonly shown: ShownTruth }): VNode | null {
  if (worst.length === 0) return null;
  return (
    <details>
      <summary>Furthest off by {nameOf(truth)}: listen</summary>
      <ol class="plain worst" data-play-list>
        {worst.map(({ card, truth, estimate }) => (
          <li key={card.id} class="row">
            <CardPlay card={card} />
            <a href={`/track/${encodeURIComponent(card.id)}`}>{card.title}</a>
            <span class="muted">annotated {truth}, measured {estimate}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
