import type { ComponentChildren } from "preact";
import { countText } from "../domain/mod.ts";
import { clock } from "./clock.ts";

/** How far something is. */
export interface ProgressProps {
  /** What is being done, such as "Projecting embeddings". */
  readonly label: string;
  readonly done: number;
  /** Nothing is known of the end while it is 0. */
  readonly total: number;
  /** How much is done, in words, where the two numbers themselves would say little. */
  readonly count?: string;
  /** Seconds left, where they can be told. */
  readonly left?: number;
  /** A way to stop. */
  readonly actions?: ComponentChildren;
}

/** A bar with words: what, count, time left, and a way to stop. */
export function Progress({ label, done, total, count, left, actions }: ProgressProps) {
  const counts = total > 0 ? `${countText(done)} of ${countText(total)}` : "";
  return (
    <div class="progress">
      <div class="line">
        <span>{label}</span>
        <span class="num muted">
          {count ?? counts}
          {left !== undefined && ` · ${clock(left)} left`}
        </span>
      </div>
      <progress aria-label={label} max={total || undefined} value={total > 0 ? done : undefined} />
      {actions}
    </div>
  );
}
