import type { Deck, Layer, OrthographicView, OrthographicViewport } from "@deck.gl/core";
import type { Rgb } from "../../linked/mod.ts";
import type { DrawnMap, MapOptions, MapPicture } from "./drawn_map.ts";
import { fitted, type Lens } from "./lens.ts";

/** Draws a map into an element with deck.gl, which is loaded here and nowhere else. */
export async function openDeckMap(parent: HTMLDivElement, options: MapOptions): Promise<DrawnMap> {
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
    // What is hidden from screen readers must not take the focus.
    onLoad: () => parent.querySelector("canvas")?.setAttribute("tabindex", "-1"),
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
    fit(bounds) {
      const size = { width: parent.clientWidth, height: parent.clientHeight };
      const lens = fitted(bounds, { ...size, ...options.insets() });
      if (!lens) return;
      limits = { minZoom: lens.zoom - 2, maxZoom: lens.zoom + 12 };
      look(lens);
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
    zoomBy(steps) {
      const now = viewport();
      const [x, y] = now?.center ?? [];
      if (!now || x === undefined || y === undefined) return;
      const lens = { x, y, zoom: now.zoom + steps };
      look(lens);
      options.onLens(lens);
    },
    picture() {
      // The buffer of WebGL is only there in the task that has drawn it.
      deck.redraw("a picture is taken");
      return parent.querySelector("canvas")?.toDataURL("image/png") ?? "";
    },
    end: () => deck.finalize(),
  };
}
