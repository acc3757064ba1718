import type { Playable } from "../domain/mod.ts";
import { playableIn } from "./_marks.ts";
import { enqueue, playNext } from "./_queue.ts";
import { queuedWords, tell } from "./_told.ts";
import { time } from "./_signals.ts";
import { next, previous, seek, toggle } from "./_transport.ts";

/** Seconds that an arrow key goes back or forth. */
const STEP = 5;

/** Dispatched on `document` by `j` and `k`; cancel it to move through rows of one's own. */
export const ROW_EVENT = "row:move";

/** What the keys do, for the help dialog; the letters of rows act on elements with `data-key`. */
export const KEY_HELP: readonly (readonly [readonly string[], string])[] = [
  [["space"], "Play, pause"],
  [["←", "→"], `Back, forward ${STEP} seconds`],
  [["⇧ ←", "⇧ →"], "Previous, next track"],
  [["j", "k"], "Next, previous row"],
  [["/"], "Search"],
  [["s"], "Similar tracks of the row"],
  [["p"], "Add the row to a playlist"],
  [["q"], "Add the row to the queue"],
  [["⇧ q"], "Play the row next"],
  [["x"], "Choose the row of a table, or leave it out again; ⇧ x up to it"],
  [["l"], "Label the row by hand, or all that is brushed"],
  [["i"], "The row's track, beside the map of Explore"],
  [["Ctrl drag"], "A track off a map, to the queue or a playlist; of a pinned one all pinned"],
  [["e"], "Explore"],
  [["m"], "The map of Explore in the whole window; Escape gives it back"],
  [["?"], "This list"],
];

/**
 * Makes the keyboard control the player and the rows.
 *
 * @param openHelp Shows the list of keys
 * @returns Undoes it
 */
export function attachKeys(openHelp: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (belongsTo(target, event.key)) return;
    if (actOn(event, openHelp)) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

const TYPING =
  "input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";
const PRESSED = "button, a[href], summary, input, [role=button], [role=option], [role=checkbox]";
const MOVED =
  "input[type=range], input[type=radio], [role=slider], [role=grid], [role=listbox], [role=tablist]";

/** Whether the focused element wants the key for itself. */
function belongsTo(target: HTMLElement, key: string): boolean {
  if (target.closest(`${TYPING}, dialog[open]`)) return true;
  if (key === " ") return target.closest(PRESSED) !== null;
  if (key.startsWith("Arrow")) return target.closest(MOVED) !== null;
  return false;
}

function actOn(event: KeyboardEvent, openHelp: () => void): boolean {
  switch (event.key) {
    case " ":
      toggle();
      return true;
    case "ArrowLeft":
      if (event.shiftKey) previous();
      else seek(time.peek() - STEP);
      return true;
    case "ArrowRight":
      if (event.shiftKey) next();
      else seek(time.peek() + STEP);
      return true;
    case "?":
      openHelp();
      return true;
    case "/":
      return focusSearch();
    case "q":
    case "Q":
      return queueRow(event.key === "Q" ? playNext : enqueue);
    case "j":
    case "k":
      return moveRow(event.key === "j" ? 1 : -1);
    default:
      return pressKeyed(event.key);
  }
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("#search");
  search?.focus();
  search?.select();
  return search !== null;
}

function moveRow(step: 1 | -1): boolean {
  const event = new CustomEvent(ROW_EVENT, { cancelable: true, detail: step });
  if (!document.dispatchEvent(event)) return true;
  const rows = [...document.querySelectorAll<HTMLElement>("main :is([data-play-id], .play)")];
  const here = rows.findIndex((row) =>
    row.closest("tr, li")?.contains(document.activeElement) ?? false
  );
  const target = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
  target?.focus();
  return target !== undefined;
}

const ROW = "tr, li, [data-row]";

/** Puts the track of the focused row into the queue. */
function queueRow(put: (tracks: readonly Playable[]) => number): boolean {
  const row = document.activeElement?.closest(ROW);
  const found = row?.querySelector<HTMLElement>("[data-play-id]");
  if (!found) return false;
  const track = playableIn(found);
  const count = put([track]);
  tell(queuedWords([track], { count, next: put === playNext }));
  return true;
}

/** Clicks what carries the letter in `data-key`: in the focused row, else what belongs to no row. */
function pressKeyed(key: string): boolean {
  if (!/^[a-z]$/.test(key)) return false;
  const selector = `[data-key="${key}"]`;
  const row = document.activeElement?.closest(ROW);
  const found = row?.querySelector<HTMLElement>(selector) ??
    [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.closest(ROW) === null);
  found?.click();
  return found !== undefined;
}
