import { useEffect, useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { ACTIVATION_SETS, type Columns, splitStyle } from "../../domain/mod.ts";
import { topClasses } from "../../query/mod.ts";
import { columns, hasActivations } from "../../linked/mod.ts";
import type { DrawnMap } from "../map/drawn_map.ts";
import type { Insets } from "../map/lens.ts";
import type { Bounds } from "../map/map_index.ts";
import { cellAt, nameRegions, type RegionName, withoutOverlap } from "../map/region_names.ts";

/** How long the view rests before its regions are named anew, ms. */
const REST = 150;
/** Names at once; more are a list, not a map. */
const MOST = 14;
/** px of a letter, and of a line with room about it. */
const LETTER = 6.6;
const LINE = 22;

/** What sets the regions in view apart, by style or else by tag; other names at each zoom. */
export function RegionNames(
  { map, xy, size, insets }: {
    readonly map: DrawnMap;
    readonly xy: Float32Array;
    /** Measured at each view; a new object has the names placed anew. */
    readonly size: { readonly width: number; readonly height: number };
    readonly insets: Insets;
  },
) {
  const all = columns.value;
  const classes = useMemo(() => all && classesOf(all), [all]);
  const names = useSignal<readonly RegionName[]>([]);
  const { width, height } = size;
  const bounds = inView(map, { width, height });
  const cell = cellAt(map.unitsPerPixel);
  const key = bounds &&
    [...Object.values(bounds).map((edge) => Math.floor(edge / cell)), cell].join();
  useEffect(() => {
    if (!classes || !bounds || xy.length !== 2 * classes.codes.length) {
      names.value = [];
      return;
    }
    const timer = setTimeout(() => {
      const { codes, labels } = classes;
      names.value = nameRegions({ xy, codes, classes: labels.length }, { bounds, cell });
    }, REST);
    return () => clearTimeout(timer);
  }, [classes, xy, key]);
  if (!classes) return null;
  const boxes = names.value.map(({ x, y, code }) => {
    const at = map.toPixel({ x, y }) ?? { x: NaN, y: NaN };
    return { ...at, width: LETTER * wordsOf(classes.labels[code]!).length + 12, height: LINE };
  });
  const { top, bottom } = insets;
  const kept = withoutOverlap(boxes, { left: 0, top, right: width, bottom: height - bottom });
  return (
    <div class="region-names" aria-hidden="true">
      {kept.slice(0, MOST).map((i) => {
        const { code } = names.value[i]!;
        const words = wordsOf(classes.labels[code]!);
        return (
          <span
            key={`${code} ${names.value[i]!.x}`}
            style={{ left: `${boxes[i]!.x}px`, top: `${boxes[i]!.y}px` }}
          >
            {words}
          </span>
        );
      })}
    </div>
  );
}

function wordsOf(label: string): string {
  return splitStyle(label).name;
}

interface Classes {
  readonly labels: readonly string[];
  /** Shape `(n,)`. */
  readonly codes: ArrayLike<number>;
}

/** The strongest class of each track in the first set that the collection has. */
function classesOf(all: Columns): Classes | undefined {
  const set = ACTIVATION_SETS.find((set) => hasActivations(all, set));
  const labels = set && all.activations[set]?.labels;
  return set && labels && { labels, codes: topClasses(all, set) };
}

function inView(
  map: DrawnMap,
  { width, height }: { readonly width: number; readonly height: number },
): Bounds | undefined {
  const [one, other] = [map.toMap({ x: 0, y: height }), map.toMap({ x: width, y: 0 })];
  return one && other && { minX: one.x, minY: one.y, maxX: other.x, maxY: other.y };
}
