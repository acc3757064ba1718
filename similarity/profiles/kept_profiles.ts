import type { TrackId } from "../../domain/mod.ts";
import type { VectorTable } from "../vector_table.ts";
import { type Desk, inWorker } from "../../work/mod.ts";
import type { ProfileCalls, ProfilesReport, ProfilesRequest } from "./_messages.ts";
import { PROFILE_SAMPLE, Profiles } from "./profiles.ts";
import { isOutdated } from "./settings.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

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
  readonly #desk: Desk | undefined;
  readonly #space: string;
  #profiles: Profiles | undefined;
  #origin: ProfilesOrigin = "by row";
  /** Tracks that changed since the profiles were worked out. */
  #changes = 0;
  #stop: AbortController | undefined;
  #working: Promise<void> = Promise.resolve();
  readonly #changedMeanwhile = new Set<TrackId>();
  #failed = false;

  /**
   * @param path File to keep them in; undefined to work them out each time.
   * @param desk Where the work is begun.
   */
  constructor(
    table: VectorTable,
    { path, desk, space = "" }: {
      readonly path?: string | undefined;
      readonly desk?: Desk | undefined;
      readonly space?: string;
    } = {},
  ) {
    this.#table = table;
    this.#path = path;
    this.#desk = desk;
    this.#space = space;
  }

  /** As far as they are known; the rest is on its way. */
  get current(): Profiles {
    this.#profiles ??= new Profiles(this.#table);
    if (this.#sampled && this.#stop === undefined && !this.#failed) {
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
    this.#stop?.abort(new DOMException("The space is closed", "AbortError"));
  }

  get #sampled(): boolean {
    return this.#table.count > PROFILE_SAMPLE;
  }

  async #work(): Promise<void> {
    const stop = this.#stop = new AbortController();
    this.#changedMeanwhile.clear();
    const request: ProfilesRequest = { vectors: this.#table.share(), path: this.#path };
    const find = (signal: AbortSignal) =>
      inWorker<ProfileCalls, "find">(WORKER, { name: "find", request, signal });
    try {
      this.#take(
        await (this.#desk
          ? this.#desk.begin({
            kind: "profiles",
            id: this.#space,
            priority: "background",
            run: ({ signal }) => find(AbortSignal.any([signal, stop.signal])),
          })
          : find(stop.signal)),
      );
    } catch (error) {
      if (stop.signal.aborted) return;
      console.error(`Cannot work out profiles: ${error instanceof Error ? error.message : error}`);
      this.#failed = true;
    } finally {
      this.#stop = undefined;
    }
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
