import { signal } from "@preact/signals";

/** Rows pinned on the map or marked in the table, latest last. */
export const pinned = signal<readonly number[]>([]);
/** The row under the pointer, on the map or in the table. */
export const hovered = signal<number | undefined>(undefined);

/** Pins a row, or takes it off where it is pinned. */
export function togglePin(row: number): void {
  const before = pinned.peek();
  pinned.value = before.includes(row) ? before.filter((other) => other !== row) : [...before, row];
}
