/** A list with the item at one place moved to another. */
export function moved<Item>(
  list: readonly Item[],
  move: { readonly from: number; readonly to: number },
): readonly Item[] {
  const { from, to } = move;
  if (from === to || from < 0 || from >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(Math.min(Math.max(0, to), rest.length), 0, list[from]!);
}

/** The place in a list of rows of equal height above which the pointer is. */
export function placeAt(
  y: number,
  list: { readonly top: number; readonly rowHeight: number; readonly length: number },
): number {
  const at = Math.floor((y - list.top) / list.rowHeight);
  return Math.min(list.length - 1, Math.max(0, at));
}
