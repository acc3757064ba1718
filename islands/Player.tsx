import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button, Icon } from "../components/mod.ts";
import { playedHref } from "../components/track/facts.ts";
import {
  attachAudio,
  attachDrags,
  attachKeys,
  attachMarks,
  attachMediaSession,
  attachMemory,
  attachOtherWindows,
  current,
  dropTarget,
  enqueue,
  hasNext,
  KeysDialog,
  next,
  playing,
  previous,
  problem,
  queue,
  queuedWords,
  QueuePanel,
  Seek,
  Shelf,
  Sound,
  tell,
  toggle,
  Told,
} from "../player/mod.ts";

/** The player bar: the only thing on the page that sounds, and it goes on from page to page. */
export default function Player() {
  const queueOpen = useSignal(false);
  const help = useRef<HTMLDialogElement>(null);
  const openHelp = () => help.current?.showModal();
  useEffect(() => {
    const undo = [
      attachMemory(),
      attachAudio(),
      attachMarks(),
      attachDrags(),
      attachMediaSession(),
      attachOtherWindows(),
      attachKeys(openHelp),
    ];
    return () => undo.forEach((stop) => stop());
  }, []);
  const closeQueue = () => queueOpen.value = false;
  const onQueue = dropTarget(({ tracks }) =>
    tell(queuedWords(tracks, { count: enqueue(tracks), next: false }))
  );
  return (
    <section class="player" aria-label="Player">
      <div class="above">
        <Told />
        {queueOpen.value ? <QueuePanel onClose={closeQueue} /> : null}
        <Shelf />
      </div>
      <Transport />
      <Now />
      <Seek />
      <Sound />
      <div class="more">
        <Button
          look="quiet"
          aria-expanded={queueOpen.value}
          aria-controls="player-queue"
          title="Queue"
          {...onQueue}
          onClick={() => queueOpen.value = !queueOpen.value}
        >
          <Icon name="queue" />
          <span class="visually-hidden">Queue</span>
          <span class="num">{queue.value.length}</span>
        </Button>
        <Button
          look="quiet"
          icon
          class="help"
          aria-label="Keys"
          title="Keys (?)"
          onClick={openHelp}
        >
          <Icon name="keyboard" />
        </Button>
      </div>
      <KeysDialog dialog={help} />
    </section>
  );
}

function Transport() {
  const none = !current.value;
  return (
    <div class="transport">
      <Button look="quiet" icon aria-label="Previous track" disabled={none} onClick={previous}>
        <Icon name="previous" />
      </Button>
      <Button
        icon
        class="main-play"
        aria-label={playing.value ? "Pause" : "Play"}
        disabled={none}
        onClick={toggle}
      >
        <Icon name={playing.value ? "pause" : "play"} />
      </Button>
      <Button
        look="quiet"
        icon
        aria-label="Next track"
        disabled={none || !hasNext.value}
        onClick={next}
      >
        <Icon name="next" />
      </Button>
    </div>
  );
}

function Now() {
  const track = current.value;
  if (problem.value) return <p class="now fault" role="alert">{problem.value}</p>;
  if (!track) return <p class="now muted">Press play on a track</p>;
  const href = playedHref(track);
  return (
    <p class="now" title={track.artist ? `${track.title} — ${track.artist}` : track.title}>
      {href
        ? <a class="title" href={href}>{track.title}</a>
        : <span class="title">{track.title}</span>}
      {track.artist && <span class="artist">{track.artist}</span>}
    </p>
  );
}
