import { TrackIndex } from "../labels/mod.ts";
import type { Store } from "../store/mod.ts";

/** The tracks of a store, to be found by what others call them. */
export async function trackIndexOf(store: Store): Promise<TrackIndex> {
  const index = new TrackIndex();
  for await (const { id, path, tags } of store.tracks()) {
    index.add({ id, path, artist: tags.artist, title: tags.title, genres: tags.genres });
  }
  return index;
}
