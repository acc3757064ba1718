import { signal } from "@preact/signals";
import type { Playable } from "../domain/mod.ts";
import { playableIn } from "./_marks.ts";

/** Tracks under way from one place of the page to another. */
export interface Dragged {
  readonly tracks: readonly Playable[];
  /** The list they come from and their places there, where they come from one that can be put in order. */
  readonly from?: { readonly list: string; readonly places: readonly number[] };
}

/** What is dragged; undefined while nothing is. */
export const dragged = signal<Dragged | undefined>(undefined);

/** Begins to drag tracks; other programs are given their names. */
export function startDrag(event: DragEvent, wanted: Dragged): void {
  const { dataTransfer } = event;
  if (!dataTransfer || wanted.tracks.length === 0) return;
  dataTransfer.effectAllowed = "copyMove";
  const names = wanted.tracks.map(({ title, artist }) => artist ? `${artist} – ${title}` : title);
  dataTransfer.setData("text/plain", names.join("\n"));
  dragged.value = wanted;
}

/**
 * Lets the tracks of a page be dragged by the links and rows around their `[data-play-id]`, where no
 * list has said by {@linkcode startDrag} what goes along.
 *
 * @returns Undoes it
 */
export function attachDrags(): () => void {
  const onStart = (event: DragEvent) => {
    if (dragged.peek() || !(event.target instanceof Element)) return;
    const row = event.target.closest("[data-play-id], [data-row], li, tr");
    const found = row?.matches("[data-play-id]") ? row : row?.querySelector("[data-play-id]");
    if (found instanceof HTMLElement) startDrag(event, { tracks: [playableIn(found)] });
  };
  const onEnd = () => dragged.value = undefined;
  document.addEventListener("dragstart", onStart);
  document.addEventListener("dragend", onEnd);
  document.addEventListener("drop", onEnd);
  return () => {
    document.removeEventListener("dragstart", onStart);
    document.removeEventListener("dragend", onEnd);
    document.removeEventListener("drop", onEnd);
  };
}

/** Handlers of what takes dragged tracks as a whole. */
export function dropTarget(take: (dropped: Dragged) => void) {
  return {
    onDragOver(event: DragEvent) {
      if (!dragged.peek()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onDrop(event: DragEvent) {
      const dropped = dragged.peek();
      if (!dropped) return;
      event.preventDefault();
      event.stopPropagation();
      dragged.value = undefined;
      take(dropped);
    },
  };
}
