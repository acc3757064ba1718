import { Icon } from "./Icon.tsx";
import type { Playable } from "../domain/mod.ts";

/**
 * Plays a track in the player bar. It works in server markup and in islands alike: the player
 * listens for clicks on `[data-play-id]` and marks the one that plays with `data-playing`. Rows
 * inside one `[data-play-list]` follow each other. The button of a track that cannot be played says
 * why; the keyboard still reaches it, as it does the rest of the row.
 */
export function PlayButton({ track }: { readonly track: Playable }) {
  const name = track.artist ? `${track.title} by ${track.artist}` : track.title;
  if (track.silent) {
    return (
      <button
        type="button"
        class="play silent"
        aria-disabled="true"
        aria-label={`Cannot play ${name}: ${track.silent}`}
        title={`Cannot be played: ${track.silent}`}
      >
        <Icon name="silent" />
      </button>
    );
  }
  return (
    <button type="button" class="play" aria-label={`Play ${name}`} {...playAttributes(track)}>
      <Icon name="play" class="start" />
      <Icon name="pause" class="pause" />
    </button>
  );
}

/** The attributes that make any element play a track when it is clicked. */
export function playAttributes(
  track: Playable,
): Record<`data-play-${string}`, string | number | undefined> {
  return {
    "data-play-id": track.id,
    "data-play-title": track.title,
    "data-play-artist": track.artist,
    "data-play-duration": finite(track.duration),
    "data-play-loudness": finite(track.loudness),
    "data-play-peak": finite(track.truePeak),
    "data-play-dropped": track.dropped ? "yes" : undefined,
  };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
