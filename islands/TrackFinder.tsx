import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import type { TrackCard } from "../similar/mod.ts";
import { Icon } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { type Found, latest, searchTracks, wordsOf } from "../wire/mod.ts";

/** A parameter that the page keeps when another track is chosen. */
export type KeptParameter = readonly [name: string, value: string];

/** Tracks that have the words. */
interface Answer extends Found {
  readonly words: string;
}

const NOTHING: Answer = { words: "", matching: 0, tracks: [] };

/** Chooses a track by typing. Without script it is a search form. */
export default function TrackFinder(
  { kept, find }: { readonly kept: readonly KeptParameter[]; readonly find: string },
) {
  const id = useId();
  const text = useSignal(find);
  const found = useSignal<Answer>(NOTHING);
  const open = useSignal(false);
  const at = useSignal(-1);
  const fault = useSignal("");
  /** Whether the first track is to be chosen as soon as it is found. */
  const awaited = useSignal(false);
  const search = useMemo(() =>
    latest(async (words: string, signal) => {
      fault.value = "";
      try {
        found.value = { words, ...await searchTracks({ words, limit: 8, signal }) };
        const [first] = found.value.tracks;
        if (first && awaited.value && open.value && words === text.value) choose(first);
      } catch (error) {
        found.value = NOTHING;
        fault.value = wordsOf(error);
      }
      at.value = -1;
    }), []);
  useEffect(() => search.stop, []);
  const { tracks, matching } = found.value;
  const shown = open.value && text.value.trim() !== "";

  function choose(track: TrackCard): void {
    open.value = false;
    const params = new URLSearchParams([["track", track.id], ...kept.map(([n, v]) => [n, v])]);
    void navigate(`/similar?${params}`);
  }

  /** Whether the tracks in the list are those of an older text, and none of them is chosen. */
  function isOlder(): boolean {
    return at.value < 0 && found.value.words !== text.value && fault.value === "";
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && tracks.length > 0) {
      event.preventDefault();
      open.value = true;
      at.value = (at.value + step + tracks.length) % tracks.length;
    } else if (event.key === "Escape") open.value = false;
    else if (event.key === "Enter" && shown && isOlder()) {
      event.preventDefault();
      awaited.value = true;
    } else if (event.key === "Enter" && shown && tracks.length > 0) {
      event.preventDefault();
      choose(tracks[Math.max(0, at.value)]!);
    }
  }

  return (
    <form class="finder" action="/similar" role="search">
      {kept.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <Icon name="search" />
      <input
        class="input"
        name="find"
        type="search"
        value={text.value}
        placeholder="Title, artist or path of the query"
        aria-label="Choose a track by title, artist or path"
        autocomplete="off"
        role="combobox"
        list={undefined}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at.value >= 0 ? `${id}-${at.value}` : undefined}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          open.value = true;
          at.value = -1;
          awaited.value = false;
          search.run(text.value);
        }}
        onFocus={() => {
          if (text.value !== "" && found.value === NOTHING) search.run(text.value);
          open.value = true;
        }}
        onBlur={() => open.value = false}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <ul class="finder-list" id={`${id}-list`} role="listbox" aria-label="Tracks">
          {tracks.map((track, i) => (
            <li
              key={track.id}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at.value}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(track);
              }}
            >
              <span class="title">{track.title}</span>
              <span class="muted">{track.artist ?? track.path}</span>
            </li>
          ))}
          {matching > tracks.length && (
            <li class="muted more" aria-disabled="true">
              {matching - tracks.length} more: type on
            </li>
          )}
          {fault.value && <li class="more" role="alert">{fault.value}</li>}
          {matching === 0 && found.value !== NOTHING && (
            <li class="muted more" aria-disabled="true">No track has all these words</li>
          )}
        </ul>
      )}
    </form>
  );
}
