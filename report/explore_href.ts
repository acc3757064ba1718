import { numberDescriptorOf } from "../domain/mod.ts";
import {
  type Clause,
  DEFAULT_THRESHOLD,
  DEFAULT_VOICE_THRESHOLD,
  EMPTY_QUERY,
  formatQuery,
  withClause,
} from "../query/mod.ts";
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
      return [{
        kind: "number",
        descriptor: filter.descriptor,
        octaves: false,
        missing: "only",
      }];
    case "key": {
      const { profile, tonic, scale } = filter;
      const pattern = { ...(tonic ? { tonic } : {}), ...(scale ? { scale } : {}) };
      return [{ kind: "key", keys: [pattern], profile, missing }];
    }
    case "plane":
      return (["arousal", "valence"] as const).map((descriptor) => {
        const [from, to] = filter[descriptor];
        return rangeClause({ descriptor, from, to });
      });
    case "voice":
      return [{
        kind: "voice",
        sides: [filter.side],
        threshold: DEFAULT_VOICE_THRESHOLD,
        missing,
      }];
    case "class": {
      const { set, name, over = DEFAULT_THRESHOLD } = filter;
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

/** Bounds of a query are both included, those of a bin are not: whole numbers end one lower. */
function rangeClause(
  range: { readonly descriptor: string; readonly from?: number; readonly to?: number },
): Clause {
  const { descriptor, from, to } = range;
  const { digits, bin } = numberDescriptorOf(descriptor);
  const whole = digits === 0 && Number.isInteger(bin) && descriptor !== "duration";
  const max = to !== undefined && whole && from !== undefined ? to - 1 : to;
  return {
    kind: "number",
    descriptor,
    ...(from === undefined ? {} : { min: from }),
    ...(max === undefined ? {} : { max }),
    octaves: false,
    missing: "exclude",
  };
}
