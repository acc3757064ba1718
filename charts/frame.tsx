import type { ComponentChildren, VNode } from "preact";
import { px } from "./number.ts";

/** Width and height of a chart, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a mark leads, given by the caller; no link where it gives `undefined`. */
export type Href<T> = (mark: T) => string | undefined;

/** Space around the plot for axes and labels, px. */
interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * The SVG around a chart. Its marks are read out one by one where they are links; otherwise the chart
 * is one picture with a description.
 */
export function Frame(
  props: {
    readonly kind: string;
    readonly size: Size;
    /** What the chart shows, for those who do not see it. */
    readonly label: string;
    readonly linked?: boolean;
    readonly children?: ComponentChildren;
  },
): VNode {
  const { kind, size: { width, height }, label, linked } = props;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={`chart chart-${kind}`}
      viewBox={`0 0 ${px(width)} ${px(height)}`}
      width={px(width)}
      height={px(height)}
      role={linked ? "group" : "img"}
      aria-label={label}
    >
      {props.children}
    </svg>
  );
}

/**
 * A mark with the number behind it: its title, which the browser shows on hover and a screen reader
 * reads as its name; read by an island from `data-reading`; and a link where `href` is given.
 */
export function Mark(
  props: {
    readonly reading: string;
    readonly href?: string | undefined;
    readonly class?: string;
    readonly children?: ComponentChildren;
  },
): VNode {
  const name = props.class ? `mark ${props.class}` : "mark";
  const inside = [<title key="title">{props.reading}</title>, props.children];
  return props.href === undefined
    ? <g class={name} data-reading={props.reading}>{inside}</g>
    : <a class={name} data-reading={props.reading} href={props.href}>{inside}</a>;
}

/** A chart's place for what cannot be drawn: says why, in words. */
export function Nothing(props: { readonly size: Size; readonly reason: string }): VNode {
  const { width, height } = props.size;
  return (
    <text class="nothing" x={px(width / 2)} y={px(height / 2)} text-anchor="middle">
      {props.reason}
    </text>
  );
}

/**
 * A box of diagonal lines: missing values, never a plain colour. The lines are a path of their own
 * as patterns with ids clash between charts of one page.
 */
export function HatchedBox(
  props: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly class?: string;
  },
): VNode {
  const { x, y, width, height } = props;
  const lines: string[] = [];
  for (let start = -Math.floor(height / HATCH) * HATCH; start < width; start += HATCH) {
    const low = Math.max(0, start);
    const high = Math.min(width, start + height);
    if (high <= low) continue;
    lines.push(
      `M${px(x + low)} ${px(y + height - (low - start))}L${px(x + high)} ${
        px(y + height - (high - start))
      }`,
    );
  }
  return (
    <g class={props.class ?? "missing"}>
      <rect class="hatch-ground" x={px(x)} y={px(y)} width={px(width)} height={px(height)} />
      <path class="hatch-line" d={lines.join("")} />
    </g>
  );
}

const HATCH = 5;
