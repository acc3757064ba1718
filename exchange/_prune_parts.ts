import type { Store } from "../store/mod.ts";
import type { Missing } from "./_held_by_parts.ts";

/** What no part has any more and so leaves the whole, or would if it were not refused. */
export interface Left {
  readonly tracks: number;
  /** Tracks that the whole has in all. */
  readonly of: number;
  readonly failures: number;
  readonly skipped: number;
  /** Paths of some of the tracks. */
  readonly examples: readonly string[];
  /** Why nothing is taken out, and what to do. */
  readonly refused?: string;
}

const EXAMPLES = 5;

/**
 * Says what leaves, or why it may not. A disk that is away looks like parts from which all was taken: so
 * more than half of the whole goes only where `all` is said, and so does what a part had that has gone.
 *
 * @param options.unread Names of parts that could not be read.
 * @param options.away Names of parts that were collected before and are not there now.
 */
export function leaving(
  { tracks, failures, skipped, of }: Missing,
  options: {
    readonly unread: readonly string[];
    readonly away: readonly string[];
    readonly all: boolean;
  },
): Left {
  const refused = tracks.length + failures.length + skipped.length === 0
    ? undefined
    : refusalOf({ ...options, gone: tracks.length, of });
  return {
    tracks: tracks.length,
    of,
    failures: failures.length,
    skipped: skipped.length,
    examples: tracks.slice(0, EXAMPLES).map(({ path }) => path),
    ...(refused !== undefined && { refused }),
  };
}

function refusalOf({ unread, away, all, gone, of }: {
  readonly unread: readonly string[];
  readonly away: readonly string[];
  readonly all: boolean;
  readonly gone: number;
  readonly of: number;
}): string | undefined {
  if (unread.length > 0) {
    return `${named(unread)} cannot be read: mend it, or take it out of the folder`;
  }
  if (all) return undefined;
  const told = "--prune=all does it all the same";
  if (away.length > 0) return `${named(away)} had tracks and is not there: ${told}`;
  return gone * 2 > of ? `it would be more than half, as where a disk is away: ${told}` : undefined;
}

function named(parts: readonly string[]): string {
  const some = parts.slice(0, EXAMPLES).join(", ");
  return `part ${some}${parts.length > EXAMPLES ? ` and ${parts.length - EXAMPLES} more` : ""}`;
}

/** Takes tracks out, whose results are kept for when the same audio is collected again, and strikes the rest. */
export async function takeOut(whole: Store, missing: Missing): Promise<void> {
  for (const { id } of missing.tracks) await whole.withdrawTrack(id);
  for (const failure of missing.failures) await whole.removeError(failure);
  for (const path of missing.skipped) await whole.removeSkipped(path);
}
