import type { Deck, Layer, OrthographicView, OrthographicViewport } from "@deck.gl/core";
import type { Bounds } from "./map_index.ts";
import type { Rgb } from "../../linked/mod.ts";
import type { Pixel } from "./lasso.ts";

/** What the map draws. Arrays that are the same as before are not sent to the GPU again. */
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

/** What part of a map is in view. */
export interface Lens {
  /** The place in the middle, in map units. */
  readonly x: number;
  readonly y: number;
  /** Binary logarithm of the px in one map unit. */
  readonly zoom: number;
}

/** A drawn map. */
export interface DeckMap {
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
  end(): void;
}

/**
 * Draws a map into an element with deck.gl, which is loaded here and nowhere else. Throws an Error
 * where the browser has no WebGL 2, before deck.gl is asked: it fails in a promise nobody can catch.
 */
export async function openDeckMap(
  parent: HTMLDivElement,
  options: {
    readonly onView: () => void;
    /** Told what part is in view when the reader has panned or zoomed. */
    readonly onLens: (lens: Lens) => void;
    readonly onFailure: (error: Error) => void;
  },
): Promise<DeckMap> {
  if (!hasWebGl2()) throw new Error("this browser has no WebGL 2");
  const [core, layers, extensions] = await Promise.all([
    import("@deck.gl/core"),
    import("@deck.gl/layers"),
    import("@deck.gl/extensions"),
  ]);
  const filter = new extensions.DataFilterExtension({ filterSize: 1 });
  const deck: Deck<OrthographicView> = new core.Deck({
    parent,
    views: new core.OrthographicView({ id: "map", flipY: false }),
    viewState: { target: [0, 0, 0], zoom: 0 },
    onViewStateChange: ({ viewState }) => {
      deck.setProps({ viewState });
      const [x = 0, y = 0] = viewState.target ?? [];
      options.onLens({ x, y, zoom: Number(viewState.zoom) });
    },
    controller: { scrollZoom: { smooth: false, speed: 0.01 } },
    layers: [],
    // deck.gl waits with its first layout for a frame of its own.
    onAfterRender: options.onView,
    onError: options.onFailure,
  });
  let limits = {};
  const viewport = () =>
    deck.isInitialized ? deck.getViewports()[0] as OrthographicViewport : undefined;

  function layersOf(picture: MapPicture): Layer[] {
    const { xy, colours, selected, dim, quiet, rings, lines } = picture;
    const at = (row: number): [number, number] => [xy[2 * row]!, xy[2 * row + 1]!];
    const length = selected.length;
    const radius = length > 50_000 ? 1.3 : length > 8_000 ? 2 : 3;
    const positions = { value: xy, size: 2 };
    const common = {
      radiusUnits: "pixels",
      getRadius: radius,
      pickable: false,
      opacity: quiet ? 0.12 : 1,
    } as const;
    return [
      new layers.ScatterplotLayer({
        ...common,
        id: "all",
        data: { length, attributes: { getPosition: kept("position", positions) } },
        getFillColor: [...dim, 90],
      }),
      new layers.ScatterplotLayer({
        ...common,
        id: "selected",
        data: {
          length,
          attributes: {
            getPosition: kept("position", positions),
            getFillColor: kept("colour", { value: colours, size: 4, normalized: true }),
            getFilterValue: { value: selected, size: 1 },
          },
        },
        extensions: [filter],
        filterRange: [0.5, 1.5],
      }),
      new layers.LineLayer({
        id: "lines",
        data: lines.map(({ from, to, colour }) => ({ from: at(from), to: at(to), colour })),
        getSourcePosition: ({ from }: { readonly from: [number, number] }) => from,
        getTargetPosition: ({ to }: { readonly to: [number, number] }) => to,
        getColor: ({ colour }: { readonly colour: readonly number[] }) =>
          colour as [number, number, number, number],
        getWidth: 1.8,
      }),
      new layers.ScatterplotLayer({
        id: "ringed",
        data: rings.map(({ row, colour, width }) => ({ place: at(row), colour, width })),
        getPosition: ({ place }: { readonly place: [number, number] }) => place,
        radiusUnits: "pixels",
        getRadius: radius + 4,
        filled: false,
        stroked: true,
        lineWidthUnits: "pixels",
        getLineWidth: ({ width }: { readonly width: number }) => width,
        getLineColor: ({ colour }: { readonly colour: Rgb }) => [...colour],
      }),
    ];
  }

  const attributes = new Map<string, { readonly value: Float32Array | Uint8Array }>();

  /** The same object for the same array: deck.gl compares objects. */
  function kept<Attribute extends { readonly value: Float32Array | Uint8Array }>(
    name: string,
    attribute: Attribute,
  ): Attribute {
    const before = attributes.get(name);
    if (before?.value === attribute.value) return before as Attribute;
    attributes.set(name, attribute);
    return attribute;
  }

  function look({ x, y, zoom }: Lens): void {
    deck.setProps({ viewState: { target: [x, y, 0], zoom, ...limits } });
  }

  return {
    draw: (picture) => deck.setProps({ layers: layersOf(picture) }),
    fit({ minX, minY, maxX, maxY }) {
      const { clientWidth, clientHeight } = parent;
      const across = Math.min(
        clientWidth * 0.94 / Math.max(1e-9, maxX - minX),
        clientHeight * 0.94 / Math.max(1e-9, maxY - minY),
      );
      const zoom = Math.log2(across);
      limits = { minZoom: zoom - 2, maxZoom: zoom + 12 };
      look({ x: (minX + maxX) / 2, y: (minY + maxY) / 2, zoom });
    },
    look,
    toPixel(at) {
      const [x, y] = viewport()?.project([at.x, at.y]) ?? [];
      return x === undefined || y === undefined ? undefined : { x, y };
    },
    toMap(at) {
      const [x, y] = viewport()?.unproject([at.x, at.y]) ?? [];
      return x === undefined || y === undefined ? undefined : { x, y };
    },
    get unitsPerPixel() {
      return 2 ** -(viewport()?.zoom ?? 0);
    },
    setPan: (on) =>
      deck.setProps({ controller: on ? { scrollZoom: { smooth: false, speed: 0.01 } } : false }),
    end: () => deck.finalize(),
  };
}

function hasWebGl2(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // Browsers hold few contexts at a time; this one is not needed again.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
