import {
  PLAIN_REQUEST,
  type SimilarAnswer,
  type SimilarRequest,
  type TrackCard,
} from "../../similar/mod.ts";
import {
  type Absence,
  ACTIVATION_SETS,
  ACTIVATION_STEPS,
  type ActivationSet,
  type Along,
  CATALOGUE,
  type Columns,
  derive,
  type Descriptor,
  labelDescriptorId,
  type StageRecord,
  STYLES,
  TAGS,
  type Track,
  type TrackId,
} from "../../domain/mod.ts";
import type { Query } from "../../query/mod.ts";
import { PLAYLIST_DOCUMENTS, type SavedPlaylist } from "../../playlist/mod.ts";
import { type Place, placeIn } from "./_places.ts";
import { cardOf } from "../cards.ts";
import { rowsWithin } from "../neighbours/_masks.ts";
import { besides, compare } from "../neighbours/similar.ts";
import type { Library } from "../library.ts";
import { trackSubject } from "../neighbours/subject.ts";

/** Neighbours shown in each space. */
const NEIGHBOURS = 5;
/** Classes shown of styles and tags. */
const CLASSES = 8;

/** One descriptor of a track, with all that is known about the value. */
export interface Finding {
  readonly descriptor: Descriptor;
  /** Left out where there is none; `absent` then says why. */
  readonly value?: number | string;
  readonly absent?: Absence;
  /** Where it stands in the collection. */
  readonly place?: Place;
  /** The stage that yielded it; left out where it is derived or has not run. */
  readonly stage?: StageRecord;
}

/** A class with its activation or strength; NaN where a label has none. */
export interface NamedShare {
  readonly name: string;
  readonly share: number;
}

/** What a label set says of a track. */
export interface TrackLabels {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly NamedShare[];
  readonly fields: readonly {
    readonly id: string;
    readonly unit: string;
    readonly value: number;
  }[];
}

/** A playlist that holds a track, at this place from 1. */
export interface HoldingPlaylist {
  readonly id: string;
  readonly name: string;
  readonly place: number;
}

/** Everything that is known of one track. */
export interface TrackPage {
  readonly track: Track;
  readonly card: TrackCard;
  /** In the order of the catalogue. */
  readonly findings: readonly Finding[];
  /** The strongest classes, strongest first; left out where the network has not heard the track. */
  readonly classes: Readonly<Partial<Record<ActivationSet, readonly NamedShare[]>>>;
  readonly along: Along | undefined;
  readonly neighbours: SimilarAnswer;
  /** The tracks before and after it in the list that was asked for. */
  readonly previous: TrackId | null;
  readonly next: TrackId | null;
  readonly request: SimilarRequest;
  /** Other tracks with the same audio. */
  readonly duplicates: readonly TrackCard[];
  readonly playlists: readonly HoldingPlaylist[];
  readonly labels: readonly TrackLabels[];
}

/**
 * Everything that is known of a track; `undefined` where there is no such track.
 *
 * @param within The list that one comes from.
 */
export async function trackPage(
  library: Library,
  { id, within }: { readonly id: TrackId; readonly within: Query },
): Promise<TrackPage | undefined> {
  const { store, collection, spaces } = library;
  const subject = trackSubject(library, id);
  const track = await store.getTrack(id);
  if (!subject || !track) return undefined;
  const { columns } = subject.at.table;
  const request: SimilarRequest = {
    ...PLAIN_REQUEST,
    track: id,
    k: NEIGHBOURS,
    spaces: spaces.present,
  };
  const rows = await rowsWithin(library, within);
  const [neighbours, along, classes, duplicates, playlists] = await Promise.all([
    compare(library, { subject, request }),
    subject.along(),
    classesOf(library, id),
    twinsOf(library, track),
    playlistsWith(library, id),
  ]);
  return {
    track,
    card: subject.card,
    findings: CATALOGUE.map((descriptor) =>
      findingOf({ track, columns, row: subject.at.row }, descriptor)
    ),
    classes,
    along,
    neighbours,
    ...besides(library, { subject, rows }),
    request,
    duplicates,
    playlists,
    labels: labelsAt(collection.columns, subject.at.row),
  };
}

function findingOf(
  { track, columns, row }: {
    readonly track: Track;
    readonly columns: Columns;
    readonly row: number;
  },
  descriptor: Descriptor,
): Finding {
  const { id } = descriptor;
  const value = track.values[id] ?? derive(track.values)[id] ??
    (descriptor.kind === "number" ? knownNumber(columns, { id, row }) : undefined);
  const stage = descriptor.stage === "derived" ? undefined : track.stages[descriptor.stage];
  const place = descriptor.kind === "number" ? placeIn(columns, { descriptor, row }) : undefined;
  return {
    descriptor,
    ...(value === undefined
      ? { absent: track.absent[id] ?? (stage ? "not-given" : "not-analysed") }
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

const CLASS_NAMES: Readonly<Record<ActivationSet, readonly string[]>> = {
  styles: STYLES,
  tags: TAGS,
};

async function classesOf(
  { store }: Library,
  id: TrackId,
): Promise<Partial<Record<ActivationSet, readonly NamedShare[]>>> {
  const found: Partial<Record<ActivationSet, readonly NamedShare[]>> = {};
  for (const set of ACTIVATION_SETS) {
    const vector = await store.vector(set, id);
    if (!vector) continue;
    found[set] = Array.from(vector, (share, at) => ({ name: CLASS_NAMES[set][at] ?? "?", share }))
      .sort((a, b) => b.share - a.share)
      .slice(0, CLASSES);
  }
  return found;
}

async function twinsOf(library: Library, { id, file }: Track): Promise<TrackCard[]> {
  if (file.hash === "") return [];
  const ids = await library.store.tracksWithHash(file.hash);
  return ids.flatMap((other) => {
    const row = other === id ? undefined : library.collection.row(other);
    return row === undefined ? [] : [cardOf(library, row)];
  });
}

async function playlistsWith({ store }: Library, id: TrackId): Promise<HoldingPlaylist[]> {
  const playlists = await store.documents<SavedPlaylist>(PLAYLIST_DOCUMENTS).list();
  return playlists.flatMap(({ id: playlist, value }) => {
    const at = value.tracks.indexOf(id);
    return at < 0 ? [] : [{ id: playlist, name: value.name, place: at + 1 }];
  });
}

function labelsAt({ labels, numbers }: Columns, row: number): TrackLabels[] {
  return Object.values(labels ?? {}).flatMap((column): TrackLabels[] => {
    const { set, offsets, classes, strengths, present } = column;
    if (present[row] !== 1) return [];
    const named: NamedShare[] = [];
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const strength = strengths?.[at];
      named.push({
        name: set.classes[classes[at]!]!,
        share: strength === undefined ? NaN : strength / ACTIVATION_STEPS,
      });
    }
    const fields = set.fields.flatMap(({ id, unit }) => {
      const value = numbers[labelDescriptorId(set.id, id)]?.[row] ?? NaN;
      return Number.isNaN(value) ? [] : [{ id, unit, value }];
    });
    return [{ id: set.id, name: set.name, classes: named, fields }];
  });
}
