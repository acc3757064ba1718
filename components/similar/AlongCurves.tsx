import type { VNode } from "preact";
import type { SharedCurve, TrackCurve } from "../../similar/mod.ts";
import { numberDescriptorOf } from "../../domain/mod.ts";
import { clock } from "../clock.ts";
import { SavedFigure } from "../SavedFigure.tsx";

const WIDTH = 340;
const HEIGHT = 54;

/** How descriptors go along both tracks, on one scale of time. */
export function AlongCurves(
  { along, names: [query, neighbour] }: {
    readonly along: readonly SharedCurve[];
    /** Of the query and of the neighbour. */
    readonly names: readonly [string, string];
  },
): VNode | null {
  if (along.length === 0) return null;
  const end = Math.max(...along.flatMap(({ curves }) => curves.map(lengthOf)), 1);
  return (
    <SavedFigure
      id="along"
      title={`Along ${query} and ${neighbour}`}
      caption={`Dashed: ${query}; time from 0:00 to ${clock(end)}`}
      class="along-curves"
    >
      {along.map(({ descriptor, curves: [own, other] }) => {
        const { label, range } = numberDescriptorOf(descriptor);
        return (
          <div key={descriptor}>
            <h3>{label} along both tracks; dashed: query</h3>
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT + 14}`}
              role="img"
              data-name={label}
              aria-label={`${label} along both tracks, up to ${clock(end)}`}
            >
              <rect class="ground" width={WIDTH} height={HEIGHT} />
              <path class="query" d={pathOf(own, { end, range })} />
              <path d={pathOf(other, { end, range })} />
              <text x="0" y={HEIGHT + 12}>0:00</text>
              <text x={WIDTH} y={HEIGHT + 12} text-anchor="end">{clock(end)}</text>
            </svg>
          </div>
        );
      })}
    </SavedFigure>
  );
}

function lengthOf({ step_s, values }: TrackCurve): number {
  return step_s * Math.max(1, values.length - 1);
}

/** The curve as a path; gaps where there is no value. */
function pathOf(
  { step_s, values }: TrackCurve,
  { end, range: [low, high] }: {
    readonly end: number;
    readonly range: readonly [number, number];
  },
): string {
  let pen = "M";
  return values.map((value, i) => {
    if (!Number.isFinite(value)) {
      pen = "M";
      return "";
    }
    const x = (i * step_s / end * WIDTH).toFixed(1);
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const point = `${pen}${x} ${((1 - share) * HEIGHT).toFixed(1)}`;
    pen = "L";
    return point;
  }).join("");
}
