import { playableAt } from "../../domain/mod.ts";
import { columns, pinned } from "../../linked/mod.ts";
import { startDrag } from "../../player/mod.ts";

/** Begins to drag the track of a row off a map; of a pinned one, all that are pinned. */
export function dragTrack(event: DragEvent, row: number): void {
  const all = columns.peek();
  if (!all) return;
  const rows = pinned.peek().includes(row) ? pinned.peek() : [row];
  const tip = document.querySelector(".map-tip");
  if (tip) event.dataTransfer?.setDragImage(tip, 0, 0);
  startDrag(event, { tracks: rows.map((row) => playableAt(all, row)) });
}
