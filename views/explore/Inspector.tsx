import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button, buttonClass, clock, Icon, PlayButton } from "../../components/mod.ts";
import { LabelsAndPlaylists, NearestTracks } from "../../components/track/Around.tsx";
import { trackHref } from "../../components/track/facts.ts";
import { FactList } from "../../components/track/FactList.tsx";
import { ClassCertainty, KeyCertainty, TempoCertainty } from "../../components/track/Uncertain.tsx";
import {
  camelotOf,
  type Columns,
  type Finding,
  keyAt,
  keyText,
  numberAt,
  playableAt,
  spaceInfo,
  titleAt,
  type TrackId,
} from "../../domain/mod.ts";
import {
  columns,
  keyProfile,
  loading,
  pinned,
  rowOf,
  rows,
  setView,
  shownNumbers,
  togglePin,
  view,
  written,
} from "../../linked/mod.ts";
import { enqueue, playNext, queuedWords, tell } from "../../player/mod.ts";
import { PLAIN_REQUEST } from "../../similar/mod.ts";
import { lookAt, type LookedAt, useAsked } from "../../wire/mod.ts";
import { LabelEditor } from "../labels/LabelEditor.tsx";
import type { Lane } from "../track/lanes.ts";
import { MovingEmotion } from "../track/MovingEmotion.tsx";
import { StripStack } from "../track/StripStack.tsx";
import { addToPlaylist } from "./by_hand.ts";
import { inspect, shutInspector, takesFocus, WHOLE_PAGE } from "./inspecting.ts";
import { similarHref } from "./similar_link.ts";

/** Width of the axes of what is drawn along it, px. */
const AXIS = 64;

/** One track beside the map: what is known of it, and what can be done with it. */
export function Inspector() {
  const { track } = view.value;
  const all = columns.value;
  if (track === undefined || !all) return null;
  const row = rowOf(track);
  return <Opened key="inspector" track={track} all={all} row={row} />;
}

function Opened(
  { track, all, row }: {
    readonly track: TrackId;
    readonly all: Columns;
    readonly row: number | undefined;
  },
) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus()) panel.current?.focus();
    panel.current?.scrollTo(0, 0);
  }, [track]);
  useEscape();
  return (
    <aside class="inspector" aria-label="Track" tabindex={-1} ref={panel}>
      {row === undefined
        ? (
          <header class="inspector-head">
            <p>{loading.value.state === "ready" && "This track is not in the collection."}</p>
            <Shut />
          </header>
        )
        : (
          <>
            <Head all={all} row={row} track={track} />
            <Ways all={all} row={row} track={track} />
            <Known key={track} all={all} row={row} track={track} />
          </>
        )}
    </aside>
  );
}

interface Shown {
  readonly all: Columns;
  readonly row: number;
  readonly track: TrackId;
}

function Head({ all, row, track }: Shown) {
  const { artist, album } = all.texts;
  const duration = numberAt(all, { id: "duration", row });
  return (
    <header class="inspector-head">
      <PlayButton track={playableAt(all, row)} />
      <div class="names">
        <h2>
          <a href={trackHref(track)} {...{ [WHOLE_PAGE]: "" }}>{titleAt(all, row)}</a>
        </h2>
        <p class="muted">
          {[artist[row], album[row], clock(Math.round(duration))].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Shut />
    </header>
  );
}

function Shut() {
  return (
    <Button look="quiet" icon aria-label="Shut the track (Escape)" onClick={shutInspector}>
      <Icon name="close" />
    </Button>
  );
}

const WAYS = [
  { sign: "↑", words: "Previous", step: -1, key: "b" },
  { sign: "↓", words: "Next", step: 1, key: "n" },
] as const;

function Ways({ all, row, track }: Shown) {
  const list = rows.value;
  const at = list.indexOf(row);
  const beside = (step: 1 | -1) => {
    const other = at < 0 ? undefined : list[at + step];
    return other === undefined ? undefined : all.ids[other];
  };
  const isPinned = pinned.value.includes(row);
  const playable = playableAt(all, row);
  const queueUp = (put: typeof enqueue) =>
    tell(queuedWords([playable], { count: put([playable]), next: put === playNext }));
  return (
    <div class="ways" role="group" aria-label="What to do with it">
      {WAYS.map(({ sign, words, step, key }) => {
        const other = beside(step);
        return (
          <Button
            key={words}
            look="quiet"
            aria-label={`${words} track of the list`}
            title={`${words} track of the list (${key})`}
            data-key={key}
            disabled={other === undefined}
            onClick={() => inspect(other!)}
          >
            {sign}
          </Button>
        );
      })}
      {!playable.silent && (
        <>
          <Button onClick={() => queueUp(playNext)}>Play next</Button>
          <Button onClick={() => queueUp(enqueue)}>Queue</Button>
        </>
      )}
      <Button data-key="p" onClick={() => addToPlaylist([track])}>+ Playlist</Button>
      <a class={buttonClass()} href={similarHref(track)} data-key="s">Similar</a>
      <Button aria-pressed={isPinned} onClick={() => togglePin(row)}>
        {isPinned ? "Unpin" : "Pin"}
      </Button>
      <a
        class={buttonClass()}
        href={trackHref(track, written.value)}
        {...{ [WHOLE_PAGE]: "" }}
      >
        Whole page
      </a>
    </div>
  );
}

/** The spectrogram, the chromagram and the onsets are left to the whole page. */
function isSmall({ id }: Lane): boolean {
  return !["mel", "chroma", "onset"].includes(id);
}

function Known({ all, row, track }: Shown) {
  const known = useSignal<LookedAt | undefined>(undefined);
  const failure = useAsked(track, {
    ask: (signal) => lookAt(track, signal),
    take: (facts) => known.value = facts,
  });
  const playable = playableAt(all, row);
  const facts = known.value;
  return (
    <>
      {failure && <p class="problem" role="alert">{failure}</p>}
      {playable.silent
        ? <p class="muted">Imported without its audio: nothing can be drawn along it.</p>
        : (
          <section class="strips" aria-label="Along it">
            <StripStack
              track={playable}
              seconds={numberAt(all, { id: "duration", row })}
              only={isSmall}
              axis={AXIS}
            />
          </section>
        )}
      {!facts && !failure && <p class="muted" role="status">Reading what is known of it…</p>}
      {facts && (
        <>
          <section aria-label="Descriptors">
            <h3>Among all tracks</h3>
            <FactList findings={shortOf({ all, row, track }, facts.findings)} />
          </section>
          <ClassCertainty
            findings={facts.findings}
            styles={facts.classes.styles}
            tags={facts.classes.tags}
          />
          {facts.way && <MovingEmotion way={facts.way} track={playable} />}
          <NearestTracks
            answer={facts.neighbours}
            request={{ ...PLAIN_REQUEST, track }}
            beside={(space) => (
              <Button
                look="quiet"
                aria-pressed={view.value.space === space}
                title={`Its place in ${spaceInfo(space).label}`}
                onClick={() => setView({ space, projection: undefined })}
              >
                on its map
              </Button>
            )}
          />
          <details>
            <summary>How sure are tempo and key?</summary>
            <TempoCertainty findings={facts.findings} />
            <KeyCertainty findings={facts.findings} />
          </details>
          <LabelsAndPlaylists labels={facts.labels} playlists={facts.playlists}>
            <LabelEditor target={{ tracks: [track] }} />
          </LabelsAndPlaylists>
        </>
      )}
    </>
  );
}

/** The descriptors whose histograms stand first, and the key. */
function shortOf({ all, row }: Shown, findings: readonly Finding[]): readonly Finding[] {
  const profile = keyProfile.value;
  const key = keyAt(all, { profile, row });
  const [tempo, ...others] = ["tempo", ...shownNumbers(all).first.map(({ id }) => id)]
    .filter((id, at, ids) => ids.indexOf(id) === at)
    .flatMap((id) => findings.find(({ descriptor }) => descriptor.id === id) ?? []);
  const found = findings.find(({ descriptor }) => descriptor.id === `key_${profile}`);
  const named = found && key && { ...found, value: `${keyText(key)}, ${camelotOf(key)}` };
  return [tempo, named ?? found, ...others].filter((finding) => finding !== undefined);
}

/** Escape shuts the inspector before anything behind it hears of the key. */
function useEscape(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const own = target.closest(".inspector") !== null;
      const isOthers = target.closest("input, textarea, select, dialog, [role=slider]") !== null;
      if ((isOthers && !own) || document.querySelector("dialog[open], details.menu[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      shutInspector();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}
