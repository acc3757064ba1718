import type { Analysis } from "../../analysis/mod.ts";
import { type Table, TableBuilder } from "../../collection/mod.ts";
import type { TrackCard } from "../../similar/mod.ts";
import type { ActivationSet, Along, KeyProfile, Track, TrackId } from "../../domain/mod.ts";
import { mergeAnalysis } from "../../ingest/mod.ts";
import { storedTrack } from "../../store/mod.ts";
import { cardIn, cardOf } from "../cards.ts";
import type { HeldFile } from "../dropped/_held_files.ts";
import type { Library } from "../library.ts";
import type { OpenSpace, Spaces } from "./spaces.ts";

/** What neighbours are looked for of: a track of the collection, or a file that is no part of it. */
export interface Subject {
  readonly card: TrackCard;
  /** Absent for a file that is no part of the collection. */
  readonly id?: TrackId;
  /** Its descriptors: a row of the collection's table, or of one of its own. */
  readonly at: { readonly table: Table; readonly row: number };
  /** Its whole vector in a space; `undefined` where there is none. */
  vectorIn(open: OpenSpace, spaces: Spaces): Promise<Float32Array | undefined>;
  /** What is kept along it. */
  along(): Promise<Along | undefined>;
  /** All that is known of it; `undefined` where it has left. */
  track(): Promise<Track | undefined>;
  /** How strongly it is of each class of a set; `undefined` where the network has not heard it. */
  activations(set: ActivationSet): Promise<Float32Array | undefined>;
}

/** A track of the collection as a {@linkcode Subject}; `undefined` where there is no such track. */
export function trackSubject(library: Library, id: TrackId): Subject | undefined {
  const { store, collection } = library;
  const row = collection.row(id);
  if (row === undefined) return undefined;
  const at = { table: collection.snapshot, row };
  return {
    card: cardOf(library, row),
    id,
    at,
    vectorIn: (open) => open.vectorOf(id),
    along: () => store.along(id),
    track: () => store.getTrack(id),
    activations: (set) => store.vector(set, id),
  };
}

/** A file that was analysed but is no part of the collection, by what its analysis found. */
export function fileSubject(
  { name, file, analysis, profile }: {
    readonly name: string;
    readonly file: HeldFile;
    readonly analysis: Analysis;
    /** The key profile in which its card names the key. */
    readonly profile: KeyProfile;
  },
): Subject {
  const { vectors, along } = analysis;
  const { size, hash } = file;
  const track = mergeAnalysis({ id: "", path: name, size, modified: 0, hash }, analysis, 0);
  const rows = new TableBuilder();
  rows.add(storedTrack({ track, vectors }, undefined));
  const table = rows.build();
  return {
    card: cardIn(table, { row: 0, audio: false, profile }),
    at: { table, row: 0 },
    vectorIn: (open, spaces) => spaces.vectorFrom(open, vectors),
    along: () => Promise.resolve(along),
    track: () => Promise.resolve(track),
    activations: (set) => Promise.resolve(vectors[set]),
  };
}
