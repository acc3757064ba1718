import type { HoldingPlaylist, TrackCard, TrackLabels, TrackList } from "../../similar/mod.ts";
import {
  ACTIVATION_STEPS,
  type Columns,
  labelDescriptorId,
  type Track,
  type TrackId,
} from "../../domain/mod.ts";
import { PLAYLIST_DOCUMENTS, type SavedPlaylist } from "../../playlist/mod.ts";
import { cardOf } from "../cards.ts";
import type { Library } from "../library.ts";
import { trackSubject } from "../neighbours/subject.ts";
import { besideOf } from "./_beside.ts";
import { type AskedParts, partsOf, type TrackParts } from "./_parts.ts";

/** Everything that is known of one track of the collection. */
export interface TrackPage extends TrackParts {
  /** The tracks before and after it in the list that was asked for. */
  readonly previous: TrackId | null;
  readonly next: TrackId | null;
  /** Other tracks with the same audio. */
  readonly duplicates: readonly TrackCard[];
  readonly playlists: readonly HoldingPlaylist[];
  readonly labels: readonly TrackLabels[];
}

/**
 * Everything that is known of a track; `undefined` where there is no such track.
 *
 * @param list From which one comes to it.
 */
export async function trackPage(
  library: Library,
  { id, list, ...waiting }: AskedParts & { readonly id: TrackId; readonly list: TrackList },
): Promise<TrackPage | undefined> {
  const subject = trackSubject(library, id);
  const parts = subject && await partsOf(library, { subject, asked: { track: id }, ...waiting });
  if (!parts) return undefined;
  const [beside, duplicates, playlists, labels] = await Promise.all([
    besideOf(library, { subject: { ...subject, id }, list }),
    twinsOf(library, parts.track),
    playlistsWith(library, id),
    labelsOf(library, { id, row: subject.at.row }),
  ]);
  return {
    ...parts,
    ...beside,
    duplicates,
    playlists,
    labels,
  };
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

/** What every set says of a track, and for whom it says so. */
async function labelsOf(
  { store, collection }: Library,
  { id, row }: { readonly id: TrackId; readonly row: number },
): Promise<TrackLabels[]> {
  return await Promise.all(
    labelsAt(collection.columns, row).map(async (said) => {
      const { split, bad, by, at } = await store.labels.entry(said.id, id) ?? {};
      return { ...said, split, bad, by, at };
    }),
  );
}

function labelsAt({ labels, numbers }: Columns, row: number): TrackLabels[] {
  return Object.values(labels ?? {}).flatMap((column): TrackLabels[] => {
    const { set, offsets, classes, strengths, present } = column;
    if (present[row] !== 1) return [];
    const named: { readonly name: string; readonly share?: number | undefined }[] = [];
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const strength = strengths?.[at];
      named.push({
        name: set.classes[classes[at]!]!,
        share: strength === undefined ? undefined : strength / ACTIVATION_STEPS,
      });
    }
    const fields = set.fields.flatMap(({ id, unit }) => {
      const value = numbers[labelDescriptorId(set.id, id)]?.[row] ?? NaN;
      return Number.isNaN(value) ? [] : [{ id, unit, value }];
    });
    return [{ id: set.id, name: set.name, classes: named, fields }];
  });
}
