import { useEffect } from "preact/hooks";
import { EmptyState } from "../components/mod.ts";
import type { KeyProfile, SegmentKind } from "../domain/mod.ts";
import { Changed, Chips, followAddress, loading, recommend, useColumns } from "../linked/mod.ts";
import { CaughtTracks } from "../views/segments/CaughtTracks.tsx";
import { SegmentControls } from "../views/segments/SegmentControls.tsx";
import { SegmentSide } from "../views/segments/SegmentSide.tsx";
import { keepSettings } from "../views/segments/state.ts";
import { TrackLegend } from "../views/segments/TrackLegend.tsx";

/** What the server says before the columns are there. */
export interface SegmentMapsProps {
  readonly tracks: number;
  /** What the networks that were run hear. */
  readonly kinds: readonly SegmentKind[];
  readonly profile: KeyProfile;
  /** The command that adds music to this collection. */
  readonly command: string;
}

/** Tracks as their means, their segments, or their ways through a space in time. */
export default function SegmentMaps({ tracks, kinds, profile, command }: SegmentMapsProps) {
  recommend(profile);
  const { version, reload } = useColumns(tracks);
  useEffect(() => {
    const stops = [followAddress(), keepSettings(kinds)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (tracks === 0 || kinds.length === 0) {
    return (
      <EmptyState title={tracks === 0 ? "No tracks yet" : "No network was run"} command={command}>
        Segments are what a network hears in a few seconds of a track.
      </EmptyState>
    );
  }
  return (
    <div class="segment-maps" data-state={loading.value.state}>
      <Chips />
      <SegmentControls second={{ kind: kinds[1] ?? kinds[0]!, projection: "pca" }} />
      {loading.value.state === "failed" && (
        <p class="problem" role="alert">{loading.value.reason}</p>
      )}
      <Changed version={version} reload={reload} />
      <div class="segment-pair" key={version}>
        <SegmentSide side="left" kinds={kinds} />
        <SegmentSide side="right" kinds={kinds} />
      </div>
      <CaughtTracks />
      <TrackLegend />
    </div>
  );
}
