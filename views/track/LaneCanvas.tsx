import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Ink } from "./ink.ts";
import type { Lane } from "./lanes.ts";
import type { Stretch } from "./timeline.ts";

/** One lane on a canvas of its own, with its axis at the left. */
export function LaneCanvas(
  { lane, stretch, width, ink }: {
    readonly lane: Lane;
    readonly stretch: Stretch;
    /** Of the plot, px. */
    readonly width: number;
    readonly ink: Ink;
  },
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useMemo(() => lane.painter(ink), [lane, ink]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || width < 1) return;
    const frame = requestAnimationFrame(() => {
      const density = devicePixelRatio;
      element.width = Math.round(width * density);
      element.height = Math.round(lane.height * density);
      context.scale(density, density);
      paint({ context, width, height: lane.height, ink, stretch });
    });
    return () => cancelAnimationFrame(frame);
  }, [paint, width, stretch, lane.height]);
  return (
    <div class="lane" data-lane={lane.id} style={{ "--height": `${lane.height}px` }}>
      <p class="lane-name">{lane.title}</p>
      <div class="lane-axis" aria-hidden="true">
        {lane.marks.map(({ at, text }) => (
          <span key={text} style={{ bottom: `${100 * at}%` }}>{text}</span>
        ))}
      </div>
      <canvas ref={canvas} role="img" aria-label={lane.title} />
    </div>
  );
}
