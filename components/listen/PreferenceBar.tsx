import type { VNode } from "preact";
import type { ShareInterval } from "../../listening/mod.ts";
import { percent } from "./verdict_text.ts";

const WIDTH = 150;
const HEIGHT = 16;

/** A share with its interval on a line from 0 to 1, and a tick where chance lies. */
export function PreferenceBar(
  { interval, chance }: { readonly interval: ShareInterval; readonly chance: number },
): VNode {
  const { share, low, high } = interval;
  if (Number.isNaN(share)) return <span class="missing">–</span>;
  const x = (value: number) => Math.round(value * (WIDTH - 8)) + 4;
  const text = `${percent(share)}, ${percent(low)} to ${percent(high)}`;
  return (
    <span class="preference">
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={text}>
        <title>{text}</title>
        <line class="ground" x1={x(0)} x2={x(1)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <line class="chance" x1={x(chance)} x2={x(chance)} y1="1" y2={HEIGHT - 1} />
        <line class="range" x1={x(low)} x2={x(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <circle cx={x(share)} cy={HEIGHT / 2} r="4" />
      </svg>
      <span class="num">{percent(share)}</span>
    </span>
  );
}
