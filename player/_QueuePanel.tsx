import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Icon } from "../components/mod.ts";
import { useSequence } from "../wire/mod.ts";
import { TrackRows } from "./list/TrackRows.tsx";
import { NONE_PICKED, type Picked } from "./list/pick.ts";
import { totalsText } from "./list/totals.ts";
import { dequeue, insertInQueue, moveInQueue, orderQueue } from "./_queue.ts";
import { redoQueue, undoQueue } from "./_queue_history.ts";
import { position, queue } from "./_signals.ts";
import { QueueTools } from "./_QueueTools.tsx";

/** The tracks to come, above the bar: to be put in order, saved and played. */
export function QueuePanel({ onClose }: { readonly onClose: () => void }) {
  const tracks = queue.value;
  const blind = tracks.some((track) => track.blind);
  const ids = blind ? [] : tracks.map(({ id }) => id);
  const sequence = useSequence(ids);
  const picks = useSignal<Picked>(NONE_PICKED);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <section
      id="player-queue"
      class="queue"
      aria-label="Queue"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
        if (event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.shiftKey) redoQueue();
        else undoQueue();
      }}
    >
      <header>
        <h2>Queue</h2>
        <span class="muted num totals">{blind ? "heard blind" : totalsText(ids, sequence)}</span>
        <Button look="quiet" icon aria-label="Close the queue" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <QueueTools sequence={sequence} blind={blind} />
      {tracks.length === 0 && (
        <p class="muted">Nothing yet: press play on a track, or drag tracks here.</p>
      )}
      {blind
        ? <p class="muted">A listening test plays: nothing of its tracks is shown.</p>
        : (
          <TrackRows
            id="queue"
            label="Queue"
            ids={ids}
            sequence={sequence}
            fallback={(place) => tracks[place]}
            picks={picks}
            current={position.value}
            onMove={moveInQueue}
            onRemove={(places) => dequeue(...places)}
            onInsert={insertInQueue}
            onSort={orderQueue}
          />
        )}
    </section>
  );
}
