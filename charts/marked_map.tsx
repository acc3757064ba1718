import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { plural } from "../domain/mod.ts";
import { Frame, Mark, Nothing, type Size } from "./frame.tsx";
import { px } from "./number.ts";

/** What a marked track is to the queries. */
export type MarkedKind = "query" | "hit" | "miss";

/** A track that stands out on a map. */
export interface MarkedTrack {
  readonly x: number;
  readonly y: number;
  readonly kind: MarkedKind;
  readonly reading: string;
  readonly href?: string | undefined;
  /** Whether it belongs to what is looked at; a line leads from it to the query. */
  readonly open: boolean;
}

/** What a marked map shows. */
export interface MarkedMapSpec {
  /** All tracks, shape `(n, 2)`; NaN for those without a place. */
  readonly ground: Float32Array;
  /** Queries after their neighbours, which they are drawn over. */
  readonly marks: readonly MarkedTrack[];
  /** The query that lines lead to. */
  readonly from?: { readonly x: number; readonly y: number } | undefined;
  readonly x: string;
  readonly y: string;
}

/** Points of the ground that are drawn; of more, every second, third or so. */
const MOST = 4000;
const MARGIN = { top: 24, right: 14, bottom: 24, left: 14 } as const;

/** A map with queries and neighbours marked: queries are squares, hits filled, others hollow. */
export function MarkedMap({ spec, size }: { spec: MarkedMapSpec; size: Size }): VNode {
  const { ground, marks, from } = spec;
  const axis = (side: 0 | 1, range: readonly [number, number]) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = side; i < ground.length; i += 2) {
      if (Number.isNaN(ground[i]!)) continue;
      low = Math.min(low, ground[i]!);
      high = Math.max(high, ground[i]!);
    }
    return scaleLinear().domain(low < high ? [low, high] : [(low || 0) - 1, (low || 0) + 1])
      .range(range);
  };
  const x = axis(0, [MARGIN.left, size.width - MARGIN.right]);
  const y = axis(1, [size.height - MARGIN.bottom, MARGIN.top]);
  const step = Math.ceil(ground.length / 2 / MOST);
  const dots: string[] = [];
  for (let i = 0; i < ground.length; i += 2 * step) {
    const [across, up] = [ground[i]!, ground[i + 1]!];
    if (!Number.isNaN(across) && !Number.isNaN(up)) dots.push(`M${px(x(across))} ${px(y(up))}h0`);
  }
  const count = (kind: MarkedKind) => marks.filter((mark) => mark.kind === kind).length;
  return (
    <Frame
      kind="marked-map"
      size={size}
      linked={marks.some(({ href }) => href !== undefined)}
      label={`Map of all tracks: ${plural(count("query"), "query", "queries")}, ${
        plural(count("hit"), "hit")
      } and ${plural(count("miss"), "other neighbour")} marked`}
    >
      {dots.length === 0 && <Nothing size={size} reason="No track has a place" />}
      <path class="ground" d={dots.join("")} />
      {from && (
        <path
          class="line"
          d={marks.filter(({ open, kind }) => open && kind !== "query")
            .map((mark) => `M${px(x(from.x))} ${px(y(from.y))}L${px(x(mark.x))} ${px(y(mark.y))}`)
            .join("")}
        />
      )}
      {marks.map((mark, i) => (
        <Mark
          key={i}
          class={`${mark.kind}${mark.open ? " open" : ""}`}
          reading={mark.reading}
          href={mark.href}
        >
          <Sign kind={mark.kind} at={{ x: x(mark.x), y: y(mark.y) }} large={mark.open} />
        </Mark>
      ))}
      <text class="axis-title" x={px(size.width / 2)} y={px(size.height - 6)} text-anchor="middle">
        {spec.x}
      </text>
      <text class="axis-title" x={MARGIN.left} y="14">↑ {spec.y}</text>
    </Frame>
  );
}

function Sign(
  { kind, at, large }: {
    readonly kind: MarkedKind;
    readonly at: { readonly x: number; readonly y: number };
    readonly large: boolean;
  },
): VNode {
  const r = large ? 5 : 3;
  return kind === "query"
    ? <rect x={px(at.x - r)} y={px(at.y - r)} width={2 * r} height={2 * r} />
    : <circle cx={px(at.x)} cy={px(at.y)} r={r} />;
}
