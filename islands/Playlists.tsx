import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { EmptyState } from "../components/mod.ts";
import { tell } from "../player/mod.ts";
import type { ListedTrack } from "../playlist/mod.ts";
import { setAddress } from "../web/client/mod.ts";
import { useEdits } from "../views/playlists/edits.ts";
import { PlaylistDetail } from "../views/playlists/PlaylistDetail.tsx";
import { PlaylistNav } from "../views/playlists/PlaylistNav.tsx";
import {
  deletePlaylist,
  listPlaylists,
  openPlaylist,
  type Playlist,
  playlistChanges,
  type PlaylistRow,
  savePlaylist,
  wordsOf,
} from "../wire/mod.ts";

/** What the server says before the page is alive. */
export interface PlaylistsProps {
  readonly lists: readonly PlaylistRow[];
  readonly open: Playlist | null;
  /** Tracks of the open one that are known. */
  readonly known: readonly ListedTrack[];
}

/** The saved playlists: one is open, to be put in order, played, renamed and taken away. */
export default function Playlists({ lists: first, open, known }: PlaylistsProps) {
  const lists = useSignal(first);
  const shown = useSignal<Playlist | undefined>(open ?? undefined);
  const edits = useEdits(shown);
  const seen = useRef(playlistChanges.peek());
  const run = (work: Promise<unknown>) =>
    void work.catch((error) => tell({ words: wordsOf(error), fault: true }));
  const show = async (id: string) => {
    shown.value = await openPlaylist(id);
    setAddress(`/playlists?id=${encodeURIComponent(id)}`);
  };
  const refresh = async () => {
    lists.value = byCreation(await listPlaylists());
    const now = shown.peek();
    const row = now && lists.value.find(({ id }) => id === now.id);
    if (now && row && row.length !== now.tracks.length && row.changed > now.changed) {
      shown.value = await openPlaylist(now.id);
    }
  };
  useSignalEffect(() => {
    if (playlistChanges.value === seen.current) return;
    seen.current = playlistChanges.value;
    run(refresh());
  });
  const drop = async (row: PlaylistRow) => {
    const gone = await deletePlaylist(row.id);
    const next = lists.peek().find(({ id }) => id !== gone.id);
    if (shown.peek()?.id === gone.id) {
      shown.value = undefined;
      if (next) await show(next.id);
    }
    tell({
      words: `Deleted ${gone.name}`,
      undo: () => savePlaylist(gone).then((again) => show(again.id)),
    });
  };
  if (lists.value.length === 0) {
    return (
      <EmptyState
        title="No playlists yet"
        actions={<a class="button primary" href="/explore">Open Explore</a>}
      >
        Filter the collection on Explore and save what is left, or add tracks one by one with p.
      </EmptyState>
    );
  }
  return (
    <div class="playlists">
      <PlaylistNav
        lists={lists.value}
        shown={shown.value?.id}
        onOpen={(id) => run(show(id))}
        onDelete={(row) => run(drop(row))}
      />
      {shown.value && (
        <PlaylistDetail
          key={shown.value.id}
          playlist={shown.value}
          known={shown.value.id === open?.id ? known : []}
          edits={edits}
          lists={lists.value}
        />
      )}
    </div>
  );
}

/** Newest first; a list that is changed keeps its place. */
function byCreation(rows: readonly PlaylistRow[]): readonly PlaylistRow[] {
  return rows.toSorted((a, b) => b.created - a.created);
}
