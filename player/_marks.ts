import { type Playable, playableOf } from "../domain/mod.ts";
import { effect } from "@preact/signals";
import { current, playing } from "./_signals.ts";
import { pause, play } from "./_transport.ts";

/**
 * Lets every `[data-play-id]` of the page play its track, and marks the one that is current with
 * `data-playing` ("now" while it sounds, "paused" else), wherever and whenever it appears.
 *
 * @returns Undoes it
 */
export function attachMarks(): () => void {
  document.addEventListener("click", onClick);
  const stop = effect(() => markAll(current.value?.id, playing.value));
  let frame = 0;
  const watcher = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => markAll(current.peek()?.id, playing.peek()));
  });
  watcher.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-play-id"],
  });
  return () => {
    document.removeEventListener("click", onClick);
    stop();
    watcher.disconnect();
    cancelAnimationFrame(frame);
  };
}

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const element = target?.closest<HTMLElement>("[data-play-id]");
  if (!element || event.defaultPrevented || event.button !== 0) return;
  const inner = target?.closest("a[href], button, input, select, label");
  if (inner && inner !== element && element.contains(inner)) return;
  const track = playableIn(element);
  if (track.id === current.peek()?.id && playing.peek()) return pause();
  const list = element.closest("[data-play-list]")?.querySelectorAll<HTMLElement>("[data-play-id]");
  const tracks = [...list ?? []].map(playableIn);
  play(track, tracks.length > 0 ? { queue: unique(tracks) } : {});
}

function unique(tracks: readonly Playable[]): readonly Playable[] {
  return [...new Map(tracks.map((track) => [track.id, track])).values()];
}

/** Reads a track from the attributes that `playAttributes` writes. */
export function playableIn({ dataset }: HTMLElement): Playable {
  const {
    playId = "",
    playTitle,
    playArtist,
    playDuration,
    playLoudness,
    playPeak,
    playDropped,
  } = dataset;
  return playableOf({
    id: playId,
    title: playTitle ?? playId,
    artist: playArtist,
    duration: numberIn(playDuration),
    loudness: numberIn(playLoudness),
    truePeak: numberIn(playPeak),
    dropped: playDropped !== undefined,
  });
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function markAll(id: string | undefined, sounds: boolean): void {
  const state = sounds ? "now" : "paused";
  for (const old of document.querySelectorAll<HTMLElement>("[data-playing]")) {
    if (old.dataset["playId"] !== id) delete old.dataset["playing"];
  }
  if (id === undefined) return;
  const same = document.querySelectorAll<HTMLElement>(`[data-play-id="${CSS.escape(id)}"]`);
  for (const element of same) {
    if (element.dataset["playing"] !== state) element.dataset["playing"] = state;
  }
}
