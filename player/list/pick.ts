/** The places of a list that are chosen. */
export interface Picked {
  readonly places: ReadonlySet<number>;
  /** Where a range begins; -1 before the first choice. */
  readonly anchor: number;
}

/** Nothing is chosen. */
export const NONE_PICKED: Picked = { places: new Set(), anchor: -1 };

/** How a place is chosen: alone, one more or less, or as the end of a range from the anchor on. */
export type Pick = "only" | "toggle" | "range";

/** How a click or a key chooses, by the keys that are held. */
export function pickOf(
  { shiftKey, ctrlKey, metaKey }: HeldKeys,
  plain: Pick = "only",
): Pick {
  if (shiftKey) return "range";
  return ctrlKey || metaKey ? "toggle" : plain;
}

interface HeldKeys {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What is chosen once a place is chosen, too. */
export function picked(before: Picked, place: number, pick: Pick): Picked {
  if (pick === "toggle") {
    const places = new Set(before.places);
    if (!places.delete(place)) places.add(place);
    return { places, anchor: place };
  }
  if (pick === "only" || before.anchor < 0) return { places: new Set([place]), anchor: place };
  const [from, to] = [Math.min(before.anchor, place), Math.max(before.anchor, place)];
  return { places: pickedAll(to - from + 1, from).places, anchor: before.anchor };
}

/** Every place of a list, or of a stretch of it. */
export function pickedAll(count: number, from = 0): Picked {
  return { places: new Set(Array.from({ length: count }, (_, i) => from + i)), anchor: from };
}
