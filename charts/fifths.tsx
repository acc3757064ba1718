import { arc } from "d3-shape";
import type { VNode } from "preact";
import {
  countText,
  fifthsOf,
  type Key,
  percentText,
  PITCH_CLASSES,
  plural,
  type Scale,
} from "../domain/mod.ts";
import { stepOf, textOn } from "./colours.ts";
import { Frame, type Href, Mark } from "./frame.tsx";
import { px } from "./number.ts";

/** Tracks in each key: by tonic in the order of {@linkcode PITCH_CLASSES}, shape `(12,)` each. */
export interface KeyCounts {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

/** What a circle of fifths shows. */
export interface FifthsSpec {
  readonly counts: KeyCounts;
  /** The profile, written in the middle. */
  readonly title: string;
  /** Largest share of the ramp, 0..1; small multiples share one. */
  readonly mostShare?: number;
  /** What is counted, too few for shares; tracks, with shares, unless told otherwise. */
  readonly noun?: string;
  readonly href?: Href<Key>;
}

/** The largest share that one key has, 0..1; 0 where there are no tracks. */
export function largestShare(counts: KeyCounts): number {
  const total = sum(counts.major) + sum(counts.minor);
  return total === 0 ? 0 : Math.max(...counts.major, ...counts.minor) / total;
}

/** Name of a key as musicians write it short: `Eb`, `Cm`. */
export function keyName(key: Key): string {
  return key.scale === "major" ? key.tonic : `${key.tonic}m`;
}

const RINGS: Readonly<Record<Scale, readonly [number, number]>> = {
  major: [0.69, 0.99],
  minor: [0.37, 0.67],
};

/** Keys around the circle of fifths, C major at the top; major keys outside, their relatives inside. */
export function CircleOfFifths({ spec, width }: { spec: FifthsSpec; width: number }): VNode {
  const { counts, noun = "track" } = spec;
  const total = sum(counts.major) + sum(counts.minor);
  const most = spec.mostShare ?? largestShare(counts);
  const radius = width / 2;
  const keys: Key[] = (["major", "minor"] as const).flatMap((scale) =>
    PITCH_CLASSES.map((tonic) => ({ tonic, scale }))
  );
  return (
    <Frame
      kind="fifths"
      size={{ width, height: width }}
      label={`Keys of ${plural(total, noun)} on the circle of fifths, ${spec.title}`}
      linked={spec.href !== undefined}
    >
      <g transform={`translate(${px(radius)} ${px(radius)})`}>
        {keys.map((key) => {
          const count = counts[key.scale][PITCH_CLASSES.indexOf(key.tonic)] ?? 0;
          return (
            <Cell
              key={keyName(key)}
              at={key}
              radius={radius}
              step={stepOf(count / Math.max(1, total), most)}
              share={spec.noun ? countText(count) : percentText(count, total, 0).replace(" ", "")}
              reading={`${key.tonic} ${key.scale}: ${plural(count, noun)} (${
                percentText(count, total)
              })`}
              href={spec.href?.(key)}
            />
          );
        })}
        <text class="centre" y="-2" text-anchor="middle">{spec.title}</text>
        <text class="tick" y="14" text-anchor="middle">
          {total === 0
            ? `no ${noun}s`
            : spec.noun
            ? plural(total, noun)
            : `${percentText(sum(counts.minor), total, 0)} minor`}
        </text>
      </g>
    </Frame>
  );
}

function Cell(
  { at, radius, step, share, reading, href }: {
    at: Key;
    radius: number;
    step: string;
    share: string;
    reading: string;
    href: string | undefined;
  },
): VNode {
  const [inner, outer] = RINGS[at.scale];
  const middle = fifthsOf(at) * Math.PI / 6;
  const shape = arc<null>()
    .innerRadius(inner * radius)
    .outerRadius(outer * radius)
    .startAngle(middle - Math.PI / 12)
    .endAngle(middle + Math.PI / 12)
    .padAngle(0.02)
    .digits(1);
  const reach = (inner + outer) / 2 * radius;
  const x = Math.sin(middle) * reach;
  const y = -Math.cos(middle) * reach;
  return (
    <Mark reading={reading} href={href}>
      <path class={`cell ${step}`} d={shape(null) ?? ""} />
      <text class={`key-name ${textOn(step)}`} x={px(x)} y={px(y + 1)} text-anchor="middle">
        {keyName(at)}
      </text>
      <text class={`key-share ${textOn(step)}`} x={px(x)} y={px(y + 13)} text-anchor="middle">
        {share}
      </text>
    </Mark>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
