import { useSignal, useSignalEffect } from "@preact/signals";
import { type Playable, plural, type TrackId } from "../domain/mod.ts";
import {
  changePlaylist,
  extendPlaylist,
  listPlaylists,
  type PlaylistRow,
  savePlaylist,
  wordsOf,
} from "../wire/mod.ts";
import { type Dragged, dragged, dropTarget } from "./_drag.ts";
import { enqueue, playNext } from "./_queue.ts";
import { queuedWords, tell } from "./_told.ts";

/** Playlists that are offered. */
const OFFERED = 6;

/** Where tracks that are dragged can be dropped on any page: the queue, and the latest playlists. */
export function Shelf() {
  const lists = useSignal<readonly PlaylistRow[]>([]);
  useSignalEffect(() => {
    if (!dragged.value) return;
    listPlaylists().then((found) => lists.value = found, () => {});
  });
  const now = dragged.value;
  if (!now) return null;
  return (
    <div class="shelf" aria-hidden="true">
      <p class="muted">Drop {plural(now.tracks.length, "track")} on</p>
      <ul>
        {lists.value.slice(0, OFFERED).map((list) => (
          <Target
            key={list.id}
            name={list.name}
            take={({ tracks }) => void toPlaylist(idsOf(tracks), list)}
          />
        ))}
      </ul>
      <ul>
        <Target name="Play next" take={(dropped) => toQueue(dropped, true)} />
        <Target name="End of the queue" take={(dropped) => toQueue(dropped, false)} />
        <Target name="A new playlist" take={(dropped) => void toNew(dropped)} />
      </ul>
    </div>
  );
}

function Target(
  { name, take }: { readonly name: string; readonly take: (dropped: Dragged) => void },
) {
  const over = useSignal(false);
  const target = dropTarget(take);
  return (
    <li
      class={over.value ? "over" : undefined}
      onDragEnter={() => over.value = true}
      onDragLeave={() => over.value = false}
      {...target}
    >
      {name}
    </li>
  );
}

function toQueue({ tracks }: Dragged, next: boolean): void {
  const count = next ? playNext(tracks) : enqueue(tracks);
  tell(queuedWords(tracks, { count, next }));
}

/** Adds tracks to the end of a playlist, and tells it; whether it could. */
export async function toPlaylist(
  tracks: readonly TrackId[],
  { id, name }: Pick<PlaylistRow, "id" | "name">,
): Promise<boolean> {
  try {
    const before = await extendPlaylist(id, tracks);
    tell({
      words: `Added ${plural(tracks.length, "track")} to ${name}`,
      undo: () => changePlaylist(id, { tracks: before.tracks }).then(() => {}),
    });
    return true;
  } catch (error) {
    tell({ words: wordsOf(error), fault: true });
    return false;
  }
}

async function toNew({ tracks }: Dragged): Promise<void> {
  const name = tracks.length === 1 ? tracks[0]!.title : `${tracks[0]!.title} and others`;
  try {
    await savePlaylist({ name, tracks: idsOf(tracks) });
    tell({ words: `Saved as ${name}, ${plural(tracks.length, "track")}` });
  } catch (error) {
    tell({ words: wordsOf(error), fault: true });
  }
}

function idsOf(tracks: readonly Playable[]): TrackId[] {
  return tracks.filter(({ dropped }) => !dropped).map(({ id }) => id);
}
