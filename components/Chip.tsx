import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

/** A small removable word, such as a filter that is set. */
export interface ChipProps {
  readonly children: ComponentChildren;
  /** CSS colour of a square before the text. */
  readonly swatch?: string;
  readonly on?: boolean;
  /** What removing does, for the button's label, such as "Drop tempo 120 to 130". */
  readonly removeLabel?: string;
  readonly onRemove?: () => void;
}

/** A chip; with `onRemove` it has a button that drops it. */
export function Chip({ children, swatch, on = false, removeLabel, onRemove }: ChipProps) {
  return (
    <span class={on ? "chip on" : "chip"}>
      {swatch && <span class="swatch" style={{ color: swatch }} />}
      {children}
      {onRemove && (
        <button type="button" aria-label={removeLabel ?? "Remove"} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
