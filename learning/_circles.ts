import { ARTIST_SEPARATOR } from "../domain/mod.ts";

/**
 * One key for all tracks that an artist, or a chain of artists who made a track together, connects; empty
 * for a track without artist. A track of two artists is kept apart from other tracks of either.
 *
 * @param artists As those of a Problem. Shape `(n,)`, as is what it gives.
 */
export function circlesOf(artists: readonly string[]): string[] {
  const above = new Map<string, string>();
  const circleOf = (name: string): string => {
    let top = name;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    if (top !== name) above.set(name, top);
    return top;
  };
  const firsts = artists.map((text) => {
    const [first, ...others] = text.split(ARTIST_SEPARATOR).map(circleOf);
    for (const other of others) if (circleOf(other) !== first) above.set(circleOf(other), first!);
    return first!;
  });
  return firsts.map(circleOf);
}
