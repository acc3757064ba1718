import type { Signal } from "@preact/signals";
import { Button, buttonClass } from "../../components/mod.ts";
import { plural, type TrackId } from "../../domain/mod.ts";
import {
  enqueue,
  NONE_PICKED,
  type Picked,
  play,
  playableOfListed,
  playNext,
  queuedWords,
  smoothedWords,
  tell,
  toPlaylist,
} from "../../player/mod.ts";
import { PLAYLIST_FORMATS } from "../../playlist/mod.ts";
import {
  type Playlist,
  type PlaylistRow,
  type Sequence,
  smoothTracks,
  wordsOf,
} from "../../wire/mod.ts";
import type { Edits } from "./edits.ts";

/** What a playlist is downloaded as, and what a button says of it. Of DJ software with beat grids. */
const DOWNLOADS: readonly (readonly [string, string])[] = [
  ...PLAYLIST_FORMATS.map((format) => [format, format.toUpperCase()] as const),
  ["rekordbox", "Rekordbox"],
  ["traktor", "Traktor"],
];

/** What can be done with a playlist, and with the tracks of it that are chosen. */
export function PlaylistTools(
  { playlist, sequence, picks, edits, lists }: {
    readonly playlist: Playlist;
    readonly sequence: Sequence;
    readonly picks: Signal<Picked>;
    readonly edits: Edits;
    readonly lists: readonly PlaylistRow[];
  },
) {
  const { tracks } = playlist;
  const chosen = [...picks.value.places].filter((place) => place < tracks.length)
    .sort((a, b) => a - b).map((place) => tracks[place]!);
  const playables = (ids: readonly TrackId[]) =>
    ids.flatMap((id) => sequence.tracks.get(id) ?? []).map(playableOfListed);
  const queueUp = (put: typeof enqueue) => {
    const wanted = playables(chosen.length > 0 ? chosen : tracks);
    tell(queuedWords(wanted, { count: put(wanted), next: put === playNext }));
  };
  const playAll = () => {
    const queue = playables(tracks).filter(({ silent }) => !silent);
    if (queue[0]) play(queue[0], { queue });
  };
  const smooth = async () => {
    try {
      const { tracks: order, before, after } = await smoothTracks(tracks);
      const words = smoothedWords({ before, after });
      if (before === after) tell({ words });
      else edits.put({ tracks: order }, words);
    } catch (error) {
      tell({ words: wordsOf(error), fault: true });
    }
  };
  const others = lists.filter(({ id }) => id !== playlist.id);
  return (
    <>
      <div class="row" role="group" aria-label="The playlist">
        <Button look="primary" disabled={tracks.length === 0} onClick={playAll}>Play</Button>
        <Button
          title="Puts the tracks in an order in which transitions cost less, by sound, tempo and key; the first one stays"
          disabled={tracks.length < 3}
          onClick={() => void smooth()}
        >
          Smooth order
        </Button>
        <Button disabled={!edits.canUndo} title="Ctrl+Z" onClick={edits.undo}>Undo</Button>
        <Button disabled={!edits.canRedo} title="Ctrl+Shift+Z" onClick={edits.redo}>Redo</Button>
        {DOWNLOADS.map(([format, name]) => (
          <a
            key={format}
            class={buttonClass("quiet")}
            href={`/api/playlists/${encodeURIComponent(playlist.id)}/export?format=${format}`}
            download
          >
            {name}
          </a>
        ))}
      </div>
      <div class="row" role="group" aria-label="The chosen tracks">
        <span class="muted num">
          {chosen.length > 0 ? `${chosen.length} chosen` : plural(tracks.length, "track")}
        </span>
        <Button disabled={tracks.length === 0} onClick={() => queueUp(playNext)}>Play next</Button>
        <Button disabled={tracks.length === 0} onClick={() => queueUp(enqueue)}>
          Add to the queue
        </Button>
        {others.length > 0 && (
          <select
            class="input"
            aria-label="Add to another playlist"
            value=""
            onChange={(event) => {
              const list = others.find(({ id }) => id === event.currentTarget.value);
              event.currentTarget.value = "";
              if (list) void toPlaylist(chosen.length > 0 ? chosen : tracks, list);
            }}
          >
            <option value="">Add to…</option>
            {others.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        )}
        <Button
          disabled={chosen.length === 0}
          onClick={() => {
            const gone = picks.peek().places;
            picks.value = NONE_PICKED;
            edits.put(
              { tracks: tracks.filter((_, place) => !gone.has(place)) },
              `took out ${plural(chosen.length, "track")}`,
            );
          }}
        >
          Take out
        </Button>
      </div>
    </>
  );
}
