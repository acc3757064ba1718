import {
  type Analysis,
  type AnalysisJob,
  contentHash,
  type EarlierTempo,
  findAudio,
  type FoundAudio,
  type PlannedStage,
  type Pool,
  type Shard,
} from "../analysis/mod.ts";
import type { StageId, Track } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { stagesLacking, type Subject } from "./merge.ts";
import { NO_PROGRESS, type Progress } from "./progress.ts";
import { fileExists } from "./prune.ts";
import { recordAnalysis } from "./record.ts";

/** What a run works with. */
export interface IngestOptions {
  readonly store: Store;
  readonly pool: Pool<AnalysisJob, Analysis>;
  /** The stages that can run with the models that are installed. */
  readonly stages: readonly PlannedStage[];
  /** Stages to run on every track, whatever it has been through already. */
  readonly again?: readonly StageId[];
  /** Whether to try files again that an earlier run failed on. */
  readonly retryErrors?: boolean;
  readonly shard?: Shard;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly clock?: () => number;
}

/**
 * Analyses every audio file below `roots` that the store does not know yet, or knows without one of the
 * stages. Each track is stored as soon as it is done; a file that fails goes into the store's ledger of
 * errors with its reason. Ends early where the signal says so: what is done stays done.
 *
 * @returns What became of the files. Throws a StoreError where the store cannot be written.
 */
export async function ingest(roots: readonly string[], options: IngestOptions): Promise<Progress> {
  return await new Run(roots, options).finish();
}

type Tally =
  | "analysed"
  | "unchanged"
  | "moved"
  | "duplicates"
  | "failed"
  | "failedBefore"
  | "skipped";

class Run {
  readonly #roots: readonly string[];
  readonly #options: IngestOptions;
  readonly #clock: () => number;
  readonly #underWay = new Set<Promise<void>>();
  #progress: Progress = NO_PROGRESS;
  #fatal: { readonly error: unknown } | undefined;

  constructor(roots: readonly string[], options: IngestOptions) {
    this.#roots = roots;
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  async finish(): Promise<Progress> {
    await Promise.all([this.#untilStopped(this.#count()), this.#untilStopped(this.#walk())]);
    await Promise.all(this.#underWay);
    if (this.#fatal) throw this.#fatal.error;
    return this.#progress;
  }

  get #stopped(): boolean {
    return this.#fatal !== undefined || (this.#options.signal?.aborted ?? false);
  }

  /** A walk ends with an AbortError where the run is stopped: that is no failure. */
  async #untilStopped(walk: Promise<void>): Promise<void> {
    try {
      await walk;
    } catch (error) {
      if (!this.#stopped) throw error;
    }
  }

  /** Walks the folders once more, ahead of the analysis, so that the total is known early. */
  async #count(): Promise<void> {
    let total = 0;
    for await (const entry of findAudio(this.#roots, this.#findOptions())) {
      if (this.#stopped) return;
      if ("skipped" in entry) continue;
      total++;
      if (total % 100 === 0) this.#update({ total: Math.max(total, this.#progress.done) });
    }
    this.#update({ total, counted: true });
  }

  async #walk(): Promise<void> {
    for await (const entry of findAudio(this.#roots, this.#findOptions())) {
      if (this.#stopped) return;
      if ("skipped" in entry) {
        await this.#options.store.putSkipped({ path: entry.path, reason: entry.skipped });
        this.#update({ skipped: this.#progress.skipped + 1 });
        continue;
      }
      while (this.#underWay.size > this.#options.pool.size) await Promise.race(this.#underWay);
      const task = this.#take(entry).catch((error) => {
        this.#fatal ??= { error };
      }).finally(() => this.#underWay.delete(task));
      this.#underWay.add(task);
    }
  }

  #findOptions() {
    const { shard, signal } = this.#options;
    return { ...(shard && { shard }), ...(signal && { signal }) };
  }

  async #take(file: FoundAudio): Promise<void> {
    const { store } = this.#options;
    const known = await store.fileAt(file.path);
    if (known && known.size === file.size && known.modified === file.modified) {
      const before = await store.getTrack(known.id);
      if (before) return await this.#bringUp({ ...file, id: known.id, hash: known.hash, before });
    }
    const error = this.#options.retryErrors ? undefined : await store.errorAt(file.path);
    if (error && error.size === file.size && error.modified === file.modified) {
      return this.#tally("failedBefore");
    }
    await this.#claim(file);
  }

  async #claim(file: FoundAudio): Promise<void> {
    const { store } = this.#options;
    let hash: string;
    try {
      hash = await contentHash(file.path);
    } catch (error) {
      return await this.#fail(file, { stage: "read", reason: reasonOf(error) });
    }
    const claim = await store.claimTrack({ ...file, hash }, fileExists);
    const subject = { ...file, id: claim.id, hash };
    if (claim.kind === "new") {
      return await this.#analyse(
        subject,
        this.#options.stages.map(({ stage }) => stage),
      );
    }
    const tally = claim.kind === "moved"
      ? "moved"
      : claim.kind === "duplicate"
      ? "duplicates"
      : "unchanged";
    await this.#bringUp({ ...subject, before: claim.track }, tally);
  }

  /** Runs the stages that a known track lacks, if any. */
  async #bringUp(
    subject: Subject & { readonly before: Track },
    otherwise: Tally = "unchanged",
  ): Promise<void> {
    const lacking = [
      ...stagesLacking(subject.before, this.#options.stages),
      ...(this.#options.again ?? []),
    ];
    if (lacking.length === 0) return this.#tally(otherwise);
    await this.#analyse(subject, lacking);
  }

  async #analyse(subject: Subject, stages: readonly StageId[]): Promise<void> {
    const { store, pool } = this.#options;
    const { path, size, before } = subject;
    const tempocnn = before && earlierTempo(before);
    const outcome = await pool.run({ path, size, stages, ...(tempocnn && { tempocnn }) });
    if (this.#stopped && "failed" in outcome) return;
    if ("failed" in outcome) return await this.#fail(subject, outcome.failed);
    await recordAnalysis(store, { subject, analysis: outcome.result, now: this.#clock() });
    this.#tally("analysed");
  }

  async #fail(
    { path, size, modified }: {
      readonly path: string;
      readonly size: number;
      readonly modified: number;
    },
    { stage, reason }: { readonly stage: string; readonly reason: string },
  ): Promise<void> {
    const at = this.#clock();
    await this.#options.store.putError({ path, size, modified, stage, reason, at });
    this.#tally("failed");
  }

  #tally(what: Tally): void {
    const { done, total } = this.#progress;
    this.#update({
      [what]: this.#progress[what] + 1,
      done: done + 1,
      total: Math.max(total, done + 1),
    });
  }

  #update(change: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#options.onProgress?.(this.#progress);
  }
}

function earlierTempo({ stages, values }: Track): EarlierTempo | undefined {
  const by = stages.tempocnn?.by;
  const bpm = values.tempocnn;
  return by === undefined ? undefined : { by, ...(typeof bpm === "number" && { bpm }) };
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.PermissionDenied) return "not readable: permission denied";
  if (error instanceof Deno.errors.NotFound) return "the file was gone when it was to be read";
  return error instanceof Error ? error.message : String(error);
}
