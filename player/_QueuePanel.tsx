import { useEffect } from "preact/hooks";
import { Button, clock, Icon } from "../components/mod.ts";
import { clearQueue, dequeue, jump, position, queue } from "./_state.ts";

/** The tracks to come, above the bar. */
export function QueuePanel({ onClose }: { readonly onClose: () => void }) {
  const tracks = queue.value;
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && onClose();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <section id="player-queue" class="queue" aria-label="Queue">
      <header>
        <h2>Queue</h2>
        <span class="muted num">{tracks.length === 1 ? "1 track" : `${tracks.length} tracks`}</span>
        <Button look="quiet" onClick={clearQueue} disabled={tracks.length < 2}>Clear</Button>
        <Button look="quiet" icon aria-label="Close the queue" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      {tracks.length === 0 && <p class="muted">Nothing yet: press play on a track.</p>}
      <ol>
        {tracks.map((track, place) => (
          <li key={track.id} aria-current={place === position.value ? "true" : undefined}>
            <button
              type="button"
              class="entry"
              onClick={() =>
                jump(place)}
            >
              <span class="num muted">{place + 1}</span>
              <span class="name">
                {track.title}
                {track.artist && <span class="muted">{track.artist}</span>}
              </span>
              <span class="num muted">{clock(track.duration)}</span>
            </button>
            <Button
              look="quiet"
              icon
              aria-label={`Take ${track.title} out of the queue`}
              onClick={() =>
                dequeue(place)}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
