import type { ComponentChildren } from "preact";

/** What a panel shows around its content. */
export interface PanelProps {
  /** The question that the content answers, such as "How loud?". */
  readonly title?: string;
  /** The answer in a sentence computed from the data. */
  readonly finding?: ComponentChildren;
  /** Buttons at the right of the title. */
  readonly actions?: ComponentChildren;
  /** Caption: sample size, source, what is missing. */
  readonly footer?: ComponentChildren;
  readonly id?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A bordered block with a question for a title. */
export function Panel({ title, finding, actions, footer, id, class: extra, children }: PanelProps) {
  return (
    <section id={id} class={extra ? `panel ${extra}` : "panel"} aria-label={title}>
      {(title || actions) && (
        <header>
          {title && <h2>{title}</h2>}
          {actions && <div class="actions">{actions}</div>}
          {finding && <p class="finding">{finding}</p>}
        </header>
      )}
      {children}
      {footer && <footer>{footer}</footer>}
    </section>
  );
}
