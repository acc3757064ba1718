import { MOST_SAVED } from "../../playlist/mod.ts";
import type { Store } from "../../store/mod.ts";
import type { Call, Calls } from "../call.ts";
import { songEntry, timeText } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { whole } from "../params.ts";

/** What a user was about to hear, to be gone on with in another app. */
interface PlayQueue {
  readonly tracks: readonly string[];
  readonly current?: string;
  /** Milliseconds within the current track. */
  readonly position: number;
  readonly changed: number;
  /** The app that left it. */
  readonly by: string;
}

const NO_QUEUE: PlayQueue = { tracks: [], position: 0, changed: 0, by: "" };

/** The queue of each user, kept in the store. */
export const QUEUE: Calls = {
  savePlayQueue: async ({ library, params, who }) => {
    const tracks = params.getAll("id");
    if (tracks.length > MOST_SAVED) {
      throw new SubsonicError("generic", `A queue holds at most ${MOST_SAVED} tracks`);
    }
    const current = params.get("current");
    await queuesIn(library.store).put(who.name, {
      tracks,
      ...(current !== null && { current }),
      position: whole(params, "position", { or: 0, max: 1e9 }),
      changed: Date.now(),
      by: params.get("c")?.slice(0, 64) ?? "",
    });
    return {};
  },

  getPlayQueue: async (call: Call) => {
    const { library, shelves, who } = call;
    const queue = await queuesIn(library.store).get(who.name) ?? NO_QUEUE;
    const songs = queue.tracks.map((id) => shelves.songById.get(id))
      .filter((song) => song !== undefined);
    return {
      playQueue: {
        current: songs.some(({ id }) => id === queue.current) ? queue.current : undefined,
        position: queue.position,
        username: who.name,
        changed: timeText(queue.changed),
        changedBy: queue.by,
        entry: songs.map((song) => songEntry(song, call)),
      },
    };
  },
};

function queuesIn(store: Store) {
  return store.documents<PlayQueue>("subsonic-queues");
}

/** Forgets the queue of a user. */
export async function forgetQueue(store: Store, user: string): Promise<void> {
  await queuesIn(store).delete(user);
}
