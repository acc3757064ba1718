import type { LabelEntry, LabelSet, TrackId, VectorKind } from "../domain/mod.ts";
import type { Kv } from "./_kv.ts";
import { openKv } from "./_open.ts";
import type { Claim } from "./claim.ts";
import { StoreError } from "./failure.ts";
import { LabelSetsOver } from "./label_sets_over.ts";
import type { AlongRecord, StoredTrack } from "./records.ts";
import { Store } from "./store.ts";

/** Tracks that are kept elsewhere, and only read. */
export interface TrackSource {
  /** How a person names it: a folder or an address. */
  readonly location: string;
  /** All tracks, each once. */
  tracks(): AsyncGenerator<StoredTrack>;
  /** The tracks of those ids, in their order. */
  getTracks(ids: readonly TrackId[]): Promise<(StoredTrack | undefined)[]>;
  /** One kind of vector of those tracks, in their order. */
  vectorsOf(kind: VectorKind, ids: readonly TrackId[]): Promise<(Float32Array | undefined)[]>;
  /** Every vector of one kind. */
  vectors(
    kind: VectorKind,
  ): AsyncGenerator<{ readonly id: TrackId; readonly vector: Float32Array }>;
  /** Its label sets, by id in order. */
  labelSets(): readonly LabelSet[];
  /** What a label set says of every track, or of some. */
  labelEntries(id: string, of?: readonly TrackId[]): AsyncGenerator<[TrackId, LabelEntry]>;
}

/**
 * Opens a store whose tracks are those of `source`. What people write (playlists, labels, answers) lies in
 * the store at `location`; where there is none, nothing is kept, and every write is refused.
 */
export async function openStoreOver(
  source: TrackSource,
  location?: string,
): Promise<Store> {
  const kv = await openKv(location ?? ":memory:", { create: true });
  if (location === undefined) {
    kv.seal(
      new StoreError(
        `Cannot save: ${source.location} is a data set, which is read-only; ` +
          "start with --db and a store beside --data to keep playlists, labels and answers",
        { kind: "read-only" },
      ),
    );
  }
  const notice = location === undefined
    ? `Read-only, from ${source.location}: playlists, labels and answers are not kept`
    : undefined;
  return new StoreOver(kv, { source, notice });
}

class StoreOver extends Store {
  override readonly location: string;
  override readonly isOver = true;
  override readonly notice: string | undefined;
  readonly #source: TrackSource;

  constructor(
    kv: Kv,
    { source, notice }: { readonly source: TrackSource; readonly notice: string | undefined },
  ) {
    super(kv, {}, (context) => new LabelSetsOver(context, source));
    this.location = source.location;
    this.notice = notice;
    this.#source = source;
  }

  override async getTrack(id: TrackId): Promise<StoredTrack | undefined> {
    const [track] = await this.#source.getTracks([id]);
    return track;
  }

  override getTracks(ids: readonly TrackId[]): Promise<(StoredTrack | undefined)[]> {
    return this.#source.getTracks(ids);
  }

  override async vector(kind: VectorKind, id: TrackId): Promise<Float32Array | undefined> {
    const [vector] = await this.#source.vectorsOf(kind, [id]);
    return vector;
  }

  override vectorsOf(
    kind: VectorKind,
    ids: readonly TrackId[],
  ): Promise<(Float32Array | undefined)[]> {
    return this.#source.vectorsOf(kind, ids);
  }

  override vectors(kind: VectorKind) {
    return this.#source.vectors(kind);
  }

  override tracks(): AsyncGenerator<StoredTrack> {
    return this.#source.tracks();
  }

  /** What is only read, and says so, is at no fault. */
  override async fault(): Promise<string | undefined> {
    return this.notice === undefined ? await super.fault() : undefined;
  }

  override along(_: TrackId): Promise<AlongRecord | undefined> {
    return Promise.resolve(undefined);
  }

  override tracksWithHash(_: string): Promise<readonly TrackId[]> {
    return Promise.resolve([]);
  }

  override putMany(): Promise<void> {
    return Promise.reject(this.#refuse("store a track"));
  }

  override changeTrack(): Promise<boolean> {
    return Promise.reject(this.#refuse("store a track"));
  }

  override withdrawTrack(): Promise<void> {
    return Promise.reject(this.#refuse("take a track away"));
  }

  override claimTrack(): Promise<Claim> {
    return Promise.reject(this.#refuse("store a track"));
  }

  override rehashTrack(): Promise<void> {
    return Promise.reject(this.#refuse("store a track"));
  }

  #refuse(what: string): StoreError {
    return new StoreError(
      `Cannot ${what}: ${this.location} is a data set, which is read-only; analyse into a store and export it again`,
      { kind: "read-only" },
    );
  }
}
