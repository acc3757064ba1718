/** A map as an image made on the CPU, in typed arrays: discs while they are few, density beyond. */

/** A view of a map in px of the image: the place in the middle, and the px in one map unit. */
export interface Ground {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** The px under each row, counted from the upper left; -1 where it is out of sight or has no place. Shape `(n,)`. */
export function pixelsOf(
  xy: Float32Array,
  { x, y, scale, width, height }: Ground,
): Int32Array<ArrayBuffer> {
  const pixels = new Int32Array(xy.length >> 1);
  const [left, top] = [width / 2 - x * scale, height / 2 + y * scale];
  for (let row = 0; row < pixels.length; row++) {
    const across = left + xy[2 * row]! * scale;
    const down = top - xy[2 * row + 1]! * scale;
    // NaN fails every comparison.
    const inside = across >= 0 && across < width && down >= 0 && down < height;
    pixels[row] = inside ? (down | 0) * width + (across | 0) : -1;
  }
  return pixels;
}

/** px of one cell of the smoothed density, each way. */
const CELL = 8;
/** Shares of the densest cell at which a band of density begins. */
const LEVELS = [0.03, 0.1, 0.25, 0.5] as const;

/**
 * The band of density of each px: 0 where few rows are, up to the number of levels. Counts of cells,
 * smoothed twice over three cells each way, read between cells. Shape `(width · height,)`.
 */
export function bandsOf(
  pixels: Int32Array,
  { width, height }: Pick<Ground, "width" | "height">,
): Uint8Array {
  const [columns, lines] = [Math.ceil(width / CELL) + 2, Math.ceil(height / CELL) + 2];
  const counts = new Float32Array(columns * lines);
  for (const pixel of pixels) {
    if (pixel < 0) continue;
    const down = pixel / width | 0;
    counts[((down / CELL | 0) + 1) * columns + ((pixel - down * width) / CELL | 0) + 1]!++;
  }
  const smooth = smoothed(smoothed(counts, columns), columns);
  let most = 0;
  for (const count of smooth) if (count > most) most = count;
  const bands = new Uint8Array(width * height);
  if (most === 0) return bands;
  for (let down = 0; down < height; down++) {
    const v = (down + 0.5) / CELL + 0.5;
    const line = v | 0;
    for (let across = 0; across < width; across++) {
      const u = (across + 0.5) / CELL + 0.5;
      const at = line * columns + (u | 0);
      const [part, low] = [u - (u | 0), v - line];
      const upper = smooth[at]! + (smooth[at + 1]! - smooth[at]!) * part;
      const lower = smooth[at + columns]! +
        (smooth[at + columns + 1]! - smooth[at + columns]!) * part;
      const share = (upper + (lower - upper) * low) / most;
      let band = 0;
      while (band < LEVELS.length && share >= LEVELS[band]!) band++;
      bands[down * width + across] = band;
    }
  }
  return bands;
}

/** Means over three cells each way; beyond the edges is nothing. */
function smoothed(cells: Float32Array, columns: number): Float32Array {
  const across = cells.map((cell, i) => (cell + (cells[i - 1] ?? 0) + (cells[i + 1] ?? 0)) / 3);
  return across.map((cell, i) =>
    (cell + (across[i - columns] ?? 0) + (across[i + columns] ?? 0)) / 3
  );
}

/** What an image shows. */
export interface Inked {
  readonly pixels: Int32Array;
  /** Red, green, blue and opacity by row. Shape `(4n,)`. */
  readonly colours: Uint8Array;
  /** Not 0 where the row is selected. Shape `(n,)`. */
  readonly selected: ArrayLike<number>;
  /** Red, green and blue of what is not selected. */
  readonly dim: readonly [number, number, number];
  readonly width: number;
  readonly height: number;
}

/** Opacity of one row that is not selected, and of many on top of each other. */
const REST = { one: 0.16, most: 0.5 } as const;
/** Opacity of a band of density, for each step, and of the line where it begins. */
const BAND = { step: 0.045, line: 0.16 } as const;
/** Opacity of one selected row; more of them come near 1. */
const CHOSEN = 0.62;

/**
 * The density of all rows: bands with their lines, what is not selected as a veil, and what is selected
 * on top in the colour of its last row. Shape `(4 · width · height,)`.
 *
 * @param spread px that a row takes each way
 */
export function density(
  { pixels, colours, selected, dim, width, height }: Inked,
  { bands, spread }: { readonly bands: Uint8Array; readonly spread: number },
): Uint8ClampedArray<ArrayBuffer> {
  const size = width * height;
  const [rest, chosen, last] = [
    new Uint16Array(size),
    new Uint16Array(size),
    new Uint32Array(size),
  ];
  for (let row = 0; row < pixels.length; row++) {
    const pixel = pixels[row]!;
    if (pixel < 0) continue;
    const on = selected[row]! !== 0;
    const counts = on ? chosen : rest;
    for (let down = 0; down < spread; down++) {
      for (let across = 0; across < spread; across++) {
        const at = pixel + down * width + across;
        if (at >= size) break;
        if (counts[at]! < 65_535) counts[at]!++;
        if (on) last[at] = row + 1;
      }
    }
  }
  const image = new Uint8ClampedArray(4 * size);
  const words = new Uint32Array(image.buffer);
  const inks = new Uint32Array(colours.buffer, colours.byteOffset, colours.length >> 2);
  const ground = dim[0] | dim[1] << 8 | dim[2] << 16;
  const veils = Uint8Array.from(
    { length: 64 },
    (_, n) => 255 * REST.most * (1 - (1 - REST.one / REST.most) ** n),
  );
  const tones = Uint8Array.from({ length: 64 }, (_, n) => 255 * (1 - (1 - CHOSEN) ** n));
  for (let at = 0; at < size; at++) {
    const row = last[at]!;
    if (row > 0) {
      words[at] = (inks[row - 1]! & 0xffffff | tones[Math.min(63, chosen[at]!)]! << 24) >>> 0;
      continue;
    }
    const band = bands[at]!;
    const line = band > (bands[at - 1] ?? band) || band > (bands[at + 1] ?? band) ||
      band > (bands[at - width] ?? band) || band > (bands[at + width] ?? band);
    const opacity = veils[Math.min(63, rest[at]!)]! +
      255 * (band * BAND.step + (line ? BAND.line : 0));
    if (opacity >= 1) words[at] = (ground | Math.min(255, opacity | 0) << 24) >>> 0;
  }
  return image;
}

/** Each row as a disc of a radius in px, what is selected on top. Shape `(4 · width · height,)`. */
export function discs(
  { pixels, colours, selected, dim, width, height }: Inked,
  radius: number,
): Uint8ClampedArray<ArrayBuffer> {
  const image = new Uint8ClampedArray(4 * width * height);
  const stamp = stampOf(radius);
  const put = (pixel: number, [r, g, b, a]: readonly [number, number, number, number]) => {
    const down = pixel / width | 0;
    const across = pixel - down * width;
    for (const { x, y, cover } of stamp) {
      if (across + x < 0 || across + x >= width || down + y < 0 || down + y >= height) continue;
      const at = 4 * (pixel + y * width + x);
      const over = cover * a / 255;
      const under = image[at + 3]! / 255 * (1 - over);
      const opacity = over + under;
      image[at] = (r * over + image[at]! * under) / opacity;
      image[at + 1] = (g * over + image[at + 1]! * under) / opacity;
      image[at + 2] = (b * over + image[at + 2]! * under) / opacity;
      image[at + 3] = 255 * opacity;
    }
  };
  const grey = [...dim, 90] as const;
  for (const on of [false, true]) {
    for (let row = 0; row < pixels.length; row++) {
      if (pixels[row]! < 0 || (selected[row]! !== 0) !== on) continue;
      const at = 4 * row;
      put(
        pixels[row]!,
        on ? [colours[at]!, colours[at + 1]!, colours[at + 2]!, colours[at + 3]!] : grey,
      );
    }
  }
  return image;
}

/** The px of a disc about its middle, and how much of each it covers, in (0, 1]. */
function stampOf(
  radius: number,
): { readonly x: number; readonly y: number; readonly cover: number }[] {
  const reach = Math.ceil(radius);
  const across = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  return across.flatMap((y) =>
    across.map((x) => ({ x, y, cover: radius + 0.5 - Math.hypot(x, y) }))
  )
    .filter(({ cover }) => cover > 0)
    .map(({ x, y, cover }) => ({ x, y, cover: Math.min(1, cover) }));
}
