import type { VNode } from "preact";
import { spaceLabel } from "./space_label.ts";

/** The name of a space behind its hue. */
export function NameOfSpace({ space }: { readonly space: string }): VNode {
  return (
    <span class={`space-${space} hue-name`}>
      <span class="swatch" /> {spaceLabel(space)}
    </span>
  );
}
