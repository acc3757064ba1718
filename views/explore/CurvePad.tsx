import { useRef } from "preact/hooks";
import type { TargetedKeyboardEvent } from "preact";
import { formatValue, type NumberDescriptor } from "../../domain/mod.ts";

const WIDTH = 260;
const HEIGHT = 90;
const PAD = 10;
const SIDE = 24;

/** A curve over the length of a playlist, drawn by dragging its points. */
export function CurvePad(
  { descriptor, points, set }: {
    readonly descriptor: NumberDescriptor;
    readonly points: readonly number[];
    readonly set: (points: readonly number[]) => void;
  },
) {
  const held = useRef(-1);
  const [low, high] = descriptor.range;
  const x = (i: number) => SIDE + i / (points.length - 1) * (WIDTH - 2 * SIDE);
  const y = (value: number) => HEIGHT - PAD - (value - low) / (high - low) * (HEIGHT - 2 * PAD);
  const put = (at: number, value: number) => {
    const rounded = Number(Math.min(high, Math.max(low, value)).toFixed(descriptor.digits));
    set(points.map((old, i) => i === at ? rounded : old));
  };
  const onKeyDown = (event: TargetedKeyboardEvent<SVGCircleElement>, at: number) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    put(at, points[at]! + step * descriptor.bin);
  };
  return (
    <svg
      class="curve-pad"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label={`${descriptor.label} over the playlist`}
      onPointerMove={(event) => {
        if (held.current < 0) return;
        const box = event.currentTarget.getBoundingClientRect();
        const at = (event.clientY - box.top) / box.height * HEIGHT;
        put(held.current, low + (HEIGHT - PAD - at) / (HEIGHT - 2 * PAD) * (high - low));
      }}
      onPointerUp={() => held.current = -1}
    >
      <polyline points={points.map((value, i) => `${x(i)},${y(value)}`).join(" ")} />
      {points.map((value, i) => (
        <g key={i}>
          <circle
            cx={x(i)}
            cy={y(value)}
            r="7"
            role="slider"
            tabindex={0}
            aria-label={`${descriptor.label} at ${Math.round(100 * i / (points.length - 1))} %`}
            aria-valuemin={low}
            aria-valuemax={high}
            aria-valuenow={value}
            aria-valuetext={formatValue(descriptor, value)}
            onPointerDown={(event) => {
              held.current = i;
              event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId);
            }}
            onKeyDown={(event) => onKeyDown(event, i)}
          />
          <text x={x(i)} y={y(value) > 26 ? y(value) - 11 : y(value) + 20} text-anchor="middle">
            {formatValue({ ...descriptor, unit: "" }, value)}
          </text>
        </g>
      ))}
    </svg>
  );
}
