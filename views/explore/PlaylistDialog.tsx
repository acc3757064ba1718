import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { countText, plural } from "../../domain/mod.ts";
import { tell, toPlaylist } from "../../player/mod.ts";
import { listPlaylists, type PlaylistRow, savePlaylist, wordsOf } from "../../wire/mod.ts";
import { waitingTracks, wantedTracks } from "./by_hand.ts";

/** Puts tracks into a playlist that there is, newest first, or into a new one. */
export function PlaylistDialog({ query }: { readonly query: () => string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const name = useSignal("");
  const lists = useSignal<readonly PlaylistRow[]>([]);
  const said = useSignal("");
  useSignalEffect(() => {
    if (waitingTracks.value.length === 0) return;
    said.value = "";
    name.value = "";
    dialog.current?.showModal();
    field.current?.focus();
    const isOne = waitingTracks.peek().length === 1;
    listPlaylists().then((found) => {
      lists.value = found;
      if (!isOne || name.peek() !== "") return;
      requestAnimationFrame(() => list.current?.querySelector("button")?.focus());
    }, (error) => said.value = wordsOf(error));
  });
  const tracks = waitingTracks.value;
  const twin = lists.value.find((row) => row.name === name.value.trim());
  const extend = async (row: PlaylistRow) => {
    if (await toPlaylist(tracks, row)) dialog.current?.close();
    else said.value = `Cannot add to ${row.name}`;
  };
  const save = async (name: string) => {
    try {
      await savePlaylist({ name, query: tracks.length > 1 ? query() : "", tracks });
      tell({ words: `Saved as ${name}, ${plural(tracks.length, "track")}` });
      dialog.current?.close();
    } catch (error) {
      said.value = wordsOf(error);
    }
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="playlist-dialog-title"
      onClose={() => waitingTracks.value = []}
    >
      <header>
        <h2 id="playlist-dialog-title">{titleFor(tracks.length)}</h2>
        <button
          type="button"
          class="button quiet"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          ×
        </button>
      </header>
      {said.value && <p class="problem" role="alert">{said.value}</p>}
      <ul class="choices" ref={list}>
        {lists.value.map((row) => (
          <li key={row.id} class="choice-row">
            <button type="button" class="choice" onClick={() => void extend(row)}>
              <span>{row.name}</span>
              <span class="muted num">{row.length}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        class="new-playlist"
        onSubmit={(event) => {
          event.preventDefault();
          const given = name.peek().trim();
          if (twin) void extend(twin);
          else if (given !== "") void save(given);
        }}
      >
        <input
          ref={field}
          class="input"
          name="name"
          placeholder="New playlist"
          aria-label="Name"
          autocomplete="off"
          value={name.value}
          onInput={(event) => name.value = event.currentTarget.value}
          required
        />
        <button type="submit" class="button primary">{twin ? "Add to it" : "Save"}</button>
      </form>
    </dialog>
  );
}

function titleFor(count: number): string {
  const wanted = wantedTracks.value;
  return wanted > count
    ? `Add the first ${countText(count)} of ${countText(wanted)} tracks to a playlist`
    : `Add ${plural(count, "track")} to a playlist`;
}
