import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { plural } from "../../domain/mod.ts";
import {
  current,
  NONE_PICKED,
  type Picked,
  play,
  playableOfListed,
  totalsText,
  TrackRows,
} from "../../player/mod.ts";
import type { ListedTrack } from "../../playlist/mod.ts";
import { formatTrackList } from "../../similar/mod.ts";
import { type Playlist, type PlaylistRow, useSequence } from "../../wire/mod.ts";
import type { Edits } from "./edits.ts";
import { PlaylistTools } from "./PlaylistTools.tsx";

/** One playlist: its name, what it adds up to, what can be done with it, and its tracks. */
export function PlaylistDetail(
  { playlist, known, edits, lists }: {
    readonly playlist: Playlist;
    /** Tracks that are known from the start. */
    readonly known: readonly ListedTrack[];
    readonly edits: Edits;
    readonly lists: readonly PlaylistRow[];
  },
) {
  const { name, query, tracks } = playlist;
  const sequence = useSequence(tracks, known);
  const picks = useSignal<Picked>(NONE_PICKED);
  const onPlay = (place: number) => {
    const rows = tracks.flatMap((id) => sequence.tracks.get(id) ?? []);
    const queue = rows.map(playableOfListed).filter(({ silent }) => !silent);
    const wanted = queue.find(({ id }) => id === tracks[place]);
    if (wanted) play(wanted, { queue });
  };
  useEffect(() => {
    // on the page: rows take the focus with them when they go
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event, edits);
      if (!act || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
  return (
    <section aria-label={name}>
      <header>
        <textarea
          class="input name"
          aria-label="Name"
          rows={1}
          spellcheck={false}
          value={name}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
          onChange={(event) => {
            const given = event.currentTarget.value.replace(/\s+/g, " ").trim();
            if (given !== "" && given !== name) edits.put({ name: given }, `renamed to ${given}`);
          }}
        />
        <p class="muted num totals">
          {totalsText(tracks, sequence)}
          {query !== "" && (
            <>
              {" · "}
              <a href={`/explore?${query}`}>open its query</a>
            </>
          )}
        </p>
        <PlaylistTools
          playlist={playlist}
          sequence={sequence}
          picks={picks}
          edits={edits}
          lists={lists}
        />
      </header>
      {sequence.failure && <p class="problem" role="alert">{sequence.failure}</p>}
      {tracks.length === 0 && (
        <p class="muted">
          This playlist is empty. Drag tracks here, or add them on Explore with p.
        </p>
      )}
      <TrackRows
        id={playlist.id}
        label={name}
        within={formatTrackList({ of: "playlist", id: playlist.id })}
        ids={tracks}
        sequence={sequence}
        picks={picks}
        current={current.value ? tracks.indexOf(current.value.id) : undefined}
        onPlay={onPlay}
        onMove={(places, _gap, list) =>
          edits.put({ tracks: list }, `moved ${plural(places.length, "track")}`)}
        onRemove={(places) => {
          const gone = new Set(places);
          edits.put(
            { tracks: tracks.filter((_, place) => !gone.has(place)) },
            `took out ${plural(places.length, "track")}`,
          );
        }}
        onInsert={(added, gap) =>
          edits.put(
            { tracks: tracks.toSpliced(gap, 0, ...added.map(({ id }) => id)) },
            `added ${plural(added.length, "track")}`,
          )}
        onSort={(ids, words) => edits.put({ tracks: ids }, words.toLowerCase())}
      />
    </section>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** What Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y do. */
function actOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, { undo, redo }: Edits) {
  if (!ctrlKey && !metaKey) return undefined;
  if (key.toLowerCase() === "y") return redo;
  if (key.toLowerCase() !== "z") return undefined;
  return shiftKey ? redo : undo;
}
