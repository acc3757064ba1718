import type { VNode } from "preact";
import { ByRank, MarkedMap, type MarkedTrack, VectorPair } from "../../charts/mod.ts";
import { countText, numberText, percentText, plural } from "../../domain/mod.ts";
import { buttonClass } from "../Button.tsx";
import { Panel } from "../Panel.tsx";
import type { RankedNeighbour, RankedQuery } from "./RankingTable.tsx";

const SIZE = { width: 340, height: 260 };

/** A query looked at: how similar every track is, where it lies, and one neighbour beside it. */
export interface OpenedQuery {
  readonly query: RankedQuery;
  readonly similarities: ArrayLike<number>;
  readonly relevant: ArrayLike<number>;
  /** The neighbour beside it. */
  readonly neighbour: RankedNeighbour | undefined;
  readonly pair: readonly [Float32Array, Float32Array] | undefined;
}

/** Tracks in two dimensions; undefined while that is made, or where the space is too large to wait for it. */
export interface RankingPlaces {
  readonly coordinates: Float32Array;
  readonly variance: readonly [number, number] | undefined;
  /** Row of a track. */
  readonly rowOf: (id: string) => number | undefined;
}

/** Where the data, the queries of the page and their neighbours lie on the first principal components. */
export function RankingMap(
  { queries, opened, places, href }: {
    readonly queries: readonly RankedQuery[];
    readonly opened: string | undefined;
    readonly places: RankingPlaces;
    readonly href: (query: string) => string;
  },
): VNode {
  const { coordinates, variance, rowOf } = places;
  const at = (id: string) => {
    const row = rowOf(id);
    const [x, y] = row === undefined ? [] : [coordinates[2 * row]!, coordinates[2 * row + 1]!];
    return x === undefined || Number.isNaN(x) ? undefined : { x, y: y! };
  };
  const marked = (id: string, rest: Omit<MarkedTrack, "x" | "y">): MarkedTrack[] => {
    const place = at(id);
    return place ? [{ ...place, ...rest }] : [];
  };
  const inOrder = queries.toSorted((a, b) => Number(a.id === opened) - Number(b.id === opened));
  const neighbours = inOrder.flatMap((query) =>
    query.neighbours.flatMap(({ id, title, hit, cosine }) =>
      marked(id, {
        kind: hit ? "hit" : "miss",
        reading: `${title}, near ${query.title}, cosine ${numberText(cosine, 3)}`,
        open: query.id === opened,
      })
    )
  );
  const own = inOrder.flatMap(({ id, title }) =>
    marked(id, {
      kind: "query",
      reading: `query: ${title}`,
      href: href(id),
      open: id === opened,
    })
  );
  const axis = (n: 1 | 2) =>
    `component ${n}${variance ? `, ${percentText(variance[n - 1]!, 1)} of the variance` : ""}`;
  return (
    <Panel
      title="Where do they lie?"
      finding="All tracks by the first two principal components; squares are the queries of this page, filled dots hits, hollow ones other neighbours. Lines lead from the query that is open."
      footer="Two components of many: what is near in the list can be far on the map"
    >
      <MarkedMap
        size={SIZE}
        spec={{
          ground: coordinates,
          marks: [...neighbours, ...own],
          from: opened === undefined ? undefined : at(opened),
          x: axis(1),
          y: axis(2),
        }}
      />
    </Panel>
  );
}

/** The similarity of one query with every track, and what makes that of one neighbour. */
export function OpenRanking(
  { opened, href, why }: {
    readonly opened: OpenedQuery;
    /** Address with another neighbour beside it. */
    readonly href: (neighbour: string) => string;
    /** Address of what the query and a neighbour have in common. */
    readonly why: (neighbour: string) => string;
  },
): VNode {
  const { query, similarities, relevant, neighbour, pair } = opened;
  const place = query.neighbours.findIndex(({ id }) => id === neighbour?.id);
  return (
    <>
      <Panel
        title={`How similar is everything to “${query.title}”?`}
        finding={`Cosine with ${
          plural(similarities.length, "track")
        } by rank. The dots are the list, hits filled; ${strokes(query.relevant)}.`}
        footer="A curve that falls at once sets its list apart; a flat one could have another list as well. A dot opens its pair"
      >
        <ByRank
          size={SIZE}
          spec={{
            similarities,
            relevant,
            list: query.neighbours.length,
            name: (place) => query.neighbours[place]!.title,
            href: (place) => href(query.neighbours[place]!.id),
            title: "cosine",
          }}
        />
      </Panel>
      {neighbour && pair && (
        <Panel
          title={`What makes “${neighbour.title}” similar?`}
          finding={`Number ${place + 1} of the list, cosine ${numberText(neighbour.cosine, 3)}, ${
            neighbour.hit ? "a hit" : "no hit"
          }. The vectors of both at length 1; their products, dimension by dimension, add up to the cosine.`}
        >
          <VectorPair
            size={SIZE}
            spec={{ first: pair[0], second: pair[1], names: [query.title, neighbour.title] }}
          />
          <p class="row">
            <a class={buttonClass()} href={why(neighbour.id)}>
              Tempo, key, tags and curves of both
            </a>
          </p>
        </Panel>
      )}
    </>
  );
}

function strokes(relevant: number): string {
  if (relevant === 0) return "no other track is relevant";
  if (relevant === 1) return "the stroke below is the rank of the one relevant track";
  return `the strokes below are the ranks of all ${countText(relevant)} relevant tracks`;
}
