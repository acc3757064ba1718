import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Columns, plural, titleAt } from "../../domain/mod.ts";
import { columns } from "../../linked/mod.ts";
import { LabelPad } from "../labels/LabelPad.tsx";
import { waitingLabels } from "./by_hand.ts";

/** Labels a row, or all that is brushed, by hand. @param reload Loads the columns anew. */
export function LabelDialog({ reload }: { readonly reload: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useSignal(false);
  useSignalEffect(() => {
    if (!waitingLabels.value) return;
    done.value = false;
    dialog.current?.showModal();
  });
  const waiting = waitingLabels.value;
  const all = columns.value;
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
        <h2 id="label-dialog-title">
          {waiting && all && waiting.row !== undefined
            ? `Label ${titleAt(all, waiting.row)}`
            : `Label ${plural(waiting?.count ?? 0, "track")}`}
        </h2>
        <button
          type="button"
          class="button quiet"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          ×
        </button>
      </header>
      {waiting && all && (
        <LabelPad
          key={waiting.row}
          target={waiting.target}
          labelsIn={waiting.row === undefined
            ? undefined
            : (set) => labelsAt(all, { set, row: waiting.row! })}
          onDone={() => done.value = true}
        />
      )}
    </dialog>
  );
}

function labelsAt(
  { labels }: Columns,
  { set, row }: { readonly set: string; readonly row: number },
): readonly string[] {
  const column = labels?.[set];
  if (!column) return [];
  const { offsets, classes } = column;
  return Array.from(
    classes.subarray(offsets[row], offsets[row + 1]),
    (index) => column.set.classes[index]!,
  );
}
