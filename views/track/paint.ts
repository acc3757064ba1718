import { type Strip, timeInStrip, valueIn } from "../../domain/mod.ts";
import type { Ink } from "./ink.ts";
import { shareOf, type Stretch } from "./timeline.ts";

/** What a strip is painted on: a canvas of `width` by `height` px, whatever the screen's own pixels are. */
export interface Ground {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly ink: Ink;
  readonly stretch: Stretch;
}

function columnsIn(
  { start, step, columns }: Strip,
  { from, to }: Stretch,
): readonly [number, number] {
  const first = Math.floor((from - start) / step) - 1;
  const last = Math.ceil((to - start) / step) + 1;
  return [Math.max(0, first), Math.min(columns - 1, last)];
}

/** Paints the lowest and highest samples as bars about the middle. */
export function paintPeaks(strip: Strip, { context, width, height, ink, stretch }: Ground): void {
  const [first, last] = columnsIn(strip, stretch);
  context.fillStyle = ink.wave;
  let at = first;
  for (let x = 0; x < width; x++) {
    const until = stretch.from + (x + 1) / width * (stretch.to - stretch.from);
    let low = 0;
    let high = 0;
    let any = false;
    do {
      if (at > last) break;
      low = any ? Math.min(low, valueIn(strip, 2 * at)) : valueIn(strip, 2 * at);
      high = any ? Math.max(high, valueIn(strip, 2 * at + 1)) : valueIn(strip, 2 * at + 1);
      any = true;
      if (timeInStrip(strip, at + 1) > until) break;
      at++;
    } while (timeInStrip(strip, at) <= until);
    if (!any) continue;
    const top = (1 - high) / 2 * height;
    context.fillRect(x, top, 1, Math.max(1, (high - low) / 2 * height));
  }
}

/** Paints the part of a picture that a stretch shows. */
export function paintPicture(
  strip: Strip,
  picture: HTMLCanvasElement,
  { context, width, height, stretch }: Ground,
): void {
  const shrink = strip.columns / picture.width;
  const begin = strip.start - strip.step / 2;
  const column = (time: number) => (time - begin) / strip.step / shrink;
  const [from, to] = [column(stretch.from), column(stretch.to)];
  const perColumn = width / (to - from);
  const left = Math.max(0, from);
  const right = Math.min(picture.width, to);
  if (right <= left) return;
  context.imageSmoothingEnabled = perColumn < 1;
  context.drawImage(
    picture,
    left,
    0,
    right - left,
    picture.height,
    (left - from) * perColumn,
    0,
    (right - left) * perColumn,
    height,
  );
}

/** Paints values as a line from `low` at the bottom to `high` at the top; gaps where there is none. */
export function paintCurve(
  strip: Strip,
  ground: Ground,
  { range: [low, high], colour, thick = 1 }: {
    readonly range: readonly [number, number];
    readonly colour: string;
    readonly thick?: number;
  },
): void {
  const { context, width, height, stretch } = ground;
  const [first, last] = columnsIn(strip, stretch);
  const stride = Math.max(1, Math.floor((last - first) / (2 * width)));
  context.strokeStyle = colour;
  context.lineWidth = thick;
  context.beginPath();
  let drawing = false;
  for (let at = first; at <= last; at += stride) {
    let value = valueIn(strip, at);
    for (let near = at + 1; near < Math.min(last + 1, at + stride); near++) {
      value = Math.max(value, valueIn(strip, near));
    }
    if (Number.isNaN(value)) {
      drawing = false;
      continue;
    }
    const x = shareOf(stretch, timeInStrip(strip, at)) * width;
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const y = height - 1 - share * (height - 2);
    if (drawing) context.lineTo(x, y);
    else context.moveTo(x, y);
    drawing = true;
  }
  context.stroke();
}

/** Paints times as lines from top to bottom. */
export function paintTimes(strip: Strip, { context, width, height, ink, stretch }: Ground): void {
  context.fillStyle = ink.bright;
  for (const time of strip.data) {
    const x = shareOf(stretch, time) * width;
    if (x >= 0 && x <= width) context.fillRect(x, 0, 1, height);
  }
}
