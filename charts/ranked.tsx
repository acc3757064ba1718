import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { AxisX } from "./axis.tsx";
import type { Bins } from "./bins.ts";
import { edgesOf } from "./bins.ts";
import { Frame, type Href, Mark, Nothing, type Size } from "./frame.tsx";
import { px } from "./number.ts";
import { numberText } from "../domain/mod.ts";

/** A neighbour at its distance. */
export interface RankedMark {
  readonly name: string;
  readonly distance: number;
}

/** What ranked distances show. */
export interface RankedSpec {
  /** Nearest first. */
  readonly neighbours: readonly RankedMark[];
  /** All distances from the query, drawn behind. */
  readonly all?: Bins;
  readonly title: string;
  /** Class of the space's colour: `effnet`, `musicnn`. */
  readonly colour?: string;
  readonly href?: Href<RankedMark>;
}

/** The nearest tracks on the scale of all distances from the query. */
export function Ranked({ spec, size }: { spec: RankedSpec; size: Size }): VNode {
  const { neighbours, all } = spec;
  const furthest = Math.max(0, ...neighbours.map(({ distance }) => distance));
  const end = all ? edgesOf(all, all.counts.length - 1)[1] : furthest * 1.1 || 1;
  const x = scaleLinear().domain([0, end]).nice().range([8, size.width - 8]);
  const bottom = size.height - 40;
  const most = Math.max(1, ...(all?.counts ?? []));
  return (
    <Frame
      kind="ranked"
      size={size}
      label={`${spec.title}: ${neighbours.length} nearest tracks, ${
        neighbours.length > 0 ? `the furthest at ${numberText(furthest, 3)}` : "none found"
      }`}
      linked={spec.href !== undefined}
    >
      {neighbours.length === 0 && <Nothing size={size} reason="No neighbours" />}
      {(all?.counts ?? []).map((count, i) => {
        const [from, to] = edgesOf(all!, i);
        const height = count / most * (bottom - 26);
        return count > 0 && (
          <rect
            key={from}
            class="bar behind"
            x={px(x(from))}
            y={px(bottom - height)}
            width={px(Math.max(0.5, x(to) - x(from) - 0.5))}
            height={px(height)}
          />
        );
      })}
      {neighbours.map((mark, i) => (
        <Mark
          key={`${i} ${mark.name}`}
          reading={`${i + 1}. ${mark.name}: ${numberText(mark.distance, 3)}`}
          href={spec.href?.(mark)}
        >
          <line
            class={`stem ${spec.colour ?? ""}`.trimEnd()}
            x1={px(x(mark.distance))}
            x2={px(x(mark.distance))}
            y1="16"
            y2={px(bottom)}
          />
          <circle
            class={`dot ${spec.colour ?? ""}`.trimEnd()}
            cx={px(x(mark.distance))}
            cy="14"
            r="4.5"
          />
        </Mark>
      ))}
      <AxisX scale={x} y={bottom} title={spec.title} count={5} />
    </Frame>
  );
}
