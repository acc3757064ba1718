import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { EmptyState } from "../components/mod.ts";
import { countText, type KeyProfile, plural, type Space } from "../domain/mod.ts";
import { formatQuery } from "../query/mod.ts";
import {
  brushed,
  Changed,
  Chips,
  ColourChoice,
  columns,
  followAddress,
  Legend,
  loading,
  query,
  recommend,
  useColumns,
} from "../linked/mod.ts";
import type { Mode } from "../views/map/MapCanvas.tsx";
import { ModeChoice } from "../views/map/MapParts.tsx";
import { DisagreementPanel } from "../views/two_maps/DisagreementPanel.tsx";
import { LensChoice } from "../views/two_maps/LensChoice.tsx";
import { Morph } from "../views/two_maps/Morph.tsx";
import { Neighbours } from "../views/two_maps/Neighbours.tsx";
import { DISAGREEMENT } from "../views/two_maps/shared_colours.ts";
import { SideMap } from "../views/two_maps/SideMap.tsx";
import { followView, spaces as spacesThere } from "../views/two_maps/state.ts";

/** What the server says before the columns are there. */
export interface TwoMapsProps {
  readonly tracks: number;
  /** Embedding spaces that the collection has. */
  readonly spaces: readonly Space[];
  /** The key profile that the overview recommends for this collection. */
  readonly profile: KeyProfile;
  /** The command that adds music to this collection. */
  readonly command: string;
}

/** Two maps of one collection, with one lasso, one hover and one colour. */
export default function TwoMaps({ tracks, spaces, profile, command }: TwoMapsProps) {
  recommend(profile);
  const mode = useSignal<Mode>("pan");
  const { version, reload } = useColumns(tracks);
  useEffect(() => {
    spacesThere.value = spaces;
    const stops = [followAddress(), followView()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (tracks === 0 || spaces.length === 0) {
    return (
      <EmptyState
        title={tracks === 0 ? "No tracks yet" : "No map yet"}
        command={command}
      >
        Maps show embeddings, which the network that ships with the program makes of each track when
        its folder is analysed.
      </EmptyState>
    );
  }
  return (
    <div class="two-maps" data-state={loading.value.state}>
      <div class="map-bar common-bar">
        <ColourChoice more={spaces.length > 1 ? [DISAGREEMENT] : []} />
        <ModeChoice mode={mode.value} onChoose={(chosen) => mode.value = chosen} />
        <Morph />
        <LensChoice />
        <Selected />
      </div>
      <Chips />
      {loading.value.state === "failed" && (
        <p class="problem" role="alert">{loading.value.reason}</p>
      )}
      {loading.value.state === "loading" && (
        <p class="muted" role="status">Loading {plural(tracks, "track")}…</p>
      )}
      <Changed version={version} reload={reload} />
      <div class="pair" key={version}>
        <SideMap side="left" mode={mode.value} />
        <SideMap side="right" mode={mode.value} />
      </div>
      <div class="map-foot">
        <Legend />
      </div>
      <Neighbours />
      <DisagreementPanel key={`disagreement ${version}`} />
      <p class="muted note">
        The right map is turned and mirrored to lie as nearly as possible like the left one:
        directions of a map mean nothing, nearness does. A map on two dimensions is an
        approximation; the lines go to the neighbours as they are in all dimensions.
      </p>
    </div>
  );
}

/** How many tracks are in the lasso, or match what else is asked. */
function Selected() {
  const selection = brushed.value?.selection;
  const all = columns.value;
  if (!selection || !all || Object.keys(query.value.clauses).length === 0) return null;
  return (
    <span class="selected-count">
      {countText(selection.count)} of {countText(all.length)} ·{" "}
      <a href={`/explore?${formatQuery(query.value)}`}>explore them</a>
    </span>
  );
}
