import type { ComponentChildren } from "preact";

/** A word and what is said about it. */
export interface TipProps {
  /** Unique on the page. */
  readonly id: string;
  readonly text: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Explains a word on hover and on focus, without script. */
export function Tip({ id, text, children }: TipProps) {
  return (
    <span class="tip" tabIndex={0} aria-describedby={id}>
      {children}
      <span role="tooltip" id={id}>{text}</span>
    </span>
  );
}
