import type { ComponentChildren, VNode } from "preact";

/** A chart that can be saved with its title and caption, where the page has the island `SaveFigures`. */
export function SavedFigure(
  { id, title, caption, class: name = "", children }: {
    /** Name of the file, without its ending. */
    readonly id: string;
    readonly title: string;
    readonly caption: string;
    readonly class?: string;
    readonly children: ComponentChildren;
  },
): VNode {
  return (
    <figure class={`saved-figure ${name}`} id={`figure-${id}`} data-title={title}>
      {children}
      <figcaption class="visually-hidden">{caption}</figcaption>
      <p class="save-buttons" data-save={id}>
        <button type="button" data-format="svg" aria-label={`SVG of ${title}`}>SVG</button>
        <button type="button" data-format="png" aria-label={`PNG of ${title}`}>PNG</button>
      </p>
    </figure>
  );
}
