import type { Strip } from "../../domain/mod.ts";

/** The colours of the page that strips are drawn in, as 0..255. */
export interface Ink {
  readonly panel: readonly number[];
  readonly ink: readonly number[];
  readonly accent: readonly number[];
  readonly muted: string;
  readonly line: string;
  readonly wave: string;
  readonly bright: string;
}

/** The colours of the scheme that the page is in. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const named = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    panel: partsOf(named("panel")),
    ink: partsOf(named("ink")),
    accent: partsOf(named("accent")),
    muted: named("muted"),
    line: named("line"),
    wave: named("edge"),
    bright: named("accent"),
  };
}

function partsOf(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Where the ramp has its middle colour. */
const MIDDLE = 0.65;

/** From the panel through the accent to the ink: always away from the ground, in light and dark. */
function rampOf({ panel, accent, ink }: Ink): Uint8ClampedArray {
  const ramp = new Uint8ClampedArray(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    const share = byte / 255;
    const [a, b, at] = share < MIDDLE
      ? [panel, accent, share / MIDDLE]
      : [accent, ink, (share - MIDDLE) / (1 - MIDDLE)];
    for (let c = 0; c < 3; c++) ramp[4 * byte + c] = a[c]! + at * (b[c]! - a[c]!);
    ramp[4 * byte + 3] = 255;
  }
  return ramp;
}

/** How wide a picture may be in a browser. */
const WIDEST = 16_384;

interface Drawn {
  readonly ink: Ink;
  readonly picture: HTMLCanvasElement;
}

const DRAWN = new WeakMap<Strip, Drawn>();

/**
 * A strip of bytes as a picture, the first row at the bottom, from `low` of its bytes on. It is kept as
 * long as the strip, for one colour scheme.
 */
export function pictureOf(strip: Strip, ink: Ink, low = 0): HTMLCanvasElement {
  const known = DRAWN.get(strip);
  if (known?.ink === ink) return known.picture;
  const picture = draw(strip, ink, low);
  DRAWN.set(strip, { ink, picture });
  return picture;
}

function draw(strip: Strip, ink: Ink, low: number): HTMLCanvasElement {
  const { rows, columns, data } = strip;
  const ramp = rampOf(ink);
  const shrink = Math.ceil(columns / WIDEST);
  const width = Math.max(1, Math.ceil(columns / shrink));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = rows;
  const context = canvas.getContext("2d")!;
  const image = context.createImageData(width, rows);
  const levels = new Uint8Array(256).map((_, byte) =>
    Math.round(255 * Math.max(0, byte - low) / (255 - low))
  );
  for (let x = 0; x < width; x++) {
    const column = x * shrink * rows;
    for (let row = 0; row < rows; row++) {
      const from = 4 * levels[data[column + row]!]!;
      const to = 4 * ((rows - 1 - row) * width + x);
      for (let c = 0; c < 4; c++) image.data[to + c] = ramp[from + c]!;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
