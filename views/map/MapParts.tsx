import {
  layoutOf,
  numberText,
  percentText,
  projectionLabel,
  projectionNamed,
  PROJECTIONS,
  type Space,
  spaceInfo,
} from "../../domain/mod.ts";
import type { MapData, MapName } from "../../linked/mod.ts";
import { stopMap } from "../../wire/mod.ts";
import { AxisChoice } from "./AxisChoice.tsx";
import { type Mode, MODES } from "./MapCanvas.tsx";

/** Raw axes to begin with: any collection has lengths and loudnesses. */
const FIRST_RAW = "raw~duration~loudness";

/** Chooses a map. */
export function MapChoice(
  { map, spaces, label = "", best, onChoose }: {
    readonly map: MapName;
    readonly spaces: readonly Space[];
    /** Which of several maps. */
    readonly label?: string;
    /** Whether the best projection that is ready is wanted; undefined where that is no choice. */
    readonly best?: boolean | undefined;
    /** Told a projection, or none for the best. */
    readonly onChoose: (map: Pick<MapName, "space"> & Partial<MapName>) => void;
  },
) {
  const of = label && `, ${label}`;
  const { method } = layoutOf(map.projection);
  return (
    <>
      <label>
        <span class="visually-hidden">Space{of}</span>
        <select
          class="input"
          value={map.space}
          onChange={(event) => {
            const space = spaces.find((known) => known === event.currentTarget.value);
            if (space) onChoose(best ? { space } : { ...map, space });
          }}
        >
          {spaces.map((id) => <option key={id} value={id}>{spaceInfo(id).label}</option>)}
        </select>
      </label>
      <label>
        <span class="visually-hidden">Projection{of}</span>
        <select
          class="input"
          value={best ? "" : method}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const projection = value === "raw" ? FIRST_RAW : projectionNamed(value);
            if (projection) onChoose({ ...map, projection });
            else onChoose({ space: map.space });
          }}
        >
          {best !== undefined && (
            <option value="">
              {best ? `${projectionLabel(map.projection)} (best)` : "Best ready"}
            </option>
          )}
          {PROJECTIONS.map((id) => <option key={id} value={id}>{projectionLabel(id)}</option>)}
          <option value="raw">Raw axes</option>
        </select>
      </label>
      {!best && (
        <AxisChoice
          map={map}
          label={label}
          onChoose={(projection) => onChoose({ ...map, projection })}
        />
      )}
    </>
  );
}

/** Chooses what dragging on a map does. */
export function ModeChoice(
  { mode, lines = false, onChoose }: {
    readonly mode: Mode;
    /** Whether a line can be drawn. */
    readonly lines?: boolean;
    readonly onChoose: (mode: Mode) => void;
  },
) {
  return (
    <span class="modes" role="group" aria-label="What dragging does">
      {MODES.filter((name) => lines || name !== "line").map((name) => (
        <button
          key={name}
          type="button"
          class="button quiet"
          aria-pressed={mode === name}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </span>
  );
}

/** What a map waits for, or why there is none. */
export function MapWait(
  { map, progress, failure, onStop }: {
    readonly map: MapName;
    /** Share that is made, in [0, 1]. */
    readonly progress: number;
    readonly failure: string;
    /** Chooses another map; what is being laid out is then stopped. */
    readonly onStop?: (() => void) | undefined;
  },
) {
  if (failure) return <p class="map-note" role="status">{failure}</p>;
  return (
    <p class="map-note" role="status">
      Laying out {spaceInfo(map.space).label} by {projectionLabel(map.projection)}
      {progress > 0 && `: ${percentText(progress, 1, 0)}`}… {onStop && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onStop();
            stopMap(`${map.space}.${map.projection}`).catch(() => {});
          }}
        >
          Stop
        </button>
      )}
    </p>
  );
}

/** How far a map can be trusted: it is an approximation. */
export function Trust(
  { preserved, chance, k, trustworthiness, continuity, reducedTo }: Pick<
    MapData,
    "preserved" | "chance" | "k" | "trustworthiness" | "continuity" | "reducedTo"
  >,
) {
  if (Number.isNaN(preserved)) return null;
  const digits = chance < 0.1 ? 1 : 0;
  return (
    <span
      class="muted trust"
      title="A map of many dimensions on two is an approximation; this share of each track's nearest is among its nearest on the map too. Trust: how near in truth is what is near on the map; continuity: how near on the map is what is near in truth; 1 is all, about 0.5 chance (Venna and Kaski 2001)"
    >
      keeps {percentText(preserved, 1, digits)} of the {k} nearest; chance:{" "}
      {chance < 0.001 ? "under 0.1 %" : percentText(chance, 1, digits)}
      {!Number.isNaN(trustworthiness) &&
        ` · trust ${numberText(trustworthiness, 2)}, continuity ${numberText(continuity, 2)}`}
      {reducedTo !== undefined && (
        <span
          title={`The space is too large for memory: the map is of ${reducedTo} numbers a track`}
        >
          ; reduced
        </span>
      )}
    </span>
  );
}
