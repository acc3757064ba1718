import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { clock, EmptyState } from "../components/mod.ts";
import { plural, type TrackId } from "../domain/mod.ts";
import { PLAYLIST_FORMATS } from "../playlist/mod.ts";
import { setAddress } from "../web/client/mod.ts";
import { TrackList } from "../views/playlists/TrackList.tsx";
import {
  changePlaylist,
  deletePlaylist,
  listPlaylists,
  type OpenPlaylist,
  openPlaylist,
  type Playlist,
  type PlaylistRow,
  savePlaylist,
  wordsOf,
} from "../wire/mod.ts";

/** What a playlist is downloaded as, and what a button says of it. Of DJ software with beat grids. */
const DOWNLOADS: readonly (readonly [string, string])[] = [
  ...PLAYLIST_FORMATS.map((format) => [format, format.toUpperCase()] as const),
  ["rekordbox", "Rekordbox"],
  ["traktor", "Traktor"],
];

/** Something that was done, and how to take it back. */
interface Done {
  readonly words: string;
  readonly undo: () => Promise<unknown>;
}

/** The saved playlists: open, rename, reorder, take out, delete, with undo; and take away as files. */
export default function Playlists() {
  const lists = useSignal<readonly PlaylistRow[] | undefined>(undefined);
  const shown = useSignal<OpenPlaylist | undefined>(undefined);
  const done = useSignal<Done | undefined>(undefined);
  const fault = useSignal("");
  const run = (work: Promise<unknown>) => {
    fault.value = "";
    work.catch((error) => fault.value = wordsOf(error));
  };
  const refresh = async () => {
    lists.value = await listPlaylists();
  };
  const show = async (id: string) => {
    shown.value = await openPlaylist(id);
    setAddress(`/playlists?id=${encodeURIComponent(id)}`);
  };
  useEffect(() => {
    const id = new URLSearchParams(location.search).get("id");
    run(refresh().then(() => id ? show(id) : undefined));
  }, []);
  const drop = async (playlist: PlaylistRow) => {
    const gone = await deletePlaylist(playlist.id);
    if (shown.peek()?.playlist.id === gone.id) shown.value = undefined;
    done.value = {
      words: `Deleted ${gone.name}`,
      undo: () => savePlaylist(gone).then((again) => show(again.id)),
    };
    await refresh();
  };
  const put = async (
    before: Playlist,
    fields: { readonly name?: string; readonly tracks?: readonly TrackId[] },
  ) => {
    const current = shown.peek();
    const next = { ...before, ...fields };
    if (current) shown.value = { ...current, playlist: next };
    done.value = {
      words: fields.name ? `Renamed to ${fields.name}` : "Changed the tracks",
      undo: () => {
        const { name, tracks } = before;
        return changePlaylist(before.id, { name, tracks }).then(() => show(before.id));
      },
    };
    await changePlaylist(before.id, fields);
    await refresh();
  };
  const undo = async (step: Done) => {
    done.value = undefined;
    await step.undo();
    await refresh();
  };
  if (lists.value?.length === 0 && !done.value) {
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
      <nav aria-label="Playlists">
        <ul>
          {lists.value?.map((row) => (
            <li key={row.id} class={shown.value?.playlist.id === row.id ? "on" : undefined}>
              <button
                type="button"
                class="choice"
                onClick={() =>
                  run(show(row.id))}
              >
                <span>{row.name}</span>
                <span class="muted num">{row.length}</span>
              </button>
              <button
                type="button"
                class="small"
                aria-label={`Delete ${row.name}`}
                onClick={() =>
                  run(drop(row))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        {lists.value === undefined && <p class="muted" role="status">Loading playlists…</p>}
        {done.value && (
          <p class="done" role="status">
            {done.value.words}{" "}
            <button type="button" class="button quiet" onClick={() => run(undo(done.value!))}>
              Undo
            </button>
          </p>
        )}
        {fault.value && <p class="problem" role="alert">{fault.value}</p>}
      </nav>
      {shown.value
        ? <Detail shown={shown.value} put={(fields) => run(put(shown.peek()!.playlist, fields))} />
        : <p class="muted">Choose a playlist</p>}
    </div>
  );
}

function Detail(
  { shown, put }: {
    readonly shown: OpenPlaylist;
    readonly put: (
      fields: { readonly name?: string; readonly tracks?: readonly TrackId[] },
    ) => void;
  },
) {
  const { playlist, tracks } = shown;
  const seconds = playlist.tracks.reduce((sum, id) => sum + (tracks.get(id)?.duration ?? 0), 0);
  return (
    <section aria-label={playlist.name}>
      <header>
        <textarea
          class="input name"
          aria-label="Name"
          rows={1}
          spellcheck={false}
          value={playlist.name}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
          onChange={(event) => {
            const name = event.currentTarget.value.replace(/\s+/g, " ").trim();
            if (name !== "" && name !== playlist.name) put({ name });
          }}
        />
        <p class="muted">
          {plural(playlist.tracks.length, "track")}, {clock(Math.round(seconds))}
          {playlist.query !== "" && (
            <>
              {", "}
              <a href={`/explore?${playlist.query}`}>open its query</a>
            </>
          )}
        </p>
        <p class="row">
          {DOWNLOADS.map(([format, label]) => (
            <a
              key={format}
              class="button"
              href={`/api/playlists/${encodeURIComponent(playlist.id)}/export?format=${format}`}
              download
            >
              {label}
            </a>
          ))}
        </p>
      </header>
      {playlist.tracks.length === 0
        ? <p class="muted">This playlist is empty. Add tracks on Explore with p.</p>
        : (
          <TrackList
            key={playlist.id}
            ids={playlist.tracks}
            tracks={tracks}
            onChange={(ids) => put({ tracks: ids })}
          />
        )}
    </section>
  );
}
