import type { VNode } from "preact";

/** Widths of a chart in a panel, px. */
const WIDE = 520;
const NARROW = 320;

/** A chart drawn for wide and for narrow windows, of which one is seen: its type keeps its size. */
export function Sized({ draw }: { readonly draw: (width: number) => VNode }): VNode {
  return (
    <>
      <div class="for-wide">{draw(WIDE)}</div>
      <div class="for-narrow">{draw(NARROW)}</div>
    </>
  );
}
