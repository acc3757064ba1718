import type { VNode } from "preact";
import type { LabelSet } from "../../domain/mod.ts";
import { Button } from "../Button.tsx";
import { Field } from "../Field.tsx";
import { Panel } from "../Panel.tsx";

/** Trains once more, on labels that were corrected meanwhile, and tests on the same tracks. */
export function TrainAgain(
  { id, set, sets }: {
    readonly id: string;
    /** Id of the label set that was learned. */
    readonly set: string;
    readonly sets: readonly LabelSet[];
  },
): VNode {
  const own = sets.find((one) => one.id === set);
  return (
    <Panel
      title="Train again with corrections"
      finding={own?.origin === "hand"
        ? "What you have corrected since is learned, and the same tracks are tested."
        : "Corrections go into a set of your own: copy this one first, and correct there."}
    >
      <div class="row">
        <form method="post" action={`/learn?again=${id}`} class="row">
          <Field label="Labels" for="again-set" inline>
            <select id="again-set" class="input" name="set">
              {sets.map(({ id, name }) => (
                <option key={id} value={id} selected={id === set}>{name}</option>
              ))}
            </select>
          </Field>
          <Button type="submit" look="primary">Train again</Button>
        </form>
        {own?.origin !== "hand" && <a class="button" href={`/labels/${set}`}>Copy the set</a>}
      </div>
    </Panel>
  );
}
