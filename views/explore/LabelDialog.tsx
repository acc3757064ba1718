import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { plural, titleAt } from "../../domain/mod.ts";
import { columns, rowOf } from "../../linked/mod.ts";
import { LabelEditor } from "../labels/LabelEditor.tsx";
import { type LabelTarget, onlyTrack } from "../labels/labelling.ts";
import { waitingLabels } from "./by_hand.ts";

/** Labels a row, what is pinned, or all that is brushed. @param reload Loads the columns anew. */
export function LabelDialog({ reload }: { readonly reload: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useSignal(false);
  useSignalEffect(() => {
    if (!waitingLabels.value) return;
    done.value = false;
    dialog.current?.showModal();
  });
  const target = waitingLabels.value;
  return (
    <dialog
      ref={dialog}
      class="dialog label-dialog"
      aria-labelledby="label-dialog-title"
      onClose={() => {
        waitingLabels.value = undefined;
        if (done.peek()) reload();
      }}
    >
      <header>
        <h2 id="label-dialog-title">{target && titleFor(target)}</h2>
        <button
          type="button"
          class="button quiet"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          ×
        </button>
      </header>
      {target && <LabelEditor target={target} takesFocus onLabelled={() => done.value = true} />}
    </dialog>
  );
}

function titleFor(target: LabelTarget): string {
  const row = rowOf(onlyTrack(target));
  const all = columns.value;
  if (all && row !== undefined) return `Label ${titleAt(all, row)}`;
  return `Label ${plural("query" in target ? target.count : target.tracks.length, "track")}`;
}
