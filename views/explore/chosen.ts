import { computed, signal } from "@preact/signals";
import { type Playable, playableAt } from "../../domain/mod.ts";
import { columns, rows } from "../../linked/mod.ts";
import { MOST_QUEUED, NONE_PICKED, type Picked, picked, pickedAll } from "../../player/mod.ts";

const chosen = signal<{ readonly of: Uint32Array; readonly picked: Picked } | undefined>(undefined);

/** The places of the table that are chosen; none once the table holds others. */
export const chosenPlaces = computed<Picked>(() =>
  chosen.value && isSame(chosen.value.of, rows.value) ? chosen.value.picked : NONE_PICKED
);

function isSame(one: Uint32Array, other: Uint32Array): boolean {
  return one === other || one.length === other.length && one.every((row, i) => row === other[i]);
}

/** Chooses places of the table as it stands. */
export function choosePlaces(picked: Picked): void {
  chosen.value = { of: rows.peek(), picked };
}

/** What a key chooses: `x` a row, `X` up to it, Control and `a` all, Escape none. */
export function chosenByKey(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">,
  { at, before, count }: {
    /** Place of the row in focus; -1 where none is. */
    readonly at: number;
    readonly before: Picked;
    readonly count: number;
  },
): Picked | undefined {
  const held = ctrlKey || metaKey;
  if (held) return key === "a" ? pickedAll(Math.min(count, MOST_QUEUED)) : undefined;
  if (key === "Escape") return before.places.size > 0 ? NONE_PICKED : undefined;
  if (at < 0 || (key !== "x" && key !== "X")) return undefined;
  return picked(before, at, key === "x" ? "toggle" : "range");
}

/** The tracks of the places that are chosen, where this one is among them; else its own. */
export function playablesAt(place: number): readonly Playable[] {
  const { places } = chosenPlaces.peek();
  return playablesOf(places.has(place) ? places : [place]);
}

/** The tracks that are chosen, as the table has them. */
export function chosenPlayables(): readonly Playable[] {
  return playablesOf(chosenPlaces.peek().places);
}

/** The tracks that match, as many as a queue holds. */
export function allPlayables(): readonly Playable[] {
  const all = columns.peek();
  return all ? Array.from(rows.peek().subarray(0, MOST_QUEUED), (r) => playableAt(all, r)) : [];
}

function playablesOf(places: Iterable<number>): readonly Playable[] {
  const all = columns.peek();
  const matching = rows.peek();
  if (!all) return [];
  return [...places].sort((a, b) => a - b).flatMap((place) => {
    const row = matching[place];
    return row === undefined ? [] : playableAt(all, row);
  });
}
