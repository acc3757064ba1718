import { useSignal } from "@preact/signals";
import { Icon } from "../../components/mod.ts";
import { countText } from "../../domain/mod.ts";
import { dropTarget, toPlaylist } from "../../player/mod.ts";
import type { PlaylistRow } from "../../wire/mod.ts";

/** The saved playlists, newest first; tracks dropped on one are added to it. */
export function PlaylistNav(
  { lists, shown, onOpen, onDelete }: {
    readonly lists: readonly PlaylistRow[];
    readonly shown: string | undefined;
    readonly onOpen: (id: string) => void;
    readonly onDelete: (row: PlaylistRow) => void;
  },
) {
  return (
    <nav aria-label="Playlists">
      <ul>
        {lists.map((row) => (
          <Entry
            key={row.id}
            row={row}
            on={row.id === shown}
            onOpen={onOpen}
            onDelete={onDelete}
          />
        ))}
      </ul>
    </nav>
  );
}

function Entry(
  { row, on, onOpen, onDelete }: {
    readonly row: PlaylistRow;
    readonly on: boolean;
    readonly onOpen: (id: string) => void;
    readonly onDelete: (row: PlaylistRow) => void;
  },
) {
  const over = useSignal(false);
  const target = dropTarget(({ tracks }) => {
    over.value = false;
    void toPlaylist(tracks.map(({ id }) => id), row);
  });
  return (
    <li
      class={[on && "on", over.value && "over"].filter(Boolean).join(" ")}
      onDragEnter={() => over.value = true}
      onDragLeave={() => over.value = false}
      {...target}
    >
      <a
        class="choice"
        href={`/playlists?id=${encodeURIComponent(row.id)}`}
        aria-current={on ? "true" : undefined}
        draggable={false}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(row.id);
        }}
      >
        <span title={row.name}>{row.name}</span>
        <span class="muted num">{countText(row.length)}</span>
      </a>
      <button
        type="button"
        class="small"
        aria-label={`Delete ${row.name}`}
        onClick={() => onDelete(row)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
