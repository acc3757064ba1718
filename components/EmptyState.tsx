import type { ComponentChildren } from "preact";
import { Command } from "./Command.tsx";

/** What to say where there is nothing to show. */
export interface EmptyStateProps {
  /** What is missing. */
  readonly title: string;
  /** Why, and what it would add. */
  readonly children?: ComponentChildren;
  /** Command that changes it, as typed into a terminal. */
  readonly command?: string;
  /** Buttons or links that change it. */
  readonly actions?: ComponentChildren;
}

/** Teaches what belongs here and how to get it. */
export function EmptyState({ title, children, command, actions }: EmptyStateProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children && <p class="muted">{children}</p>}
      {command && <Command text={command} />}
      {actions}
    </div>
  );
}
