/** Beyond this share of changes, profiles are those of another collection. */
const MOST_CHANGED = 0.05;

/** Whether so many changes make the profiles of `count` tracks worth working out again. */
export function isOutdated(changes: number, count: number): boolean {
  return changes > MOST_CHANGED * count;
}
