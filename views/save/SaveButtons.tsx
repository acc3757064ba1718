import { useSignal } from "@preact/signals";
import { wordsOf } from "../../wire/mod.ts";
import { copyText } from "./copy.ts";
import { saveSheet, type Sheet } from "./take.ts";

/** Saves what is shown as a file, and copies the address that shows it. */
export function SaveButtons(
  { of, sheet, link }: {
    /** What is saved, for those who do not see it: `the map`. */
    readonly of: string;
    readonly sheet: () => Sheet | undefined | null;
    /** The address; that of the page unless given. */
    readonly link?: () => string;
  },
) {
  const said = useSignal("");
  const tell = (done: Promise<void>, words: string) =>
    done.then(() => said.value = words, (error) => said.value = wordsOf(error));
  const save = (format: "svg" | "png") => {
    const made = sheet();
    if (made) tell(saveSheet(made, format), `Saved ${made.name}.${format}`);
  };
  return (
    <span class="save-buttons" role="group" aria-label={`Save ${of}`}>
      <button type="button" title={`Save ${of} as SVG`} onClick={() => save("svg")}>SVG</button>
      <button type="button" title={`Save ${of} as PNG`} onClick={() => save("png")}>PNG</button>
      <button
        type="button"
        onClick={() => tell(copyText(link?.() ?? location.href), "Copied the link")}
      >
        Copy link
      </button>
      <span role="status" class="muted">{said.value}</span>
    </span>
  );
}
