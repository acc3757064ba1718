import type { Signal } from "@preact/signals";
import { PlayButton } from "../../components/mod.ts";
import { columns, hovered, mapData, pinned } from "../explore_state.ts";
import type { DeckMap } from "./deck_map.ts";
import { playableAt } from "./playable.ts";
import { tableColumns, titleAt } from "./table_columns.ts";

/** Names the track under the pointer, and the pinned ones. */
export function MapTip(
  { map, moved }: {
    readonly map: { readonly current: DeckMap | undefined };
    readonly moved: Signal<number>;
  },
) {
  moved.value;
  const all = columns.value;
  const data = mapData.value;
  const row = hovered.value;
  if (!all || !data) return null;
  const place = row === undefined
    ? undefined
    : map.current?.toPixel({ x: data.xy[2 * row]!, y: data.xy[2 * row + 1]! });
  const facts = tableColumns(["tempo", "key", "loudness"]);
  return (
    <>
      {row !== undefined && place && Number.isFinite(place.x) && (
        <div class="map-tip" style={{ left: `${place.x}px`, top: `${place.y}px` }}>
          <strong>{titleAt(all, row)}</strong>
          {all.texts.artist[row] && <span>{all.texts.artist[row]}</span>}
          <span class="muted num">
            {facts.map((fact) =>
              fact.text(all, row)
            ).filter((text) => text !== "").join(" · ")}
          </span>
        </div>
      )}
      {pinned.value.length > 0 && (
        <ul class="pins" aria-label="Pinned tracks">
          {pinned.value.map((pin) => (
            <li key={pin}>
              <PlayButton track={playableAt(all, pin)} />
              <span class="title">{titleAt(all, pin)}</span>
              <button
                type="button"
                class="small"
                aria-label={`Unpin ${titleAt(all, pin)}`}
                onClick={() => pinned.value = pinned.peek().filter((other) => other !== pin)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
