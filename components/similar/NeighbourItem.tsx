import type { VNode } from "preact";
import {
  formatSimilar,
  formatTrackList,
  type NeighbourRow,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { numberText, type Space } from "../../domain/mod.ts";
import { trackHref } from "../track/facts.ts";
import { CardFacts, CardPlay, nameOf } from "./card.tsx";
import { placeText, shareText, shortName } from "./text.ts";

/** One line of a list: a track, how near it is, and where it is in the other list. */
export function NeighbourItem(
  { row, request, space }: {
    readonly row: NeighbourRow;
    readonly request: SimilarRequest;
    readonly space: Space;
  },
): VNode {
  const { track } = row;
  const { why, file: _, ...kept } = request;
  const open = why === track.id;
  const { why: __, ...closed } = request;
  const look = formatSimilar(open ? closed : { ...request, why: track.id });
  const common = row.elsewhere.some(({ listed }) => listed);
  return (
    <li class={common ? "neighbour common" : "neighbour"} data-row data-track={track.id}>
      <span class="rank num">{row.rank}</span>
      <CardPlay card={track} />
      <div class="names">
        <span class="line">
          <a
            class="name"
            href={trackHref(track.id, formatTrackList({ of: "similar", space, request }))}
            title={nameOf(track)}
            data-key="i"
          >
            <span class="title">{track.title}</span>
            {track.artist && <span class="artist">{` — ${track.artist}`}</span>}
          </a>
          {row.duplicate && (
            <span
              class="sign"
              title="So alike in this space that it is taken for the same recording"
            >
              near-duplicate
            </span>
          )}
        </span>
        <CardFacts card={track} />
      </div>
      <div class="measures">
        <span class="num distance" title={detailOf(row)}>{shareText(row.pairs_nearer)}</span>
        <Elsewhere row={row} />
      </div>
      <div class="signs">
        <Moved row={row} />
        <a
          class="hop"
          href={`/similar?${formatSimilar({ ...kept, track: track.id })}`}
          title="Look for what is similar to it (s)"
          aria-label={`Tracks similar to ${track.title}`}
          data-key="s"
        >
          ≈
        </a>
        <a
          class="why"
          href={`/similar?${look}${open ? "" : "#why"}`}
          aria-label={`Why ${track.title} is similar in ${shortName(space)}`}
          aria-current={open ? "true" : undefined}
          data-key="w"
        >
          why
        </a>
      </div>
    </li>
  );
}

function detailOf(row: NeighbourRow): string {
  const parts = [
    `cosine ${numberText(row.cosine, 4)}`,
    `distance ${numberText(1 - row.cosine, 4)}`,
  ];
  if (row.dot !== undefined) parts.unshift(`dot product ${numberText(row.dot, 2)}`);
  if (row.mutual !== undefined) {
    parts.unshift(`mutual-proximity distance ${row.mutual.toExponential(1)}`);
  }
  return `${parts.join(" · ")} · ${shareText(row.pairs_nearer)} of random pairs are nearer`;
}

function Elsewhere({ row }: { readonly row: NeighbourRow }): VNode {
  return (
    <>
      {row.elsewhere.map(({ space, rank, listed }) => (
        <span
          key={space}
          class={`elsewhere num ${listed ? `listed space-${space}` : "muted"}`}
          title={rank === null
            ? `No vector in ${shortName(space)}`
            : `${placeText(rank)} in ${shortName(space)}${listed ? ", in the list beside" : ""}`}
        >
          {listed ? "⇄ " : ""}
          {rank === null ? "–" : placeText(rank)}
        </span>
      ))}
    </>
  );
}

/** What mutual proximity did to the rank. */
function Moved({ row }: { readonly row: NeighbourRow }): VNode | null {
  const before = row.rank_by_cosine;
  if (before === undefined) return null;
  const up = before - row.rank;
  const text = up === 0 ? "=" : up > 0 ? `↑ ${up}` : `↓ ${-up}`;
  return <span class="moved num" title={`${placeText(before)} by cosine alone`}>{text}</span>;
}
