/** The least and the most that a column is wide, px. */
export const LEAST_WIDTH = 40;
const MOST_WIDTH = 800;
/** How much a key makes a column wider, px. */
export const STEP = 16;

/** Widths with another one for a column, within bounds, in whole px. */
export function widened(
  widths: Readonly<Record<string, number>>,
  { id, width }: { readonly id: string; readonly width: number },
): Readonly<Record<string, number>> {
  const bounded = Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
  return { ...widths, [id]: bounded };
}

/** The columns with one of them some places further on; it stops at the ends. */
export function movedBy(
  ids: readonly string[],
  { id, by }: { readonly id: string; readonly by: number },
): readonly string[] {
  const from = ids.indexOf(id);
  if (from < 0) return ids;
  const to = Math.min(ids.length - 1, Math.max(0, from + by));
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** The columns with one of them where another one is. */
export function movedTo(
  ids: readonly string[],
  { id, before }: { readonly id: string; readonly before: string },
): readonly string[] {
  const [from, to] = [ids.indexOf(id), ids.indexOf(before)];
  return from < 0 || to < 0 ? ids : movedBy(ids, { id, by: to - from });
}

/** The columns of the grid, play button and ways at its ends; a column that was sized has its own width. */
export function templateOf(
  columns: readonly { readonly id: string; readonly width: string }[],
  widths: Readonly<Record<string, number>>,
): string {
  const width = (id: string, usual: string) => widths[id] === undefined ? usual : `${widths[id]}px`;
  const title = width("title", "minmax(120px, 2fr)");
  return ["34px", title, ...columns.map(({ id, width: usual }) => width(id, usual)), "88px"]
    .join(" ");
}
