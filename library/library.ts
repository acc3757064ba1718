import { type Collection, openCollection } from "../collection/mod.ts";
import { openStore, type Store } from "../store/mod.ts";

/** Everything that routes ask. */
export interface Library {
  readonly store: Store;
  readonly collection: Collection;
  /** Closes the store and ends what runs for it. */
  close(): void;
}

/** Opens the store at `location` and reads its columns. Throws a StoreError where it cannot. */
export async function openLibrary(location: string): Promise<Library> {
  const store = await openStore(location);
  const collection = await openCollection(store, {
    onFailure: (error) => console.error("Cannot look for changes in the store:", error),
  });
  return {
    store,
    collection,
    close() {
      collection.close();
      store.close();
    },
  };
}
