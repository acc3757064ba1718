import type { TrackCard } from "../compare/mod.ts";
import type { Space, TrackId } from "../domain/mod.ts";
import { rawVector } from "../similarity/mod.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";
import type { OpenSpace } from "./spaces.ts";

/** What neighbours are looked for of: a track of the collection, or a file that is no part of it. */
export interface Subject {
  readonly card: TrackCard;
  /** Absent for a file that is no part of the collection. */
  readonly id?: TrackId;
  /** Its vector in a space, as the table of the space has them; `undefined` where there is none. */
  vectorIn(open: OpenSpace): Float32Array | undefined;
}

/** A track of the collection as a {@linkcode Subject}; `undefined` where there is no such track. */
export async function trackSubject(library: Library, id: TrackId): Promise<Subject | undefined> {
  const row = library.collection.row(id);
  const track = row === undefined ? undefined : await library.store.getTrack(id);
  if (row === undefined || !track) return undefined;
  return {
    card: cardOf(library, { row, audio: track.audio }),
    id,
    vectorIn({ table }) {
      const at = table.rowOf(id);
      return at === undefined || table.present[at] !== 1 ? undefined : rawVector(table, at);
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
    vectorIn({ space, adapt, table }) {
      const vector = vectors[space];
      const adapted = vector && adapt(vector);
      return adapted?.length === table.dimensions ? adapted : undefined;
    },
  };
}
