import { binEdges, DEFAULT_VOICE_THRESHOLD, numberDescriptorOf } from "../domain/mod.ts";
import { type Clause, EMPTY_QUERY, formatQuery, withClause } from "../query/mod.ts";
import type { ExploreFilter } from "./explore_filter.ts";

/** The address of the tracks behind a mark of a chart. */
export function exploreHref(filter: ExploreFilter): string {
  if (filter.kind === "track") return `/similar?track=${encodeURIComponent(filter.id)}`;
  const query = clausesOf(filter).reduce(withClause, EMPTY_QUERY);
  return `/explore?${formatQuery(query)}`;
}

function clausesOf(filter: Exclude<ExploreFilter, { kind: "track" }>): Clause[] {
  const missing = "exclude" as const;
  switch (filter.kind) {
    case "range":
      return [rangeClause(filter)];
    case "missing":
      return filter.descriptors.map((descriptor) => ({
        kind: "number",
        descriptor,
        octaves: false,
        missing: "only",
      }));
    case "key": {
      const { profile, tonic, scale } = filter;
      const pattern = { ...(tonic ? { tonic } : {}), ...(scale ? { scale } : {}) };
      return [{ kind: "key", keys: [pattern], profile, missing }];
    }
    case "plane":
      return Object.entries(filter.ranges).map(([descriptor, [from, to]]) =>
        rangeClause({ descriptor, from, to })
      );
    case "voice":
      return [{
        kind: "voice",
        sides: [filter.side],
        threshold: DEFAULT_VOICE_THRESHOLD,
        missing,
      }];
    case "class": {
      const { set, name, over } = filter;
      if (over === undefined) return [{ kind: "top", set, names: [name], missing }];
      const terms = [{ name, threshold: over }];
      return [{ kind: "activation", set, exclude: false, mode: "any", terms, missing }];
    }
    case "category":
      return [{ kind: "category", descriptor: filter.descriptor, names: [filter.name], missing }];
    case "codec":
      return [{ kind: "format", formats: [filter.codec] }];
    case "folder":
      return [{ kind: "folder", folder: filter.folder }];
  }
}

/**
 * Bounds of a query are both included. A bin holds its lower edge alone, the last one both, and what
 * lies beyond the range neither: there the bound is the next number that a column can hold.
 */
function rangeClause(
  range: { readonly descriptor: string; readonly from?: number; readonly to?: number },
): Clause {
  const { descriptor, from, to } = range;
  const next = (value: number, step: 1 | -1) =>
    WHOLE.includes(descriptor) ? value + step : beside(value, step);
  const min = from !== undefined && to === undefined ? next(from, 1) : from;
  const last = from !== undefined && to === lastEdge(descriptor);
  const max = to !== undefined && !last ? next(to, -1) : to;
  return {
    kind: "number",
    descriptor,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    octaves: false,
    missing: "exclude",
  };
}

function lastEdge(descriptor: string): number {
  return binEdges(numberDescriptorOf(descriptor)).at(-1)!;
}

/** Descriptors of whole numbers, whose bounds read better as such. */
const WHOLE: readonly string[] = ["year", "channels", "sample_rate"];

/** The float32 next to a number, upwards or downwards, in as few digits as tell it apart. */
function beside(value: number, step: 1 | -1): number {
  const cell = Float32Array.of(value);
  const bits = new Int32Array(cell.buffer);
  if (cell[0] === 0) {
    cell[0] = 0;
    bits[0] = step > 0 ? 1 : 0x80000001 | 0;
  } else bits[0]! += (cell[0]! > 0) === (step > 0) ? 1 : -1;
  const next = cell[0]!;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(next.toPrecision(digits));
    if (Math.fround(short) === next) return short;
  }
  return Number(next.toPrecision(9));
}
