/** A list in which items were moved, and the places where those are now. */
export interface Moved<Item> {
  readonly list: readonly Item[];
  readonly places: readonly number[];
}

/**
 * Moves the items at some places together before another place, in the order in which they stand.
 *
 * @param move.gap 0 for before the first, the list's length for behind the last.
 */
export function moved<Item>(
  list: readonly Item[],
  move: { readonly places: Iterable<number>; readonly gap: number },
): Moved<Item> {
  const taken = new Set([...move.places].filter((place) => place >= 0 && place < list.length));
  const gap = Math.min(list.length, Math.max(0, move.gap));
  const isLeft = (_: Item, place: number) => !taken.has(place);
  const before = list.slice(0, gap).filter(isLeft);
  const after = list.filter((item, place) => place >= gap && isLeft(item, place));
  const items = list.filter((_, place) => taken.has(place));
  return {
    list: [...before, ...items, ...after],
    places: items.map((_, i) => before.length + i),
  };
}
