import type { Ref } from "preact";
import { Button, Icon } from "../components/mod.ts";
import { KEY_HELP } from "./_keys.ts";

/** The list of keys, opened with `?`. */
export function KeysDialog({ dialog }: { readonly dialog: Ref<HTMLDialogElement> }) {
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-dialog-title">
      <header>
        <h2 id="keys-dialog-title">Keys</h2>
        <form method="dialog">
          <Button type="submit" look="quiet" icon aria-label="Close">
            <Icon name="close" />
          </Button>
        </form>
      </header>
      <dl class="keys">
        {KEY_HELP.map(([keys, what]) => [
          <dt key={`${what}-keys`}>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>,
          <dd key={what}>{what}</dd>,
        ])}
      </dl>
    </dialog>
  );
}
