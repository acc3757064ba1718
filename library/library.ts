import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { TIMBRE_GROUPS } from "../analysis/mod.ts";
import { type Collection, openCollection, type Table } from "../collection/mod.ts";
import type { FeatureGroup } from "../similarity/mod.ts";
import {
  DEFAULT_DB,
  isRemote,
  openStore,
  openStoreOver,
  type Store,
  type StoreOptions,
  type TrackSource,
} from "../store/mod.ts";
import { AllowedFiles } from "./sound/_allowed_files.ts";
import { Desk } from "../work/mod.ts";
import { Clusterings } from "./clusters/clusterings.ts";
import { Disagreements } from "./maps/disagreements.ts";
import { Combining } from "./neighbours/combining.ts";
import { Evaluations } from "./neighbours/evaluations.ts";
import { HandLabels } from "./labels/hand_labels.ts";
import { Guests } from "./dropped/guests.ts";
import { ColumnFile } from "./column_file.ts";
import { LabelPages } from "./labels/label_pages.ts";
import { Maps } from "./maps/maps.ts";
import { Covers } from "./sound/covers.ts";
import { Excerpts } from "./sound/excerpts.ts";
import { Playback } from "./sound/playback.ts";
import { Spaces } from "./neighbours/spaces.ts";
import { SegmentMaps } from "./segments/segment_maps.ts";
import { TrackSegments } from "./segments/segments.ts";
import { Strips } from "./track/strips.ts";
import { Trainings } from "./learning/trainings.ts";
import { LiveSummary } from "./summary.ts";
import { usualTempo } from "./usual_tempo.ts";

/** Everything that routes ask. */
export interface Library {
  readonly store: Store;
  readonly collection: Collection;
  readonly columnFile: ColumnFile;
  /** What takes long, to be followed and stopped. */
  readonly work: Desk;
  readonly spaces: Spaces;
  /** What combinations of spaces are worth. */
  readonly combining: Combining;
  readonly maps: Maps;
  readonly playback: Playback;
  /** The ends of tracks, for transitions. */
  readonly excerpts: Excerpts;
  /** Pictures in the tags of files. */
  readonly covers: Covers;
  /** Pictures along tracks. */
  readonly strips: Strips;
  /** Maps of what networks hear patch by patch. */
  readonly segments: TrackSegments;
  readonly segmentMaps: SegmentMaps;
  readonly summary: LiveSummary;
  /** Labels given by hand. */
  readonly hand: HandLabels;
  /** Files dropped on the page. */
  readonly guests: Guests;
  readonly evaluations: Evaluations;
  readonly disagreements: Disagreements;
  /** Clusters of the spaces. */
  readonly clusterings: Clusterings;
  readonly labelPages: LabelPages;
  readonly trainings: Trainings;
  /** Works out what the first visitors would wait for. */
  prepare(): Promise<void>;
  /** Closes the store and ends what runs for it. */
  close(): Promise<void>;
}

const TIMBRE: readonly FeatureGroup[] = TIMBRE_GROUPS.map(({ label, offset, length }) => ({
  name: label,
  from: offset,
  to: offset + length,
}));

/** Where the indexes and maps of a store are kept; nowhere for one in memory or on another machine. */
function folderOf(location: string): string | undefined {
  return location === ":memory:" || isRemote(location) ? undefined : `${location}.cache`;
}

/** The same of tracks that lie elsewhere: in the folder of the usual store, by the name of the place. */
function folderOver(location: string): string {
  const name = basename(location).replaceAll(/[^\w.-]/g, "-");
  const digest = createHash("sha256").update(location).digest("hex").slice(0, 8);
  return join(resolve(dirname(DEFAULT_DB)), `${name}-${digest}.cache`);
}

/** Tracks that are kept elsewhere, with their columns. */
export interface ColumnSource extends TrackSource {
  table(): Promise<Table>;
}

/** How a library is opened. */
export interface LibraryOptions extends Pick<StoreOptions, "create"> {
  /** Numbers (tracks times dimensions) that a space may keep in memory whole; larger ones are reduced. */
  readonly wholeUpTo?: number | undefined;
  /** Folders whose music may be played, besides those that were analysed. */
  readonly allowed?: readonly string[] | undefined;
}

/** Opens the store at `location` and reads its columns. Throws a StoreError where it cannot. */
export async function openLibrary(
  location: string,
  { wholeUpTo, allowed, ...options }: LibraryOptions = {},
): Promise<Library> {
  const store = await openStore(location, options);
  const folder = folderOf(location);
  return await libraryOf(store, { wholeUpTo, allowed, folder, kept: `${location}.kept` });
}

/** Opens tracks that are kept elsewhere, with what people write in the store at `db`, if any. */
export async function openLibraryOver(
  source: ColumnSource,
  { wholeUpTo, allowed, db }: Omit<LibraryOptions, "create"> & {
    readonly db?: string | undefined;
  } = {},
): Promise<Library> {
  const store = await openStoreOver(source, db);
  const folder = folderOver(source.location);
  const read = () => source.table();
  return await libraryOf(store, { wholeUpTo, allowed, folder, kept: `${folder}.kept`, read });
}

async function libraryOf(
  store: Store,
  { wholeUpTo, allowed = [], folder, kept, read }: {
    readonly wholeUpTo: number | undefined;
    readonly allowed: readonly string[] | undefined;
    readonly folder: string | undefined;
    /** Folder for files that visitors leave here. */
    readonly kept: string;
    readonly read?: (() => Promise<Table>) | undefined;
  },
): Promise<Library> {
  const collection = await openCollection(store, {
    read,
    onFailure: (error) => console.error("Cannot look for changes in the store:", error),
  });
  const features = { timbre: TIMBRE };
  const work = new Desk(folder);
  const spaces = new Spaces({ store, collection, folder, features, wholeUpTo, desk: work });
  await spaces.readKept();
  const maps = new Maps({ store, spaces, collection, folder, desk: work });
  const disagreements = new Disagreements({ spaces, collection, folder, desk: work });
  const clusterings = new Clusterings({ store, collection, spaces, folder, desk: work });
  const columnFile = new ColumnFile(collection);
  const summary = new LiveSummary(collection, store.location);
  const guests = new Guests({
    folders: folder === undefined ? undefined : { held: folder, kept: resolve(kept) },
    tempo: () => usualTempo(collection.snapshot),
    profile: () => summary.profile,
  });
  await guests.clearLeftovers();
  const own = folder === undefined ? [] : [folder, kept];
  const files = new AllowedFiles(async () => [...own, ...allowed, ...await store.roots()]);
  const excerpts = new Excerpts(files);
  const strips = new Strips({ files, folder, desk: work });
  const segments = new TrackSegments({ files, folder });
  const evaluations = new Evaluations({ store, collection, spaces, desk: work, segments });
  const segmentMaps = new SegmentMaps({ store, segments, desk: work });
  const covers = new Covers({ files, folder });
  return {
    store,
    collection,
    columnFile,
    work,
    spaces,
    combining: new Combining({ collection, spaces }),
    maps,
    playback: new Playback({ files, folder }),
    excerpts,
    covers,
    strips,
    segments,
    segmentMaps,
    summary,
    hand: new HandLabels({ store, collection }),
    guests,
    evaluations,
    disagreements,
    clusterings,
    labelPages: new LabelPages(),
    trainings: new Trainings({ store, desk: work, folder }),
    async prepare() {
      await columnFile.get();
      void summary.value;
    },
    async close() {
      await guests.close();
      strips.close();
      excerpts.close();
      segments.close();
      covers.close();
      work.close();
      await spaces.close();
      collection.close();
      store.close();
    },
  };
}
