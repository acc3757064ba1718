import type { Rgb } from "../../linked/mod.ts";
import type { Pixel } from "./lasso.ts";
import type { Insets, Lens } from "./lens.ts";
import type { Bounds } from "./map_index.ts";

/** What the map draws. Arrays that are the same as before are taken for unchanged. */
export interface MapPicture {
  /** x, y, x, y, … Shape `(2n,)`. */
  readonly xy: Float32Array;
  /** Shape `(4n,)`. */
  readonly colours: Uint8Array;
  /** 1 where the row is selected; a new array for each change. Shape `(n,)`. */
  readonly selected: Float32Array;
  /** Of rows that are not selected. */
  readonly dim: Rgb;
  /** Whether points step back behind rings and lines. */
  readonly quiet: boolean;
  /** Rings around rows. */
  readonly rings: readonly {
    readonly row: number;
    readonly colour: Rgb;
    /** px */
    readonly width: number;
  }[];
  /** Lines from row to row. */
  readonly lines: readonly {
    readonly from: number;
    readonly to: number;
    /** Red, green, blue and opacity. */
    readonly colour: readonly number[];
  }[];
}

/** A drawn map. */
export interface DrawnMap {
  draw(picture: MapPicture): void;
  /** Shows all of these bounds. */
  fit(bounds: Bounds): void;
  /** Shows this part. */
  look(lens: Lens): void;
  /** Where a place of the map is on the screen; `undefined` before the first picture. */
  toPixel(at: Pixel): Pixel | undefined;
  /** What place of the map is there on the screen. */
  toMap(at: Pixel): Pixel | undefined;
  /** Map units in one px. */
  readonly unitsPerPixel: number;
  /** Lets the pointer pan and zoom, or not while it draws. */
  setPan(on: boolean): void;
  /** Zooms in, or out below 0, about the middle, by this binary logarithm. */
  zoomBy(steps: number): void;
  /** What is drawn now, as the address of a PNG. */
  picture(): string;
  end(): void;
}

/** What a drawn map asks and tells. */
export interface MapOptions {
  /** Told after each picture. */
  readonly onView: () => void;
  /** Told what part is in view when the reader has panned or zoomed. */
  readonly onLens: (lens: Lens) => void;
  readonly onFailure: (error: Error) => void;
  /** What lies over the edges of the map now. */
  readonly insets: () => Insets;
}
