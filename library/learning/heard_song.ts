import {
  ExpectedError,
  SEGMENT_KINDS,
  type SegmentKind,
  type Segments,
  segmentWidth,
  SPACES,
} from "../../domain/mod.ts";
import { applied, KeptModels, type ModelFile, predicted } from "../../learning/mod.ts";
import { EMPTY_QUERY, withClause } from "../../query/mod.ts";
import { type HeardSong, PLAIN_REQUEST } from "../../similar/mod.ts";
import type { Library } from "../library.ts";
import { compare } from "../neighbours/similar.ts";
import { droppedTrack } from "../track/dropped_page.ts";

const NEAREST = 8;
/** Classes that are shown. */
const MOST_CLASSES = 8;
const GROUPS = 64;

/**
 * Applies a kept model to a dropped song; `undefined` where the song is not held. Throws an
 * {@linkcode ExpectedError} where the model cannot be applied.
 */
export async function heardSong(
  library: Library,
  { file, model: id }: { readonly file: string; readonly model: string },
): Promise<HeardSong | undefined> {
  const dropped = await droppedTrack(library, file);
  if (!dropped) return undefined;
  const model = await new KeptModels(library.store).get(id);
  const { analysis } = library.guests.analysed(file);
  const whole = predicted(model, analysis).slice(0, MOST_CLASSES);
  const base = {
    seconds: dropped.track.file.duration,
    whole,
    nearest: await nearestTo(library, { file, model }),
  };
  try {
    const parts: Segments[] = [];
    for (const kind of model.card.features.map(segmentKind)) {
      parts.push(await library.segments.of(dropped.track, { kind }));
    }
    return { ...base, along: alongOf(model, { parts, names: whole.map(({ name }) => name) }) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { ...base, reason: error.message };
  }
}

function segmentKind(feature: string): SegmentKind {
  const kind = SEGMENT_KINDS.find((kind) => kind === feature);
  if (kind) return kind;
  throw new ExpectedError(`${feature} is known of a track as a whole alone`);
}

function alongOf(
  model: ModelFile,
  { parts, names }: { readonly parts: readonly Segments[]; readonly names: readonly string[] },
): NonNullable<HeardSong["along"]> {
  const [first] = parts;
  const { card } = model;
  const rows = Array.from(first!.starts, (start) =>
    parts.flatMap(({ kind, starts, vectors }) => {
      const at = nearestIn(starts, start);
      return [...vectors.subarray(at * segmentWidth(kind), (at + 1) * segmentWidth(kind))];
    }));
  const probabilities = applied(model.model)({
    features: Float32Array.from(rows.flat()),
    rows: [...rows.keys()],
  });
  const k = card.classes.length;
  const places = names.map((name) => card.classes.indexOf(name));
  return {
    starts_s: [...first!.starts],
    length_s: first!.length,
    probabilities: rows.map((_, i) =>
      places.map((place) => Number(probabilities[i * k + place]!.toFixed(4)))
    ),
    embedding: groupedOf(rows),
  };
}

function nearestIn(starts: Float32Array, wanted: number): number {
  let best = 0;
  for (const [i, start] of starts.entries()) {
    if (Math.abs(start - wanted) < Math.abs(starts[best]! - wanted)) best = i;
  }
  return best;
}

/** Means of groups of dimensions, between the least and the most of all. */
function groupedOf(rows: readonly (readonly number[])[]): number[][] {
  const size = Math.ceil((rows[0]?.length ?? 1) / GROUPS);
  const groups = rows.map((row) =>
    Array.from({ length: Math.ceil(row.length / size) }, (_, g) => {
      const part = row.slice(g * size, (g + 1) * size);
      return part.reduce((sum, value) => sum + value, 0) / part.length;
    })
  );
  const all = groups.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return groups.map((row) =>
    row.map((value) => Number(((value - low) / (high - low || 1)).toFixed(3)))
  );
}

async function nearestTo(
  library: Library,
  { file, model: { card } }: { readonly file: string; readonly model: ModelFile },
): Promise<HeardSong["nearest"]> {
  const subject = library.guests.subject(file);
  const space = SPACES.find((space) => card.features.includes(space));
  const column = library.collection.columns.labels?.[card.labels.set];
  if (!subject || !space || !column) return [];
  const within = withClause(EMPTY_QUERY, {
    kind: "label",
    set: card.labels.set,
    exclude: false,
    mode: "any",
    names: card.classes,
    missing: "exclude",
  });
  const request = { ...PLAIN_REQUEST, file, spaces: [space], k: NEAREST, within };
  const { lists } = await compare(library, { subject, request, problems: [] });
  return (lists[0]?.neighbours ?? []).map(({ track: { id, title, artist }, cosine }) => {
    const row = library.collection.row(id)!;
    const { offsets, classes, set } = column;
    const own = classes.subarray(offsets[row], offsets[row + 1]);
    return { id, title, artist, cosine, labels: Array.from(own, (index) => set.classes[index]!) };
  });
}
