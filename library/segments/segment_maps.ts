import {
  activationSetOf,
  type Axis,
  ExpectedError,
  layoutOf,
  type Segments,
  segmentWidth,
  type TrackId,
} from "../../domain/mod.ts";
import { measureInWorker, type ProjectedMap, projectInWorker } from "../../projection/mod.ts";
import { VectorTable } from "../../similarity/mod.ts";
import { MOST_HEARD, type SegmentAnswer, type SegmentRequest } from "../../similar/mod.ts";
import type { Store } from "../../store/mod.ts";
import { type Desk, type JobContext, type JobName, KeptWork } from "../../work/mod.ts";
import { type AxisExtent, placed } from "../maps/_extent.ts";
import type { TrackSegments } from "./segments.ts";

/** Where a map of segments stands. */
export interface SegmentMapState {
  readonly answer: SegmentAnswer | undefined;
  /** Why the last attempt made none. */
  readonly failure: string | undefined;
  readonly work: JobName;
}

type Laid = Pick<ProjectedMap, "coordinates" | "quality" | "variance"> & {
  readonly axes?: readonly [AxisExtent, AxisExtent];
};

/** Maps that are remembered. */
const REMEMBERED = 8;
/** Part of the time that getting the segments takes, about. */
const HEARING = 0.8;

/** Maps of what networks hear patch by patch in some tracks, made in a worker when first asked for. */
export class SegmentMaps {
  readonly #store: Store;
  readonly #segments: TrackSegments;
  readonly #desk: Desk;
  /** The least recently used come first. */
  readonly #works = new Map<string, KeptWork<SegmentAnswer>>();
  /** Why a map was not made, until that is told. */
  readonly #failures = new Map<string, string>();

  constructor({ store, segments, desk }: {
    readonly store: Store;
    readonly segments: TrackSegments;
    readonly desk: Desk;
  }) {
    this.#store = store;
    this.#segments = segments;
    this.#desk = desk;
  }

  /** A map, which is begun where it is not there. */
  async state(request: SegmentRequest): Promise<SegmentMapState> {
    const id = await idOf(request);
    const work = this.#works.get(id) ?? new KeptWork({ desk: this.#desk, kind: "segments", id });
    this.#works.delete(id);
    this.#works.set(id, work);
    const [oldest] = this.#works.keys();
    if (this.#works.size > REMEMBERED) this.#works.delete(oldest!);
    const failure = this.#failures.get(id);
    this.#failures.delete(id);
    if (!work.result && work.progress === undefined && failure === undefined) {
      work.begin(async (context) => ({
        result: await this.#make(request, context).catch((error: unknown) => {
          this.#failures.set(id, error instanceof Error ? error.message : String(error));
          throw error;
        }),
        digest: id,
      }));
    }
    return { answer: work.result, failure, work: work.name };
  }

  async #make(request: SegmentRequest, { tell, signal }: JobContext): Promise<SegmentAnswer> {
    const { kind, projection, ids, every } = request;
    const found: { readonly id: TrackId; readonly segments: Segments }[] = [];
    const missing: { readonly id: TrackId; readonly reason: string }[] = [];
    let heard = 0;
    for (const [i, id] of ids.entries()) {
      signal.throwIfAborted();
      tell({ step: "segments", fraction: HEARING * i / ids.length });
      const track = await this.#store.getTrack(id);
      if (!track) continue;
      const kept = this.#segments.kept(track, kind);
      if (kept) found.push({ id, segments: kept });
      else if (heard >= MOST_HEARD) {
        missing.push({ id, reason: `not kept, and ${MOST_HEARD} are heard at a time` });
      } else {
        heard++;
        try {
          const segments = await this.#segments.of(track, { kind, signal });
          found.push({ id, segments });
        } catch (error) {
          if (!(error instanceof ExpectedError)) throw error;
          missing.push({ id, reason: error.message });
        }
      }
    }
    tell({ step: "layout", fraction: HEARING });
    const table = tableOf(found, { width: segmentWidth(kind), every });
    const laid = await lay(table, { request, signal });
    const placeOf = (row: string) => {
      const at = table.rowOf(row)!;
      return { x: laid.coordinates[2 * at]!, y: laid.coordinates[2 * at + 1]! };
    };
    return {
      kind,
      projection,
      tracks: found.map(({ id, segments: { starts, length } }) => ({
        id,
        length_s: length,
        ...placeOf(meanName(id)),
        spread: spreadOf(table, { id, every, count: starts.length }),
        segments: Array.from(starts, (start_s, i) => ({ start_s, i }))
          .filter(({ i }) => i % every === 0)
          .map(({ start_s, i }) => ({ start_s, ...placeOf(segmentName(id, i)) })),
      })),
      missing,
      quality: laid.quality,
      ...(laid.variance && { variance: laid.variance }),
      ...(laid.axes && { axes: laid.axes }),
    };
  }
}

async function lay(
  table: VectorTable,
  { request: { kind, projection }, signal }: {
    readonly request: SegmentRequest;
    readonly signal: AbortSignal;
  },
): Promise<Laid> {
  const layout = layoutOf(projection);
  if (layout.method !== "raw") return await projectInWorker(table, { projection, signal });
  const sides = layout.axes.map((axis) => placed(valuesOf(table, indexOf(axis, kind)), axis));
  const coordinates = Float32Array.from(
    { length: 2 * table.length },
    (_, i) => sides[i % 2]!.places[i >> 1]!,
  );
  const quality = await measureInWorker(table, { coordinates, signal });
  return {
    coordinates,
    quality,
    variance: undefined,
    axes: [sides[0]!.extent, sides[1]!.extent],
  };
}

/** The number of a segment's vector that a raw axis shows. */
function indexOf(axis: Axis, kind: SegmentRequest["kind"]): number {
  const fits = axis.of === "dim" ||
    (axis.of !== "descriptor" && activationSetOf(axis.of) === kind);
  if (fits && axis.index <= segmentWidth(kind)) return axis.index - 1;
  throw new ExpectedError(
    `Cannot draw segments: raw axes of ${kind} are dim1 to dim${segmentWidth(kind)}`,
  );
}

function valuesOf(table: VectorTable, index: number): Float64Array {
  return Float64Array.from(
    { length: table.length },
    (_, row) => table.unit(row)[index]! * table.norms[row]!,
  );
}

/** Every n-th segment of each track, and the mean of all of its segments. */
function tableOf(
  found: readonly { readonly id: TrackId; readonly segments: Segments }[],
  { width, every }: { readonly width: number; readonly every: number },
): VectorTable {
  const table = new VectorTable(width);
  for (const { id, segments: { starts, vectors } } of found) {
    const mean = new Float64Array(width);
    for (let i = 0; i < starts.length; i++) {
      const vector = vectors.subarray(i * width, (i + 1) * width);
      vector.forEach((x, j) => mean[j]! += x / starts.length);
      if (i % every === 0) table.add(segmentName(id, i), vector);
    }
    table.add(meanName(id), mean);
  }
  return table;
}

/** Mean cosine distance of a track's segments to their mean. */
function spreadOf(
  table: VectorTable,
  { id, every, count }: { readonly id: TrackId; readonly every: number; readonly count: number },
): number {
  const mean = table.unit(table.rowOf(meanName(id))!);
  let [sum, segments] = [0, 0];
  for (let i = 0; i < count; i += every) {
    const unit = table.unit(table.rowOf(segmentName(id, i))!);
    sum += 1 - unit.reduce((product, x, j) => product + x * mean[j]!, 0);
    segments++;
  }
  return Math.max(0, sum / segments);
}

const segmentName = (id: TrackId, i: number) => `${id} ${i}`;
const meanName = (id: TrackId) => `${id} mean`;

async function idOf(request: SegmentRequest): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(request));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return digest.toHex().slice(0, 24);
}
