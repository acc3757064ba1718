import type { Collection } from "../collection/mod.ts";
import type { Space } from "../domain/mod.ts";
import type { DisagreementJob, DisagreementReport } from "./_disagreement_worker.ts";
import type { Spaces } from "./spaces.ts";

/** Neighbours that are compared. */
export const COMPARED_NEIGHBOURS = 10;
/** Tracks that it is worked out for at most; in larger collections they are drawn. */
const MOST_TRACKS = 5_000;

/** How much the neighbourhoods of two spaces differ, or how far that is worked out. */
export type Disagreement =
  | { readonly state: "making"; readonly progress: number }
  | {
    readonly state: "ready";
    /** The version of the collection whose rows these are. */
    readonly version: number;
    /** Share of the ten nearest that differ, in the order of the columns; NaN where not known. */
    readonly values: Float32Array;
  }
  | { readonly state: "failed"; readonly reason: string };

/** The disagreement of each two spaces, worked out in a worker when first asked for. */
export class Disagreements {
  readonly #spaces: Spaces;
  readonly #collection: Collection;
  readonly #known = new Map<string, Disagreement>();
  readonly #workers = new Set<Worker>();

  constructor(options: { readonly spaces: Spaces; readonly collection: Collection }) {
    this.#spaces = options.spaces;
    this.#collection = options.collection;
  }

  /** Where the disagreement of two spaces stands; it is begun where it is missing or out of date. */
  get(pair: readonly [Space, Space]): Disagreement {
    const key = pair.join(" ");
    const known = this.#known.get(key);
    const { version } = this.#collection;
    const usable = known?.state === "ready" ? known.version === version : known !== undefined;
    if (known && usable) return known;
    const begun: Disagreement = { state: "making", progress: 0 };
    this.#known.set(key, begun);
    void this.#make(key, pair);
    return begun;
  }

  /** Ends what is under way. */
  close(): void {
    for (const worker of this.#workers) worker.terminate();
  }

  async #make(key: string, pair: readonly [Space, Space]): Promise<void> {
    const { version, columns } = this.#collection.snapshot;
    const [a, b] = [await this.#spaces.get(pair[0]), await this.#spaces.get(pair[1])];
    if (!a || !b) {
      this.#known.set(key, { state: "failed", reason: "one of the spaces has no vectors" });
      return;
    }
    const url = new URL("./_disagreement_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    this.#workers.add(worker);
    const end = (outcome: Disagreement) => {
      this.#known.set(key, outcome);
      worker.terminate();
      this.#workers.delete(worker);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end({ state: "failed", reason: event.message });
    };
    worker.onmessage = ({ data }: MessageEvent<DisagreementReport>) => {
      if (data.kind === "progress") {
        this.#known.set(key, { state: "making", progress: data.share });
      } else {
        const values = Float32Array.from(
          columns.ids,
          (id) => data.values[a.table.rowOf(id)!] ?? NaN,
        );
        end({ state: "ready", version, values });
      }
    };
    const job: DisagreementJob = {
      tables: [a.table.share(), b.table.share()],
      k: COMPARED_NEIGHBOURS,
      most: MOST_TRACKS,
    };
    worker.postMessage(job);
  }
}
