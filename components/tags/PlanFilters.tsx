import type { VNode } from "preact";
import { countText } from "../../domain/mod.ts";

/** A value that a plan can be narrowed to. */
export interface PlanChoice {
  readonly value: string;
  /** Changes that it would leave, given what else is chosen. */
  readonly changes: number;
  readonly on: boolean;
  /** The page with this value chosen, or no longer. */
  readonly href: string;
}

/** A row of values, of which any number is chosen. */
export interface PlanChoices {
  readonly label: string;
  readonly choices: readonly PlanChoice[];
}

/** What a plan can be narrowed by, each value a link with its count. */
export function PlanFilters({ parts }: { readonly parts: readonly PlanChoices[] }): VNode {
  return (
    <nav class="plan-filters" aria-label="Narrow the plan">
      {parts.map(({ label, choices }) => (
        <div key={label} role="group" aria-label={label}>
          <span class="muted" aria-hidden="true">{label}</span>
          <ul class="chips">
            {choices.map(({ value, changes, on, href }) => (
              <li key={value}>
                <a
                  class={on ? "chip on" : "chip"}
                  href={href}
                  aria-current={on ? "true" : undefined}
                >
                  {value} <span class="num muted">{countText(changes)}</span>
                  {on && (
                    <>
                      <span aria-hidden="true">×</span>
                      <span class="visually-hidden">chosen, press to drop</span>
                    </>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
