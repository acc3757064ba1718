import type { VNode } from "preact";
import { countText, numberText, plural } from "../../domain/mod.ts";
import { type FoldFigures, type ListedModel, meanAndDeviation } from "../../learning/mod.ts";
import { Button, buttonClass } from "../Button.tsx";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { featuresText, splitText } from "./words.ts";

/** A training in the list. */
export interface ListedTraining {
  readonly id: string;
  readonly labels: string;
  readonly features: readonly string[];
  readonly folds?: number;
  readonly begun: number;
  readonly state: string;
  readonly best?: { readonly name: string; readonly accuracy: number };
}

/** When, to the minute. */
export function whenText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace("T", " ");
}

/** The trainings of a collection, latest first. */
export function TrainingList(
  { trainings }: { readonly trainings: readonly ListedTraining[] },
): VNode | null {
  if (trainings.length === 0) return null;
  return (
    <Panel title="What was learned?">
      <Table
        rows={trainings}
        columns={[
          {
            title: "Labels",
            cell: ({ id, labels }) => <a href={`/learn/${id}`}>{labels}</a>,
          },
          {
            title: "From",
            cell: ({ features, folds }) =>
              featuresText(features) + (folds === undefined ? "" : `, ${folds} folds`),
          },
          { title: "Begun (UTC)", cell: ({ begun }) => whenText(begun) },
          { title: "State", cell: ({ state }) => state },
          {
            title: "Best",
            cell: ({ best }) => best ? `${best.name} ${numberText(best.accuracy, 3)}` : "–",
          },
        ]}
      />
    </Panel>
  );
}

/** The models that are kept, with what can be done with them. */
export function ModelList({ cards }: { readonly cards: readonly ListedModel[] }): VNode {
  return (
    <Panel
      title="Models"
      finding={cards.length === 0
        ? "None is kept: a training keeps its best learner where it is given a name."
        : undefined}
    >
      {cards.map((card) => <Model key={card.id} card={card} />)}
      <form
        class="row"
        method="post"
        action="/learn/models"
        encType="multipart/form-data"
        data-full-load
      >
        <label class="field inline">
          Take in a model (.onnx){" "}
          <input class="input" type="file" name="model" accept=".onnx" required />
        </label>
        <Button type="submit">Take it in</Button>
      </form>
    </Panel>
  );
}

/** What was set, in words; what is not set is passed over. */
function settingsText({ settings }: ListedModel): string {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (key === "balanced") return value ? ["rare labels count as much as frequent ones"] : [];
    if (key !== "hidden") return [`${key} ${value}`];
    const layers = value as readonly number[];
    return [layers.length === 0 ? "no hidden layer" : `hidden layers of ${layers.join(" and ")}`];
  }).join(", ");
}

function foldsText(folds: readonly FoldFigures[]): string {
  const each = folds.map(({ accuracy }) => accuracy);
  const { mean, deviation } = meanAndDeviation(each);
  return `${each.map((accuracy) => numberText(accuracy, 3)).join(", ")}, mean ${
    numberText(mean, 3)
  } ± ${numberText(deviation, 3)}`;
}

function Model({ card }: { readonly card: ListedModel }): VNode {
  const { id, name, figures, labels, tracks, leakage } = card;
  const predictions = `learned-${id}`;
  return (
    <details class="model">
      <summary>
        <strong>{name}</strong>{" "}
        <span class="muted">
          {card.learner} on {featuresText(card.features)}, accuracy{" "}
          {numberText(figures.accuracy.value, 3)}
        </span>
      </summary>
      <dl class="facts-list">
        <dt>Labels</dt>
        <dd>
          {[labels.name, labels.version, labels.licence, labels.citation].filter(Boolean)
            .join(" · ")}
        </dd>
        <dt>Tracks</dt>
        <dd>
          {countText(tracks.training)} to learn from, {countText(tracks.validation)} for validation,
          {" "}
          {countText(tracks.test)}{" "}
          {card.folds ? `tested in ${card.folds.length} folds` : "for test"}, divided{" "}
          {splitText(card.split)}
        </dd>
        <dt>Accuracy</dt>
        <dd>
          {numberText(figures.accuracy.value, 3)} [{numberText(figures.accuracy.low, 3)},{" "}
          {numberText(figures.accuracy.high, 3)}], chance{" "}
          {numberText(figures.chance, 3)}, most frequent {numberText(figures.majority, 3)}
        </dd>
        {card.folds && (
          <>
            <dt>By fold</dt>
            <dd>{foldsText(card.folds)}; all together above. It has learned from all of them</dd>
          </>
        )}
        <dt>Leaks</dt>
        <dd>
          {leakage.artist} of {plural(leakage.tracks, "test track")} have their artist in training,
          {" "}
          {leakage.album} their album
        </dd>
        <dt>Settings</dt>
        <dd>
          {settingsText(card)}, seed {card.seed}
          {card.bestEpoch !== undefined && `, epoch ${card.bestEpoch}`}
        </dd>
        {card.bytes !== undefined && (
          <>
            <dt>Size</dt>
            <dd>
              {numberText(card.bytes / 1e6, 1)} MB
              {card.learner === "knn" && ": the features of all tracks that it learned from"}
            </dd>
          </>
        )}
        <dt>Trained</dt>
        <dd>{whenText(Date.parse(card.trained))} (UTC)</dd>
      </dl>
      <div class="row">
        <a class={buttonClass()} href={`/labels/${predictions}`}>Its predictions</a>
        <a class={buttonClass()} href={`/api/learn/models/${id}`} download data-full-load>ONNX</a>
        <form method="post" action={`/learn/models?predict=${id}`}>
          <Button type="submit">Predict all tracks</Button>
        </form>
      </div>
    </details>
  );
}
