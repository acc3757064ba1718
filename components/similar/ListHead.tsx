import type { VNode } from "preact";
import { Ranked } from "../../charts/mod.ts";
import { formatSimilar, type NeighbourList, type SimilarRequest } from "../../similar/mod.ts";
import { countText, numberText, plural, type Space, spaceInfo } from "../../domain/mod.ts";
import { SavedFigure } from "../SavedFigure.tsx";
import { nameOf } from "./card.tsx";
import { shortName } from "./text.ts";

/** Above a list: which space, how it was searched, and where the neighbours lie among all distances. */
export function ListHead(
  { list, lists, spaces, request, query }: {
    readonly list: NeighbourList;
    readonly lists: readonly NeighbourList[];
    readonly spaces: readonly Space[];
    readonly request: SimilarRequest;
    /** What the query is called. */
    readonly query: string;
  },
): VNode {
  const shown = lists.map(({ space }) => space);
  const place = shown.indexOf(list.space);
  return (
    <header class={`list-head space-${list.space}`}>
      <div class="head-line">
        <h2>
          <span class="swatch" />
          {list.label}
        </h2>
        {spaces.length > 1 && (
          <nav class="spaces" aria-label={`Space of list ${place + 1}`}>
            {spaces.map((space) => (
              <a
                key={space}
                href={`/similar?${
                  formatSimilar({ ...request, spaces: swapped(shown, place, space) })
                }`}
                aria-current={space === list.space ? "true" : undefined}
                title={spaceInfo(space).description}
              >
                {shortName(space)}
              </a>
            ))}
          </nav>
        )}
      </div>
      <SavedFigure
        id={`distances-${list.space}`}
        title={`Distances in ${list.label} to ${query}`}
        caption={`${
          plural(list.neighbours.length, "nearest track")
        } marked; cosine distance of all ${countText(list.tracks)} tracks behind`}
      >
        <DistanceChart list={list} />
      </SavedFigure>
      <div class="head-line how">
        <p class="muted">
          {list.eligible === list.tracks
            ? plural(list.tracks, "track")
            : `${countText(list.eligible)} of ${plural(list.tracks, "track")}`}
          {" · "}
          <span title={list.how}>{HOW[list.by]}</span>
          {list.query &&
            ` · ${numberText(list.milliseconds, list.milliseconds < 10 ? 1 : 0)} ms`}
        </p>
        {request.mutual && <p class="muted">{replacedText(list, request.k)}</p>}
        <p class="muted" title="Raw cosines of two spaces cannot be compared; this share can">
          share of random pairs that are nearer{lists.length > 1 && " · place in the other"}
        </p>
      </div>
    </header>
  );
}

/** How neighbours were found, in a word or two; `how` of the list says more. */
const HOW: Readonly<Record<NeighbourList["by"], string>> = {
  exact: "exact search",
  index: "index",
  reduced: "reduced, compared in whole",
};

/** The spaces with another one at a place; the one that was there takes its place. */
function swapped(shown: readonly Space[], place: number, space: Space): Space[] {
  const old = shown[place]!;
  return shown.map((at, i) => i === place ? space : at === space ? old : at);
}

/** Drawn for a wide column and for a narrow one, so that its text keeps its size. */
const WIDTHS = [["wide", 560], ["narrow", 320]] as const;

function DistanceChart({ list }: { readonly list: NeighbourList }): VNode {
  const { from, to, counts } = list.distances;
  const width = counts.length > 0 ? (to - from) / counts.length : 0;
  const spec = {
    title: "cosine distance to the query, all tracks behind",
    colour: list.space,
    neighbours: list.neighbours.map(({ track, cosine }) => ({
      name: nameOf(track),
      distance: Math.max(0, 1 - cosine),
    })),
    ...(width > 0 && { all: { from, width, counts, below: 0, above: 0, missing: 0 } }),
  };
  return (
    <div class="distances">
      {WIDTHS.map(([name, width]) => (
        <div key={name} class={name}>
          <Ranked size={{ width, height: 118 }} spec={spec} />
        </div>
      ))}
    </div>
  );
}

/** What mutual proximity did to a list. */
function replacedText({ neighbours }: NeighbourList, k: number): string {
  const fresh = neighbours.filter(({ rank_by_cosine }) => (rank_by_cosine ?? 0) > k).length;
  return `mutual proximity brought in ${fresh} of ${neighbours.length}`;
}
