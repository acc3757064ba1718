import { scaleLinear, scaleLog } from "d3-scale";
import type { VNode } from "preact";
import { numberText, plural } from "../domain/mod.ts";
import { AxisX, AxisY } from "./axis.tsx";
import { Frame, Mark, Nothing, type Size } from "./frame.tsx";
import { px, tickText } from "./number.ts";

/** What a similarity by rank shows. */
export interface ByRankSpec {
  /** Of all tracks with the query, nearest first. Shape `(n,)`. */
  readonly similarities: ArrayLike<number>;
  /** 1 where the track of that rank is relevant, same shape. */
  readonly relevant: ArrayLike<number>;
  /** Length of the list: its places have marks of their own. */
  readonly list: number;
  /** What each place of the list is called. */
  readonly name: (place: number) => string;
  readonly href?: (place: number) => string;
  readonly title: string;
}

const [LEFT, RIGHT, TOP, BOTTOM] = [40, 14, 26, 52];
/** Points of the line; more than this many cannot be told apart. */
const POINTS = 400;

/**
 * How similar all tracks are to a query, by rank, on a logarithmic axis: the list at its start with hits
 * filled, and below the ranks of all that is relevant.
 */
export function ByRank({ spec, size }: { spec: ByRankSpec; size: Size }): VNode {
  const { similarities, relevant, list, name, href, title } = spec;
  const n = similarities.length;
  const x = scaleLog().domain([1, Math.max(2, n)]).range([LEFT, size.width - RIGHT]);
  const y = scaleLinear().domain(n === 0 ? [0, 1] : [similarities[n - 1]!, similarities[0]!])
    .nice(4).range([size.height - BOTTOM, TOP]);
  const ranks = [
    ...new Set(
      Array.from({ length: POINTS + 1 }, (_, i) => Math.round(n ** (i / POINTS))),
    ),
  ].filter((rank) => rank >= 1 && rank <= n);
  const places = Array.from({ length: Math.min(list, n) }, (_, place) => place);
  const rug: string[] = [];
  for (let place = 0; place < n; place++) {
    if (relevant[place] === 1) rug.push(`M${px(x(place + 1))} ${px(size.height - BOTTOM + 2)}v7`);
  }
  const hits = places.filter((place) => relevant[place] === 1).length;
  const ticks = x.ticks().filter((tick) => Number.isInteger(Math.log10(tick)));
  return (
    <Frame
      kind="by-rank"
      size={size}
      linked={href !== undefined}
      label={`${title} of ${plural(n, "track")} by rank: ${
        plural(hits, "hit")
      } among the first ${places.length}, ${rug.length} relevant in all`}
    >
      {n === 0 && <Nothing size={size} reason="No other track" />}
      <AxisY scale={y} x={LEFT - 4} right={size.width - RIGHT} title={title} count={4} />
      <path
        class="curve"
        d={ranks.map((rank, i) =>
          `${i === 0 ? "M" : "L"}${px(x(rank))} ${px(y(similarities[rank - 1]!))}`
        ).join("")}
      />
      <path class="rug" d={rug.join("")} />
      {places.map((place) => (
        <Mark
          key={place}
          class={relevant[place] === 1 ? "hit" : "miss"}
          reading={`${place + 1}: ${name(place)}, ${numberText(similarities[place]!, 3)}${
            relevant[place] === 1 ? ", a hit" : ""
          }`}
          href={href?.(place)}
        >
          <circle cx={px(x(place + 1))} cy={px(y(similarities[place]!))} r="4" />
        </Mark>
      ))}
      <AxisX
        scale={Object.assign((value: number) => x(value), {
          domain: () => x.domain(),
          ticks: () => ticks,
        })}
        y={size.height - BOTTOM + 12}
        title="rank"
        text={tickText}
      />
    </Frame>
  );
}
