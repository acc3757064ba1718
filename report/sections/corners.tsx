import type { ComponentChildren, VNode } from "preact";
import type { ExploreHref } from "../explore_filter.ts";
import type { Summary } from "../summary.ts";
import { cornerTracks } from "./emotion.tsx";
import { numberText } from "../../domain/mod.ts";

/** The tracks at the corners of the emotion plane, by the letters of the chart. */
export function CornerList(
  { summary, href, play }: {
    summary: Summary;
    href?: ExploreHref;
    /** What plays a track, put before its name. */
    play?: (id: string) => ComponentChildren;
  },
): VNode | null {
  const corners = cornerTracks(summary).filter(({ tracks }) => tracks.length > 0);
  if (corners.length === 0) return null;
  return (
    <div class="corner-list">
      {corners.map(({ name, tracks }) => (
        <div key={name}>
          <h3>To hear: {name}</h3>
          <ol data-play-list>
            {tracks.map(({ id, sign, title, arousal, valence }) => {
              const link = href?.({ kind: "track", id });
              return (
                <li
                  key={id}
                  title={`${title}: ${summary.emotion.plane.y} ${numberText(arousal)}, valence ${
                    numberText(valence)
                  }`}
                >
                  <b>{sign}</b> {play?.(id)} {link ? <a href={link}>{title}</a> : title}
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </div>
  );
}
