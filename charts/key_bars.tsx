import { scaleBand, scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { fifthsOf, type Key, percentText, PITCH_CLASSES, plural } from "../domain/mod.ts";
import { AxisY } from "./axis.tsx";
import { type KeyCounts, keyName } from "./fifths.tsx";
import { Frame, type Href, Mark, Nothing, type Size } from "./frame.tsx";
import { px } from "./number.ts";

/** What bars of keys show. */
export interface KeyBarsSpec {
  readonly counts: KeyCounts;
  readonly title: string;
  /** Largest count of the scale; small multiples share one. */
  readonly most?: number;
  readonly href?: Href<Key>;
}

/** Tracks in each key, in the order of the circle of fifths; a major key beside its relative minor. */
export function KeyBars({ spec, size }: { spec: KeyBarsSpec; size: Size }): VNode {
  const { counts } = spec;
  const all = [...counts.major, ...counts.minor];
  const total = all.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, spec.most ?? Math.max(...all));
  const keys: Key[] = (["major", "minor"] as const)
    .flatMap((scale) => PITCH_CLASSES.map((tonic): Key => ({ tonic, scale })))
    .sort((a, b) => fifthsOf(a) - fifthsOf(b));
  const x = scaleBand<number>().domain([...Array(12).keys()]).range([38, size.width - 4])
    .paddingInner(0.18);
  const y = scaleLinear().domain([0, most]).nice(3).range([size.height - 38, 22]);
  const half = x.bandwidth() / 2;
  return (
    <Frame
      kind="key-bars"
      size={size}
      label={`Keys of ${plural(total, "track")} as bars, ${spec.title}`}
      linked={spec.href !== undefined}
    >
      <AxisY scale={y} x={34} right={size.width} title="tracks" count={Math.min(3, most)} />
      {total === 0 && <Nothing size={size} reason="No keys" />}
      {keys.map((key) => {
        const count = counts[key.scale][PITCH_CLASSES.indexOf(key.tonic)] ?? 0;
        const minor = key.scale === "minor";
        const left = x(fifthsOf(key))! + (minor ? half : 0);
        return (
          <Mark
            key={keyName(key)}
            reading={`${key.tonic} ${key.scale}: ${plural(count, "track")} (${
              percentText(count, total)
            })`}
            href={spec.href?.(key)}
          >
            <rect class="reach" x={px(left)} y="22" width={px(half)} height={px(y(0) - 22)} />
            <rect
              class={minor ? "bar hollow" : "bar"}
              x={px(left + 0.8)}
              y={px(y(count))}
              width={px(half - 1.6)}
              height={px(y(0) - y(count))}
            />
            <text
              class={minor ? "tick" : "name"}
              x={px(left + half / 2 + (minor ? 1 : -1))}
              y={px(y(0) + (minor ? 28 : 14))}
              text-anchor="middle"
            >
              {keyName(key)}
            </text>
          </Mark>
        );
      })}
      <line class="baseline" x1="38" x2={px(size.width - 4)} y1={px(y(0))} y2={px(y(0))} />
    </Frame>
  );
}
