import { countText, plural } from "../domain/mod.ts";

/** How many of some tracks are selected, beside all of them: one number where that is all of them. */
export function Counted(
  { selected, all }: { readonly selected: number; readonly all: number },
) {
  return (
    <span class="muted num" title={countedText(selected, all)}>{shortText(selected, all)}</span>
  );
}

/** The same in words. */
export function countedText(selected: number, all: number): string {
  return `${countText(selected)} of ${plural(all, "track")} selected`;
}

function shortText(selected: number, all: number): string {
  return `${countText(selected)} / ${countText(all)}`;
}
