import {
  numberText,
  plural,
  SEGMENT_KINDS,
  segmentBytes,
  type SegmentKind,
  type VectorKind,
} from "../domain/mod.ts";
import { keepSegments } from "../library/mod.ts";
import type { Store } from "../store/mod.ts";
import { type Arguments, UsageError } from "./_args.ts";

/** The option by which segments are kept. */
export const SEGMENTS_OPTION = {
  segments: {
    value: "kinds",
    implied: "first",
    help:
      `keep what a network hears in up to 20 patches of each track: ${SEGMENT_KINDS.join(", ")}; ` +
      "unless named, the first embedding that there is",
  },
} as const;

/** Milliseconds between two reports. */
const REPORT_EVERY = 15_000;

/** The kinds that are asked for; undefined where none are, `first` where they are not named. */
export function readSegments(read: Arguments): readonly SegmentKind[] | "first" | undefined {
  const text = read.text("segments");
  if (text === undefined || text === "first") return text;
  return text.split(",").map((name) => {
    const kind = SEGMENT_KINDS.find((known) => known === name.trim());
    if (kind) return kind;
    throw new UsageError(
      `Cannot read --segments=${text}: kinds are ${SEGMENT_KINDS.join(", ")}`,
    );
  });
}

/** Says what segments will take, then keeps those of every track that has such a vector. */
export async function keepAllSegments(
  store: Store,
  { asked, workers, signal }: {
    readonly asked: readonly SegmentKind[] | "first";
    readonly workers: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { tracks, kinds: there } = await countIn(store);
  const kinds = asked === "first"
    ? there.slice(0, 1)
    : asked.filter((kind) => there.includes(kind));
  if (kinds.length === 0) {
    console.error("No segments are kept: no track has such a vector");
    return;
  }
  const bytes = segmentBytes(kinds);
  console.log(
    `Keeping segments of ${kinds.join(", ")}: up to ${numberText(bytes / 1e3)} kB a track, ${
      numberText(tracks * bytes / 1e6, 0)
    } MB for ${plural(tracks, "track")}`,
  );
  let told = performance.now();
  const { done, failed, total } = await keepSegments(store, {
    kinds,
    workers,
    signal,
    onProgress(now) {
      if (performance.now() - told < REPORT_EVERY) return;
      told = performance.now();
      console.error(`segments of ${now.done + now.failed} of ${plural(now.total, "track")}`);
    },
  });
  const without = failed > 0 ? `; ${plural(failed, "track")} could not be heard` : "";
  console.log(`Segments of ${done} of ${plural(total, "track")} are kept${without}`);
}

async function countIn(store: Store) {
  const kinds = new Set<VectorKind>();
  let tracks = 0;
  for await (const { vectors } of store.tracks()) {
    tracks++;
    for (const kind of vectors) kinds.add(kind);
  }
  return { tracks, kinds: SEGMENT_KINDS.filter((kind) => kinds.has(kind)) };
}
