import type { TrackId } from "../domain/mod.ts";
import { UsageError } from "./_args.ts";

/** Ids of the first thousand tracks of a server. Throws a UsageError where none answers. */
export async function trackIds(
  url: string,
  headers: Record<string, string>,
): Promise<readonly TrackId[]> {
  try {
    const answer = await fetch(`${url}/api/tracks?limit=1000`, { headers });
    if (!answer.ok) throw new UsageError(`Cannot ask ${url}: it answers ${answer.status}`);
    const { tracks } = await answer.json() as {
      readonly tracks: readonly { readonly id: string }[];
    };
    return tracks.map(({ id }) => id);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `Cannot ask ${url}: no server answers there; start one with deno task start`,
    );
  }
}
