import { countText, plural } from "../../domain/mod.ts";
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import {
  extendPlaylist,
  listPlaylists,
  type PlaylistRow,
  savePlaylist,
  wordsOf,
} from "../../wire/mod.ts";
import { waitingTracks, wantedTracks } from "./by_hand.ts";

/** Puts tracks into a playlist that there is, or into a new one. */
export function PlaylistDialog({ query }: { readonly query: () => string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const lists = useSignal<readonly PlaylistRow[]>([]);
  const said = useSignal("");
  useSignalEffect(() => {
    if (waitingTracks.value.length === 0) return;
    said.value = "";
    dialog.current?.showModal();
    name.current?.focus();
    listPlaylists().then((found) => lists.value = found, (error) => said.value = wordsOf(error));
  });
  const done = (work: Promise<unknown>) => {
    work.then(() => dialog.current?.close(), (error) => said.value = wordsOf(error));
  };
  const tracks = waitingTracks.value;
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
      <form
        class="new-playlist"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
          const made = { name, query: tracks.length > 1 ? query() : "", tracks };
          if (name !== "") done(savePlaylist(made));
        }}
      >
        <input
          ref={name}
          class="input"
          name="name"
          placeholder="New playlist"
          aria-label="Name"
          required
        />
        <button type="submit" class="button primary">Save</button>
      </form>
      {said.value && <p class="problem" role="alert">{said.value}</p>}
      <ul class="choices">
        {lists.value.map(({ id, name, length }) => (
          <li key={id} class="choice-row">
            <button
              type="button"
              class="choice"
              onClick={() => done(extendPlaylist(id, tracks))}
            >
              <span>{name}</span>
              <span class="muted num">{length}</span>
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}

function titleFor(count: number): string {
  const wanted = wantedTracks.value;
  return wanted > count
    ? `Add the first ${countText(count)} of ${countText(wanted)} tracks to a playlist`
    : `Add ${plural(count, "track")} to a playlist`;
}
