import { effect } from "@preact/signals";
import { current, playing } from "./_signals.ts";
import { next, pause, previous, seek, toggle } from "./_transport.ts";

/**
 * Shows the track to the system and lets its media keys control the player.
 *
 * @returns Undoes it
 */
export function attachMediaSession(): () => void {
  if (!("mediaSession" in navigator)) return () => {};
  const { mediaSession } = navigator;
  const handlers: readonly [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", toggle],
    ["pause", pause],
    ["nexttrack", next],
    ["previoustrack", previous],
    ["seekto", ({ seekTime }) => seekTime !== undefined && seek(seekTime)],
  ];
  for (const [action, handler] of handlers) mediaSession.setActionHandler(action, handler);
  const stop = effect(() => {
    const track = current.value;
    mediaSession.metadata = track
      ? new MediaMetadata({ title: track.title, artist: track.artist ?? "" })
      : null;
    mediaSession.playbackState = track ? (playing.value ? "playing" : "paused") : "none";
  });
  return () => {
    stop();
    for (const [action] of handlers) mediaSession.setActionHandler(action, null);
  };
}
