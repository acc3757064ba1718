import { playableAt, titleAt } from "../../domain/mod.ts";
import { PlayButton } from "../../components/mod.ts";
import { trackHref } from "../../components/track/facts.ts";
import {
  columns,
  hovered,
  keyProfile,
  pinned,
  tableColumns,
  togglePin,
  unitOf,
} from "../../linked/mod.ts";
import type { Pixel } from "./lasso.ts";

/** Room between a track and its tip, px; the style sheet has the same. */
const ABOVE = 10;

/** Names the track under the pointer. */
export function MapTip(
  { placeOf }: { readonly placeOf: (row: number) => Pixel | undefined },
) {
  const all = columns.value;
  const row = hovered.value;
  const place = row === undefined ? undefined : placeOf(row);
  if (!all || row === undefined || !place || !Number.isFinite(place.x)) return null;
  const facts = tableColumns(all, {
    ids: ["tempo", "key", "loudness"],
    profile: keyProfile.value,
  });
  return (
    <div
      ref={keepInside}
      key={`${row} ${place.x} ${place.y}`}
      class="map-tip"
      style={{ left: `${place.x}px`, top: `${place.y}px` }}
    >
      <strong>{titleAt(all, row)}</strong>
      {all.texts.artist[row] && <span>{all.texts.artist[row]}</span>}
      <span class="muted num">
        {facts.map(({ id, text }) => {
          const value = text(all, row);
          return value === "" ? "" : `${value} ${unitOf(all, id)}`.trim();
        }).filter((text) => text !== "").join(" · ")}
      </span>
    </div>
  );
}

/** Moves a tip that the edge of the map would cut: below its track, and sideways. */
function keepInside(tip: HTMLElement | null): void {
  const map = tip?.offsetParent;
  if (!tip || !map) return;
  const below = tip.offsetTop < tip.offsetHeight + ABOVE;
  const half = tip.offsetWidth / 2;
  const x = Math.min(Math.max(tip.offsetLeft, half), Math.max(half, map.clientWidth - half));
  tip.classList.toggle("below", below);
  tip.style.left = `${x}px`;
}

/** The pinned tracks. */
export function Pins() {
  const all = columns.value;
  if (!all || pinned.value.length === 0) return null;
  return (
    <ul class="pins" aria-label="Pinned tracks">
      {pinned.value.map((pin) => (
        <li key={pin}>
          <PlayButton track={playableAt(all, pin)} />
          <a class="title" href={trackHref(all.ids[pin]!)}>{titleAt(all, pin)}</a>
          <button
            type="button"
            class="small"
            aria-label={`Unpin ${titleAt(all, pin)}`}
            onClick={() => togglePin(pin)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
