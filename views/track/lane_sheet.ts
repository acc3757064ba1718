import type { SheetPart } from "../save/sheet.ts";
import { escaped } from "../save/sheet.ts";
import type { Sheet } from "../save/take.ts";
import type { Lane } from "./lanes.ts";
import { shareOf, type Stretch, ticksIn, timeText } from "./timeline.ts";

const TICKS = 8;
const AXIS_HEIGHT = 18;

/** Lanes as they are drawn now, with their axes, on one sheet. */
export function laneSheet(
  stack: HTMLElement,
  { lanes, stretch, axis, title }: {
    readonly lanes: readonly Lane[];
    readonly stretch: Stretch;
    /** Width of the axes at the left, px. */
    readonly axis: number;
    readonly title: string;
  },
): Sheet {
  const width = stack.clientWidth;
  const parts = lanes.flatMap((lane): SheetPart[] => {
    const canvas = stack.querySelector<HTMLCanvasElement>(
      `[data-lane="${CSS.escape(lane.id)}"] canvas`,
    );
    if (!canvas) return [];
    const { height } = lane;
    const marks = lane.marks.map(({ at, text }) =>
      `<text x="${axis - 6}" y="${Math.round((1 - at) * height) + 4}" font-size="11" ` +
      `text-anchor="end">${escaped(text)}</text>`
    );
    const picture = `<image x="${axis}" width="${width - axis}" height="${height}" ` +
      `preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`;
    const viewBox = `0 0 ${width} ${height}`;
    return [{ inside: picture + marks.join(""), viewBox, width, height, title: lane.title }];
  });
  return {
    parts: [...parts, timePart(stretch, { width, axis })],
    across: width,
    name: "along",
    words: {
      title: `Along ${title}`,
      caption: `${timeText(stretch.from, 1)} to ${timeText(stretch.to, 1)}`,
    },
  };
}

function timePart(
  stretch: Stretch,
  { width, axis }: { readonly width: number; readonly axis: number },
): SheetPart {
  const inside = ticksIn(stretch, TICKS).map((time) =>
    `<text x="${Math.round(axis + shareOf(stretch, time) * (width - axis))}" y="12" ` +
    `font-size="11">${timeText(time, 1)}</text>`
  ).join("");
  return { inside, viewBox: `0 0 ${width} ${AXIS_HEIGHT}`, width, height: AXIS_HEIGHT, title: "" };
}
