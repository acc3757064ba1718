import type { TrackId } from "../../domain/mod.ts";
import type { VectorTable } from "../vector_table.ts";
import type { ProfilesReport, ProfilesRequest } from "./_messages.ts";
import { PROFILE_SAMPLE, Profiles } from "./profiles.ts";
import { isOutdated } from "./settings.ts";

/** How {@linkcode KeptProfiles} came to be. */
export type ProfilesOrigin = "by row" | "loaded" | "worked out";

/**
 * The {@linkcode Profiles} of a space as its vectors change. Up to 4,096 tracks they are worked out by
 * row, and anew after each change. Beyond, all are worked out in a worker when first asked for, and kept
 * in a file; until then, and for tracks that changed since, it is by row. They are worked out again
 * where more than 5 % of the tracks have changed: the rest is within the error of the sample.
 */
export class KeptProfiles {
  readonly #table: VectorTable;
  readonly #path: string | undefined;
  #profiles: Profiles | undefined;
  #origin: ProfilesOrigin = "by row";
  /** Tracks that changed since the profiles were worked out. */
  #changes = 0;
  #worker: Worker | undefined;
  #working: Promise<void> = Promise.resolve();
  readonly #changedMeanwhile = new Set<TrackId>();
  #failed = false;

  /** @param path File to keep them in; undefined to work them out each time. */
  constructor(table: VectorTable, { path }: { readonly path?: string | undefined } = {}) {
    this.#table = table;
    this.#path = path;
  }

  /** As far as they are known; the rest is on its way. */
  get current(): Profiles {
    this.#profiles ??= new Profiles(this.#table);
    if (this.#sampled && this.#worker === undefined && !this.#failed) {
      const made = this.#origin !== "by row";
      if (!made || isOutdated(this.#changes, this.#table.count)) this.#working = this.#work();
    }
    return this.#profiles;
  }

  get origin(): ProfilesOrigin {
    return this.#origin;
  }

  /** Resolves when what is under way has been worked out. */
  get settled(): Promise<void> {
    return this.#working;
  }

  /** Tells that a track has come, gone, or another vector. */
  changed(id: TrackId): void {
    this.#changes++;
    this.#changedMeanwhile.add(id);
    const row = this.#table.rowOf(id);
    if (!this.#sampled) this.#profiles = undefined;
    else if (row !== undefined) this.#profiles?.forget(row);
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  get #sampled(): boolean {
    return this.#table.count > PROFILE_SAMPLE;
  }

  #work(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    this.#changedMeanwhile.clear();
    worker.onmessage = ({ data }: MessageEvent<ProfilesReport>) => {
      this.#take(data);
      this.close();
      resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      console.error(`Cannot work out profiles: ${event.message}`);
      this.#failed = true;
      this.close();
      resolve();
    };
    const request: ProfilesRequest = { vectors: this.#table.share(), path: this.#path };
    worker.postMessage(request);
    return promise;
  }

  #take({ statistics, changes, loaded }: ProfilesReport): void {
    this.#profiles = new Profiles(this.#table, statistics);
    this.#origin = loaded ? "loaded" : "worked out";
    this.#changes = changes + this.#changedMeanwhile.size;
    for (const id of this.#changedMeanwhile) {
      const row = this.#table.rowOf(id);
      if (row !== undefined) this.#profiles.forget(row);
    }
  }
}
