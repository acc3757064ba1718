import { nameKey, nameKeys } from "../domain/mod.ts";

/**
 * Rows that may be found: those of `within` (default all) less those left out. A mask has a 1 for each
 * row that may be found.
 *
 * @param length Rows of the table.
 * @param leaveOut Tests of rows, each naming rows that must not be found.
 */
export function maskOf(
  length: number,
  { within, leaveOut = [] }: {
    readonly within?: Uint8Array | undefined;
    readonly leaveOut?: readonly ((row: number) => boolean)[];
  } = {},
): Uint8Array {
  return Uint8Array.from(
    { length },
    (_, row) => Number(within?.[row] !== 0 && !leaveOut.some((test) => test(row))),
  );
}

/**
 * Tests whether a row shares a text with row `query`, such as the artist or the album, by its
 * {@linkcode nameKey}. Rows without text share nothing.
 */
export function sharing(texts: readonly string[], query: number): (row: number) => boolean {
  const keys = nameKeys(texts);
  const own = keys[query] ?? "";
  return (row) => own !== "" && row !== query && keys[row] === own;
}

/** Tests whether a row is a near-duplicate, given the cosine of each row with the query. */
export function alike(cosines: Float32Array, threshold: number): (row: number) => boolean {
  return (row) => cosines[row]! > threshold;
}

/** Codes of the groups that each row is in, such as those of its artists: what is kept apart from it. */
export type Groups = readonly (readonly number[])[];

/**
 * A code for each distinct {@linkcode nameKey}, numbered as they appear: the groups to keep apart when many lists
 * are made at once.
 *
 * @param names Of each row; empty ones are no group.
 */
export function groupsOf(names: readonly (readonly string[])[]): Groups {
  const codes = new Map<string, number>();
  return names.map((own) =>
    own.map(nameKey).filter((key) => key !== "").map((key) => {
      const code = codes.get(key) ?? codes.size;
      codes.set(key, code);
      return code;
    })
  );
}

/** Tests whether a row is in a group that row `query` is in. */
export function together(groups: Groups, query: number): (row: number) => boolean {
  const own = groups[query] ?? [];
  return own.length === 0
    ? () => false
    : (row) => groups[row]!.some((group) => own.includes(group));
}
