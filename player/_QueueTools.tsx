import { useSignal } from "@preact/signals";
import { Button } from "../components/mod.ts";
import { numberText, plural } from "../domain/mod.ts";
import { savePlaylist, type Sequence, smoothTracks, wordsOf } from "../wire/mod.ts";
import { clearQueue, orderQueue, shuffleAhead } from "./_queue.ts";
import { canRedoQueue, canUndoQueue, redoQueue, undoQueue } from "./_queue_history.ts";
import { position, queue, type Repeat, repeat } from "./_signals.ts";
import { tell } from "./_told.ts";

const AFTER: Readonly<Record<Repeat, Repeat>> = { off: "all", all: "one", one: "off" };
const REPEATS: Readonly<Record<Repeat, string>> = {
  off: "off",
  all: "the queue",
  one: "this track",
};

/** What can be done with the queue as a whole. */
export function QueueTools(
  { sequence, blind }: { readonly sequence: Sequence; readonly blind: boolean },
) {
  const naming = useSignal(false);
  const count = queue.value.length;
  return (
    <>
      <div class="tools" role="group" aria-label="The whole queue">
        <Button
          look="quiet"
          aria-pressed={repeat.value !== "off"}
          onClick={() => repeat.value = AFTER[repeat.value]}
        >
          Repeat: {REPEATS[repeat.value]}
        </Button>
        <Button
          look="quiet"
          title="Shuffles what comes after the current track"
          disabled={blind || count - position.value < 3}
          onClick={() => shuffleAhead()}
        >
          Shuffle
        </Button>
        <Button
          look="quiet"
          title="Puts the queue in an order in which transitions cost less, by sound, tempo and key"
          disabled={blind || sequence.tracks.size < 3}
          onClick={() => void smooth()}
        >
          Smooth order
        </Button>
        <Button look="quiet" disabled={!canUndoQueue.value} onClick={undoQueue}>Undo</Button>
        <Button look="quiet" disabled={!canRedoQueue.value} onClick={redoQueue}>Redo</Button>
        <Button
          look="quiet"
          aria-expanded={naming.value}
          disabled={blind || count === 0}
          onClick={() => naming.value = !naming.value}
        >
          Save
        </Button>
        <Button look="quiet" onClick={clearQueue} disabled={count < 2}>Clear</Button>
      </div>
      {naming.value && <SaveAs onDone={() => naming.value = false} />}
    </>
  );
}

async function smooth(): Promise<void> {
  try {
    const { tracks, before, after } = await smoothTracks(queue.peek().map(({ id }) => id));
    orderQueue(tracks);
    tell({ words: smoothedWords({ before, after }), undo: undoQueue });
  } catch (error) {
    tell({ words: wordsOf(error), fault: true });
  }
}

/** What a smooth order has brought. */
export function smoothedWords(
  { before, after }: { readonly before: number; readonly after: number },
): string {
  const [from, to] = [before, after].map((cost) => numberText(cost, 2));
  return from === to
    ? `No smoother order was found: transitions cost ${from}`
    : `Smooth order: transitions cost ${to}, before ${from}`;
}

function SaveAs({ onDone }: { readonly onDone: () => void }) {
  const save = async (name: string) => {
    const tracks = queue.peek().filter(({ dropped }) => !dropped).map(({ id }) => id);
    try {
      await savePlaylist({ name, tracks });
      tell({ words: `Saved as ${name}, ${plural(tracks.length, "track")}` });
      onDone();
    } catch (error) {
      tell({ words: wordsOf(error), fault: true });
    }
  };
  return (
    <form
      class="save-as"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
        if (name !== "") void save(name);
      }}
    >
      <input class="input" name="name" aria-label="Name of the playlist" required autofocus />
      <Button type="submit" look="primary">Save</Button>
    </form>
  );
}
