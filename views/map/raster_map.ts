import type { DrawnMap, MapOptions, MapPicture } from "./drawn_map.ts";
import { fitted, type Lens, zoomedAbout } from "./lens.ts";
import { followPointers } from "./pan_zoom.ts";
import { bandsOf, density, discs, type Ground, pixelsOf } from "./raster.ts";

/** More px than this on one of the screen are not worth their time. */
const SHARPEST = 2;

/** What was made of one view, and holds until it changes. */
interface Made {
  readonly xy: Float32Array;
  readonly ground: Ground;
  readonly pixels: Int32Array;
  readonly bands: Uint8Array | undefined;
}

/**
 * Draws a map into an element on the CPU. A new picture is drawn after the frame that asked for it, so
 * that nothing else waits for it. Throws an Error where the browser has no 2-D canvas.
 */
export function openRasterMap(
  parent: HTMLDivElement,
  options: MapOptions & { readonly dense: boolean },
): DrawnMap {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has neither WebGL 2 nor a 2-D canvas");
  parent.append(canvas);
  let picture: MapPicture | undefined;
  let lens: Lens = { x: 0, y: 0, zoom: 0 };
  let limits = { min: -Infinity, max: Infinity };
  let made: Made | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;

  function ground(): Ground {
    const ratio = Math.min(SHARPEST, devicePixelRatio);
    return {
      x: lens.x,
      y: lens.y,
      scale: 2 ** lens.zoom * ratio,
      width: Math.round(parent.clientWidth * ratio),
      height: Math.round(parent.clientHeight * ratio),
    };
  }

  function draw(): void {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    const now = ground();
    if (!picture || now.width === 0 || now.height === 0) return;
    if (canvas.width !== now.width || canvas.height !== now.height) {
      Object.assign(canvas, { width: now.width, height: now.height });
    }
    if (made?.xy !== picture.xy || !isSame(made.ground, now)) {
      const pixels = pixelsOf(picture.xy, now);
      const bands = options.dense ? bandsOf(pixels, now) : undefined;
      made = { xy: picture.xy, ground: now, pixels, bands };
    }
    paint(context!, { picture, made });
    options.onView();
  }

  function see(next: Lens): void {
    const zoom = Math.min(limits.max, Math.max(limits.min, next.zoom));
    lens = { ...next, zoom };
    options.onLens(lens);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  const toMap: DrawnMap["toMap"] = ({ x, y }) => ({
    x: lens.x + (x - parent.clientWidth / 2) / 2 ** lens.zoom,
    y: lens.y - (y - parent.clientHeight / 2) / 2 ** lens.zoom,
  });
  const pointers = followPointers(parent, {
    onPan: ({ x, y }) =>
      see({ ...lens, x: lens.x - x / 2 ** lens.zoom, y: lens.y + y / 2 ** lens.zoom }),
    onZoom(steps, about) {
      const zoom = Math.min(limits.max, Math.max(limits.min, lens.zoom + steps));
      see(zoomedAbout(lens, { ...toMap(about)!, zoom }));
    },
  });
  const resized = new ResizeObserver(draw);
  resized.observe(parent);
  return {
    draw(next) {
      picture = next;
      clearTimeout(timer);
      timer = setTimeout(draw);
    },
    fit(bounds) {
      const size = { width: parent.clientWidth, height: parent.clientHeight };
      const next = fitted(bounds, { ...size, ...options.insets() });
      if (!next) return;
      lens = next;
      limits = { min: lens.zoom - 2, max: lens.zoom + 12 };
      draw();
    },
    look(next) {
      lens = next;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    },
    toPixel: ({ x, y }) => ({
      x: parent.clientWidth / 2 + (x - lens.x) * 2 ** lens.zoom,
      y: parent.clientHeight / 2 - (y - lens.y) * 2 ** lens.zoom,
    }),
    toMap,
    get unitsPerPixel() {
      return 2 ** -lens.zoom;
    },
    setPan: pointers.setPan,
    zoomBy: (steps) => see({ ...lens, zoom: lens.zoom + steps }),
    picture: () => canvas.toDataURL("image/png"),
    end() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      resized.disconnect();
      pointers.end();
      canvas.remove();
    },
  };
}

function isSame(a: Ground, b: Ground): boolean {
  return a.x === b.x && a.y === b.y && a.scale === b.scale && a.width === b.width &&
    a.height === b.height;
}

function paint(
  context: CanvasRenderingContext2D,
  { picture, made }: { readonly picture: MapPicture; readonly made: Made },
): void {
  const { xy, colours, selected, dim, quiet, rings, lines } = picture;
  const { pixels, bands, ground } = made;
  const { width, height, scale } = ground;
  const ratio = Math.min(SHARPEST, devicePixelRatio);
  const radius = pixels.length > 8_000 ? 2 : 3;
  const inked = { pixels, colours, selected, dim, width, height };
  const image = bands
    ? density(inked, { bands, spread: Math.round(ratio * (pixels.length > 300_000 ? 1 : 1.5)) })
    : discs(inked, radius * ratio);
  context.putImageData(new ImageData(image, width, height), 0, 0);
  if (quiet) {
    // What is drawn so far keeps this much of its opacity.
    context.globalCompositeOperation = "destination-in";
    context.fillStyle = "rgb(0 0 0 / 12%)";
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = "source-over";
  }
  const at = (row: number): [number, number] => [
    width / 2 + (xy[2 * row]! - ground.x) * scale,
    height / 2 - (xy[2 * row + 1]! - ground.y) * scale,
  ];
  for (const { from, to, colour: [r, g, b, a = 255] } of lines) {
    context.strokeStyle = `rgb(${r} ${g} ${b} / ${a / 255})`;
    context.lineWidth = 1.8 * ratio;
    context.beginPath();
    context.moveTo(...at(from));
    context.lineTo(...at(to));
    context.stroke();
  }
  for (const { row, colour: [r, g, b], width: line } of rings) {
    context.strokeStyle = `rgb(${r} ${g} ${b})`;
    context.lineWidth = line * ratio;
    context.beginPath();
    context.arc(...at(row), (radius + 4) * ratio, 0, 2 * Math.PI);
    context.stroke();
  }
}
