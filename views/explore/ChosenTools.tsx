import { Button } from "../../components/mod.ts";
import { enqueue, NONE_PICKED, play, playNext, queuedWords, tell } from "../../player/mod.ts";
import { addToPlaylist } from "./by_hand.ts";
import { choosePlaces, chosenPlaces, chosenPlayables } from "./chosen.ts";

/** What can be done with the rows of the table that are chosen. */
export function ChosenTools() {
  const count = chosenPlaces.value.places.size;
  const queueUp = (put: typeof enqueue) => {
    const tracks = chosenPlayables();
    tell(queuedWords(tracks, { count: put(tracks), next: put === playNext }));
  };
  return (
    <span class="chosen-tools" role="group" aria-label="The chosen tracks">
      <span class="num" role="status">{count} chosen</span>
      <Button
        onClick={() => {
          const queue = chosenPlayables().filter(({ silent }) => !silent);
          if (queue[0]) play(queue[0], { queue });
        }}
      >
        Play
      </Button>
      <Button onClick={() => queueUp(playNext)}>Play next</Button>
      <Button onClick={() => queueUp(enqueue)}>Add to the queue</Button>
      <Button onClick={() => addToPlaylist(chosenPlayables().map(({ id }) => id))}>
        Add to a playlist
      </Button>
      <Button look="quiet" onClick={() => choosePlaces(NONE_PICKED)}>None</Button>
    </span>
  );
}
