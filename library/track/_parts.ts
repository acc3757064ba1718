import {
  PLAIN_REQUEST,
  type SimilarAnswer,
  type SimilarRequest,
  type TrackCard,
} from "../../similar/mod.ts";
import {
  absenceIn,
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  ACTIVATION_STEPS,
  type ActivationSet,
  CATALOGUE,
  type Columns,
  derive,
  type Descriptor,
  type EmotionWay,
  emotionWay,
  type Finding,
  type NamedShare,
  type SparseActivations,
  type Track,
  type VectorKind,
} from "../../domain/mod.ts";
import { holds as rowHolds, type Table } from "../../collection/mod.ts";
import type { Library } from "../library.ts";
import { compare } from "../neighbours/similar.ts";
import type { Subject } from "../neighbours/subject.ts";
import { placeIn } from "./_places.ts";

/** Neighbours shown in each space. */
const NEIGHBOURS = 5;
/** Classes shown of each set. */
const CLASSES = 8;

/** What is shown of any track, whether it is in the collection or was dropped on the page. */
export interface TrackParts {
  readonly track: Track;
  readonly card: TrackCard;
  /** In the order of the catalogue. */
  readonly findings: readonly Finding[];
  /** The strongest classes, strongest first; left out where the network has not heard the track. */
  readonly classes: Readonly<Partial<Record<ActivationSet, readonly NamedShare[]>>>;
  /** Its way through the plane of emotion. */
  readonly way: EmotionWay | undefined;
  /** Undefined where they were not waited for. */
  readonly neighbours: SimilarAnswer | undefined;
  /** What was asked for the neighbours. */
  readonly request: SimilarRequest;
}

/** How the parts of a track are asked for. */
export interface AskedParts {
  /** Milliseconds that neighbours are waited for while spaces are still being read; no end unless given. */
  readonly patience?: number;
}

/**
 * What is known of a subject; `undefined` where it has left.
 *
 * @param asked Names it: its `track` or its `file`.
 */
export async function partsOf(
  library: Library,
  { subject, asked, patience }: AskedParts & {
    readonly subject: Subject;
    readonly asked: Pick<SimilarRequest, "track" | "file">;
  },
): Promise<TrackParts | undefined> {
  const track = await subject.track();
  if (!track) return undefined;
  const { card, at: { row, table } } = subject;
  const { collection: { columns }, spaces } = library;
  const request: SimilarRequest = {
    ...PLAIN_REQUEST,
    ...asked,
    k: NEIGHBOURS,
    spaces: spaces.present,
  };
  const [neighbours, along, classes] = await Promise.all([
    within(compare(library, { subject, request }), spaces.areReady ? undefined : patience),
    subject.along(),
    classesOf(subject),
  ]);
  const findings = CATALOGUE.map((descriptor) =>
    findingOf({ track, table, row, columns }, descriptor)
  );
  const way = emotionWay(along?.musicnn, track.file.heard?.[0]);
  return { track, card, findings, classes, way, neighbours, request };
}

/** What comes within some milliseconds; `undefined` where it does not, though it is still worked on. */
async function within<Found>(
  coming: Promise<Found>,
  patience: number | undefined,
): Promise<Found | undefined> {
  if (patience === undefined) return await coming;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  coming.catch(() => {});
  return await Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

interface Asked {
  readonly track: Track;
  /** The table that has the track, and its row there. */
  readonly table: Table;
  readonly row: number;
  /** Those of the collection. */
  readonly columns: Columns;
}

function findingOf(
  { track, table, row, columns }: Asked,
  descriptor: Descriptor,
): Finding {
  const own = table.columns;
  const { id } = descriptor;
  const value = track.values[id] ?? derive(track.values)[id] ??
    (descriptor.kind === "number" ? knownNumber(own, { id, row }) : undefined);
  const has = (id: string) => track.values[id] !== undefined;
  const holds = (kind: VectorKind) => rowHolds(table, { kind, row });
  const stage = descriptor.stage === "derived" ? undefined : track.stages[descriptor.stage];
  const place = descriptor.kind === "number"
    ? placeIn(columns, { descriptor, value: own.numbers[id]?.[row] ?? NaN })
    : undefined;
  return {
    descriptor,
    ...(value === undefined
      ? {
        absent: absenceIn(track.absent, { id, has, holds }) ??
          (stage ? "not-given" : "not-analysed"),
      }
      : { value }),
    ...(place && { place }),
    ...(stage && { stage }),
  };
}

function knownNumber(
  { numbers }: Columns,
  { id, row }: { readonly id: string; readonly row: number },
): number | undefined {
  const value = numbers[id]?.[row];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** The strongest classes of a subject: of all where they are kept, else of those that columns keep. */
async function classesOf(
  subject: Subject,
): Promise<Partial<Record<ActivationSet, readonly NamedShare[]>>> {
  const { row, table: { columns } } = subject.at;
  const found: Partial<Record<ActivationSet, readonly NamedShare[]>> = {};
  for (const set of ACTIVATION_SETS) {
    const vector = await subject.activations(set);
    const shares = vector
      ? Array.from(vector, (share, at) => ({ name: ACTIVATION_CLASSES[set][at] ?? "?", share }))
      : strongerAt(columns.activations[set], row);
    if (shares) found[set] = shares.sort((a, b) => b.share - a.share).slice(0, CLASSES);
  }
  return found;
}

function strongerAt(
  activations: SparseActivations | undefined,
  row: number,
): NamedShare[] | undefined {
  if (activations?.present[row] !== 1) return undefined;
  const { labels, offsets, classes, values } = activations;
  return Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, i) => {
    const at = offsets[row]! + i;
    return { name: labels[classes[at]!]!, share: values[at]! / ACTIVATION_STEPS };
  });
}
