import { Button } from "../../components/mod.ts";
import { playableAt, plural } from "../../domain/mod.ts";
import { columns, pinned, rowOf, togglePin } from "../../linked/mod.ts";
import { enqueue, queuedWords, tell } from "../../player/mod.ts";
import { caught } from "./caught.ts";

/** What was drawn around, and what can be done with its tracks. */
export function CaughtTracks() {
  const [all, found] = [columns.value, caught.value];
  if (!all || !found) return null;
  const rows = [...found.keys()].flatMap((id) => rowOf(id) ?? []);
  const segments = [...found.values()].reduce((sum, starts) => sum + starts.length, 0);
  const away = rows.filter((row) => !pinned.value.includes(row));
  const queueUp = () => {
    const tracks = rows.map((row) => playableAt(all, row));
    tell(queuedWords(tracks, { count: enqueue(tracks), next: false }));
  };
  return (
    <p class="row caught-tracks" role="status">
      <span class="num">
        {plural(segments, "mark")} of {plural(rows.length, "track")} drawn around
      </span>
      <Button disabled={rows.length === 0} onClick={queueUp}>Add to the queue</Button>
      <Button disabled={away.length === 0} onClick={() => away.forEach(togglePin)}>
        Pin on Explore
      </Button>
      <Button look="quiet" onClick={() => caught.value = undefined}>Let go</Button>
    </p>
  );
}
