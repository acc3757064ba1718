import { PlayButton } from "../../components/mod.ts";
import {
  numberText,
  playableAt,
  plural,
  type Space,
  spaceInfo,
  titleAt,
} from "../../domain/mod.ts";
import { formatQuery } from "../../query/mod.ts";
import { columns, pinned, query } from "../../linked/mod.ts";
import { findPath, useAsked } from "../../wire/mod.ts";
import { play } from "../../player/mod.ts";
import { addToPlaylist } from "./by_hand.ts";
import { found, onceEach, way, wayRows, wayTracks } from "./way.ts";

/** Tracks that a way may have. */
const MOST = 100;

/** The playlist along a drawn line, or along a path between two pinned tracks. */
export function WayPanel({ space }: { readonly space: Space }) {
  const failure = usePath();
  const now = way.value;
  const all = columns.value;
  const rows = wayRows.value;
  if (!all) return null;
  if (!now) return <Offer space={space} />;
  const first = rows.find((row) => !playableAt(all, row).silent);
  return (
    <div class="way" role="group" aria-label="Playlist along a way">
      <label>
        <input
          class="input"
          type="number"
          min="2"
          max={MOST}
          value={wayTracks.value}
          aria-label="Tracks along the way"
          onChange={(event) => {
            const { valueAsNumber } = event.currentTarget;
            if (valueAsNumber >= 2 && valueAsNumber <= MOST) {
              wayTracks.value = Math.round(valueAsNumber);
            }
          }}
        />{" "}
        tracks
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={onceEach.value}
          onChange={(event) => onceEach.value = event.currentTarget.checked}
        />
        each artist once
      </label>
      <span class="muted" role="status">{failure || wordsOf(rows.length)}</span>
      {first !== undefined && (
        <button
          type="button"
          class="button"
          onClick={() =>
            play(playableAt(all, first), {
              queue: rows.map((row) => playableAt(all, row)).filter(({ silent }) => !silent),
            })}
        >
          Play
        </button>
      )}
      {rows.length > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => addToPlaylist(rows.map((row) => all.ids[row]!))}
        >
          Save as playlist
        </button>
      )}
      <button
        type="button"
        class="button quiet"
        aria-label="Leave the way"
        onClick={() => way.value = undefined}
      >
        ×
      </button>
      {rows.length > 0 && (
        <ol class="way-tracks">
          {rows.map((row) => (
            <li key={row}>
              <PlayButton track={playableAt(all, row)} /> {titleAt(all, row)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Two pinned tracks can be led to one another. */
function Offer({ space }: { readonly space: Space }) {
  const all = columns.value;
  const [from, to] = pinned.value.slice(-2);
  if (!all || from === undefined || to === undefined) return null;
  return (
    <div class="way">
      <button
        type="button"
        class="button"
        onClick={() => way.value = { kind: "path", space, from: all.ids[from]!, to: all.ids[to]! }}
      >
        Path from {titleAt(all, from)} to {titleAt(all, to)}
      </button>
    </div>
  );
}

/** Asks for the path, again whenever what is asked changes; gives why there is none. */
function usePath(): string {
  const now = way.value;
  const request = now?.kind === "path"
    ? [
      new URLSearchParams({
        from: now.from,
        to: now.to,
        space: now.space,
        tracks: String(wayTracks.value),
        per_artist: String(onceEach.value ? 1 : wayTracks.value),
      }),
      formatQuery(query.value),
    ].join("&")
    : undefined;
  return useAsked(request, {
    ask: (signal) => findPath(request!, signal),
    take: (answer) => found.value = answer,
    forget: () => found.value = undefined,
  });
}

function wordsOf(count: number): string {
  const now = way.value!;
  if (now.kind === "line") {
    return count > 0 ? `${plural(count, "track")} along the line` : "No track lies along the line";
  }
  const answer = found.value;
  if (!answer) return `Looking for a path in ${spaceInfo(now.space).label}…`;
  const [least, most] = [Math.min(...answer.steps), Math.max(...answer.steps)];
  const leap = answer.links === null ? ", one leap: no chain of neighbours leads there" : "";
  return `${plural(count, "track")}, steps ${numberText(least, 2)} to ${numberText(most, 2)} in ${
    spaceInfo(answer.space).label
  }${leap}`;
}
