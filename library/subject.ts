import type { TrackCard } from "../compare/mod.ts";
import type { Space, TrackId } from "../domain/mod.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";
import type { OpenSpace } from "./spaces.ts";

/** What neighbours are looked for of: a track of the collection, or a file that is no part of it. */
export interface Subject {
  readonly card: TrackCard;
  /** Absent for a file that is no part of the collection. */
  readonly id?: TrackId;
  /** Its whole vector in a space; `undefined` where there is none. */
  vectorIn(open: OpenSpace): Promise<Float32Array | undefined>;
}

/** A track of the collection as a {@linkcode Subject}; `undefined` where there is no such track. */
export async function trackSubject(library: Library, id: TrackId): Promise<Subject | undefined> {
  const row = library.collection.row(id);
  const track = row === undefined ? undefined : await library.store.getTrack(id);
  if (row === undefined || !track) return undefined;
  return {
    card: cardOf(library.collection.snapshot, { row, audio: track.audio }),
    id,
    async vectorIn({ table, index }) {
      const at = table.rowOf(id);
      return at === undefined ? undefined : await index.vectorOf(at);
    },
  };
}

/** A file that was analysed but is no part of the collection, by what its analysis found. */
export function fileSubject(
  { card, vectors }: {
    readonly card: TrackCard;
    readonly vectors: Readonly<Partial<Record<Space, Float32Array>>>;
  },
): Subject {
  return {
    card,
    vectorIn({ space, adapt, dimensions }) {
      const vector = vectors[space];
      const adapted = vector && adapt(vector);
      return Promise.resolve(adapted?.length === dimensions ? adapted : undefined);
    },
  };
}
