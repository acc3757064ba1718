import type { VNode } from "preact";
import { buttonClass } from "../Button.tsx";
import { Field } from "../Field.tsx";

/** What can be done with a set: taken away, and copied into one to be corrected by hand. */
export function SetActions(
  { id, origin }: { readonly id: string; readonly origin: string },
): VNode {
  const address = `/api/labels/${id}`;
  return (
    <div class="row set-actions">
      <a class={buttonClass()} href={`${address}/labels.tsv`} download data-full-load>TSV</a>
      <a class={buttonClass()} href={`${address}/jams.tar`} download data-full-load>JAMS</a>
      {origin !== "model" && <a class={buttonClass()} href={`/learn?set=${id}`}>Learn it</a>}
      {origin !== "hand" && (
        <details class="copy-set">
          <summary class={buttonClass()}>Correct by hand</summary>
          <form method="post" action="/labels" class="row">
            <input type="hidden" name="copy" value={id} />
            <Field label="Name of the copy" for="copy-name" inline>
              <input id="copy-name" class="input" name="name" required maxLength={100} />
            </Field>
            <Field label="Your name" for="copy-by" inline>
              <input id="copy-by" class="input" name="by" required maxLength={100} />
            </Field>
            <button class={buttonClass("primary")} type="submit">Copy</button>
          </form>
        </details>
      )}
    </div>
  );
}
