import { type ComponentChildren, Fragment, type VNode } from "preact";
import { labelHref } from "../labels/links.ts";
import {
  formatSimilar,
  formatTrackList,
  type HoldingPlaylist,
  type SimilarAnswer,
  type SimilarRequest,
  type TrackLabels,
} from "../../similar/mod.ts";
import { numberText, plural, type Space } from "../../domain/mod.ts";
import { CardFacts, CardPlay } from "../similar/card.tsx";
import { trackHref } from "./facts.ts";

/** The nearest tracks in each space. */
export function NearestTracks(
  { answer, request, beside }: {
    /** Undefined while the spaces are still being read. */
    readonly answer: SimilarAnswer | undefined;
    readonly request: SimilarRequest;
    /** What stands beside the name of a space. */
    readonly beside?: (space: Space) => VNode;
  },
): VNode {
  const href = `/similar?${formatSimilar({ ...request, spaces: [], k: 10 })}`;
  return (
    <section class="panel" aria-label="What is near?">
      <header>
        <h2>What is near?</h2>
        <div class="actions">
          <a href={href} data-key="s">Compare the spaces</a>
        </div>
      </header>
      {!answer && (
        <p class="muted" role="status">
          The spaces are still being read, which takes seconds after a start: open the page again.
        </p>
      )}
      {answer?.lists.length === 0 && <p class="muted">This track has no vector in any space.</p>}
      <div class="nearest">
        {answer?.lists.map((list) => (
          <section key={list.space} class={`space-${list.space}`} aria-label={list.label}>
            <h3>{list.label} {beside?.(list.space)}</h3>
            {!list.query && <p class="muted">This track has no vector here.</p>}
            <ol data-play-list>
              {list.neighbours.map(({ track, cosine, duplicate }) => (
                <li key={track.id} data-row>
                  <CardPlay card={track} />
                  <span class="names">
                    <a
                      href={trackHref(
                        track.id,
                        formatTrackList({ of: "similar", space: list.space, request }),
                      )}
                    >
                      {track.title}
                    </a>
                    {track.artist && <span class="muted">{` — ${track.artist}`}</span>}
                    {duplicate && <span class="sign">near-duplicate</span>}
                    <CardFacts card={track} />
                  </span>
                  <span class="num distance" title="Cosine distance, 0 to 2">
                    {numberText(1 - cosine, 3)}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  );
}

/** What one set says of the track: each label leads to the tracks that bear it. */
function SaidLabels({ said }: { readonly said: TrackLabels }): VNode {
  const { id, name, classes, fields, split, bad, by, at } = said;
  const parts: ComponentChildren[] = [
    ...classes.map(({ name, share }) => (
      <>
        <a href={labelHref({ id }, [name])}>{name}</a>
        {share !== undefined && ` ${numberText(100 * share, 0)} %`}
      </>
    )),
    ...fields.map(({ id, unit, value }) =>
      `${id.replaceAll("_", " ")} ${numberText(value, 2)}${unit && ` ${unit}`}`
    ),
  ];
  const about = [
    split,
    bad && `known to be bad: ${bad}`,
    by && `by ${by}`,
    at !== undefined && new Date(at).toISOString().slice(0, 10),
  ].filter((part) => part);
  return (
    <p>
      <a href={`/labels/${id}`}>
        <strong>{name}</strong>
      </a>
      {": "}
      {parts.length === 0 ? "no label" : parts.map((part, i) => (
        <Fragment key={i}>
          {i > 0 && ", "}
          {part}
        </Fragment>
      ))}
      {about.length > 0 && <span class="muted">{` (${about.join(", ")})`}</span>}
    </p>
  );
}

/** Labels of a track, and the playlists that hold it. */
export function LabelsAndPlaylists(
  { labels, playlists, children }: {
    readonly labels: readonly TrackLabels[];
    readonly playlists: readonly HoldingPlaylist[];
    /** Where its labels by hand are edited. */
    readonly children?: ComponentChildren;
  },
): VNode {
  return (
    <section class="panel" aria-label="Labels and playlists">
      <header>
        <h2>Labels and playlists</h2>
      </header>
      {labels.length === 0 && <p class="muted">No label set says anything of this track.</p>}
      {labels.map((said) => <SaidLabels key={said.id} said={said} />)}
      {children}
      {playlists.length === 0 ? <p class="muted">In no playlist.</p> : (
        <>
          <h3>In {plural(playlists.length, "playlist")}</h3>
          <ul class="plain">
            {playlists.map(({ id, name, place }) => (
              <li key={id}>
                <a href={`/playlists?id=${encodeURIComponent(id)}`}>{name}</a>
                <span class="muted num">{` at ${place}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
