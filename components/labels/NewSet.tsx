import type { VNode } from "preact";
import { buttonClass } from "../Button.tsx";
import { Field } from "../Field.tsx";

/** Makes an empty set of labels by hand. */
export function NewSet(): VNode {
  return (
    <section class="panel" aria-label="A set of your own">
      <header>
        <h2>A set of your own</h2>
        <p class="finding">
          Labelled by hand: in Explore (<kbd>l</kbd>{" "}
          for the row, what is pinned or all that is brushed), and on a track's page.
        </p>
      </header>
      <form method="post" class="row new-set">
        <Field label="Name" for="set-name" inline>
          <input id="set-name" class="input" name="name" required maxLength={100} />
        </Field>
        <label class="check">
          <input type="checkbox" name="several" value="yes" /> a track can have several
        </label>
        <button class={buttonClass("primary")} type="submit">Make it</button>
      </form>
    </section>
  );
}
