import type { VNode } from "preact";
import { countText, type LabelSet } from "../../domain/mod.ts";
import { Button } from "../Button.tsx";
import { Field } from "../Field.tsx";
import { Panel } from "../Panel.tsx";
import { featureText, SPLIT_WORDS } from "./words.ts";

/** What can be learned from, with how many tracks have it. */
export interface OfferedFeature {
  readonly id: string;
  readonly tracks: number;
}

const LEARNERS = [
  ["knn", "k nearest neighbours"],
  ["softmax", "softmax, logistic for several labels"],
  ["mlp", "one hidden layer"],
  ["mlp2", "two hidden layers"],
  ["forest", "random forest"],
] as const;

/** Asks what is to be learned, from what, and by whom. */
export function StartTraining(
  { sets, features, chosen }: {
    readonly sets: readonly LabelSet[];
    readonly features: readonly OfferedFeature[];
    /** Id of the label set that is chosen from the start. */
    readonly chosen: string | undefined;
  },
): VNode {
  const usual = features.find(({ id }) => id === "effnet") ?? features[0];
  return (
    <Panel title="What shall be learned?">
      <form method="post" action="/learn" class="start-training">
        <div class="row">
          <Field label="Labels" for="learn-set" inline>
            <select id="learn-set" class="input" name="set" required>
              {sets.map(({ id, name }) => (
                <option key={id} value={id} selected={id === chosen}>{name}</option>
              ))}
            </select>
          </Field>
          <Field label="Tracks are divided" for="learn-split" inline>
            <select id="learn-split" class="input" name="split">
              {Object.entries(SPLIT_WORDS).map(([kind, words]) => (
                <option key={kind} value={kind}>{words}</option>
              ))}
            </select>
          </Field>
          <Field label="Keep the best as" for="learn-keep" inline>
            <input
              id="learn-keep"
              class="input"
              name="keep"
              maxLength={100}
              placeholder="not kept"
            />
          </Field>
        </div>
        <fieldset class="row">
          <legend>Learned from</legend>
          {features.map(({ id, tracks }) => (
            <label key={id} class="check">
              <input type="checkbox" name="features" value={id} checked={id === usual?.id} />
              {featureText(id)} <span class="muted num">{countText(tracks)}</span>
            </label>
          ))}
        </fieldset>
        <fieldset class="row">
          <legend>Compared</legend>
          {LEARNERS.map(([id, words]) => (
            <label key={id} class="check">
              <input type="checkbox" name="learner" value={id} checked />
              {words}
            </label>
          ))}
        </fieldset>
        <details>
          <summary>Settings</summary>
          <div class="row">
            <NumberField
              name="units"
              label="Units of the first hidden layer"
              value={128}
              max={1024}
            />
            <NumberField name="units2" label="of the second" value={64} max={1024} />
            <NumberField name="epochs" label="Most epochs" value={100} max={1000} />
            <NumberField name="fewest" label="Fewest tracks of a label" value={10} max={100_000} />
            <NumberField name="folds" label="Folds (1: one split)" value={1} max={20} />
            <NumberField name="seed" label="Seed" value={1} max={2 ** 31} min={0} />
          </div>
          <div class="row">
            <label class="check">
              <input type="checkbox" name="balanced" value="yes" />{" "}
              rare labels count as much as frequent ones
            </label>
            <label class="check">
              <input type="checkbox" name="bad" value="yes" /> with recordings known to be bad
            </label>
          </div>
        </details>
        <Button type="submit" look="primary">Train</Button>
      </form>
    </Panel>
  );
}

function NumberField(
  { name, label, value, max, min = 1 }: {
    readonly name: string;
    readonly label: string;
    readonly value: number;
    readonly max: number;
    readonly min?: number;
  },
): VNode {
  return (
    <Field label={label} for={`learn-${name}`} inline>
      <input
        id={`learn-${name}`}
        class="input number"
        name={name}
        type="number"
        min={min}
        max={max}
        defaultValue={value}
        value={value}
      />
    </Field>
  );
}
