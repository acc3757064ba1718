import {
  type Analysis,
  type AnalysisJob,
  audioHash,
  type DecodedFacts,
  type EarlierTempo,
  type Failure,
  findAudio,
  type FoundAudio,
  type PlannedStage,
  type Pool,
  type Shard,
  type SkippedPath,
} from "../analysis/mod.ts";
import { type FileFacts, HASH_VERSION, type StageId, type Track } from "../domain/mod.ts";
import { type Claim, RecordTooLarge, type Store } from "../store/mod.ts";
import { Backlog } from "./_backlog.ts";
import { passingReason } from "./_passing.ts";
import { ChangedMeanwhile, stampOf } from "./_stamp.ts";
import { stagesLacking, type Subject } from "./merge.ts";
import { NO_PROGRESS, type Progress } from "./progress.ts";
import { fileExists, strikeMissing } from "./prune.ts";
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
  /** Whether to read the tags of files again whose size and time are unchanged. */
  readonly rereadTags?: boolean;
  readonly shard?: Shard;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly clock?: () => number;
}

/**
 * Analyses every audio file below `roots` that the store does not know yet, or knows without one of the
 * stages. Each track is stored as soon as it is done; a file that fails goes into the store's ledger of
 * errors with its reason, and a file that is gone leaves the ledger. Ends early where the signal says so: what is done stays done.
 *
 * @returns What became of the files. Throws a StoreError where the store cannot be written.
 */
export async function ingest(roots: readonly string[], options: IngestOptions): Promise<Progress> {
  return await new Run(roots, options).finish();
}

type Tally =
  | "analysed"
  | "unchanged"
  | "retagged"
  | "moved"
  | "returned"
  | "duplicates"
  | "failed"
  | "failedBefore"
  | "skipped";

class Run {
  readonly #roots: readonly string[];
  readonly #options: IngestOptions;
  readonly #clock: () => number;
  readonly #underWay = new Set<Promise<void>>();
  readonly #skipped = new Set<string>();
  readonly #found = new Backlog<FoundAudio | SkippedPath>();
  #progress: Progress = NO_PROGRESS;
  #fatal: { readonly error: unknown } | undefined;

  constructor(roots: readonly string[], options: IngestOptions) {
    this.#roots = roots;
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  async finish(): Promise<Progress> {
    await Promise.all([this.#untilStopped(this.#walk()), this.#untilStopped(this.#takeAll())]);
    await Promise.all(this.#underWay);
    if (this.#fatal) throw this.#fatal.error;
    if (!this.#stopped) {
      await strikeMissing(this.#options.store, this.#roots, { seen: this.#skipped });
    }
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

  /** Walks the folders once, as far ahead of the analysis as memory allows. */
  async #walk(): Promise<void> {
    const { shard, signal } = this.#options;
    let total = 0;
    try {
      const options = { ...(shard && { shard }), ...(signal && { signal }) };
      for await (const entry of findAudio(this.#roots, options)) {
        if (this.#stopped) return;
        await this.#found.add(entry);
        if ("skipped" in entry) continue;
        total++;
        if (total % 100 === 0) this.#update({ total: Math.max(total, this.#progress.done) });
      }
      this.#update({ total, counted: true });
    } finally {
      this.#found.end();
    }
  }

  async #takeAll(): Promise<void> {
    for await (const entry of this.#found.entries()) {
      if (this.#stopped) return this.#found.end();
      if ("skipped" in entry) {
        this.#skipped.add(entry.path);
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

  async #take(file: FoundAudio): Promise<void> {
    const { store } = this.#options;
    const known = await store.fileAt(file.path);
    if (known && isUnchanged(file, known)) {
      const before = await store.getTrack(known.id);
      if (before) return await this.#takeKnown({ ...file, hash: known.hash, before });
    }
    const error = this.#options.retryErrors ? undefined : await store.errorAt(file.path);
    if (error && !error.passing && isUnchanged(file, error)) return this.#tally("failedBefore");
    await this.#whileUnchanged(file, (stamp) => this.#claim(file, stamp));
  }

  /** A file that is as the store knows it. */
  async #takeKnown(
    subject: Omit<Subject, "id" | "before"> & { readonly before: Track },
  ): Promise<void> {
    const { before, path } = subject;
    await this.#whileUnchanged(subject, async (stamp) => {
      const isOfAudio = before.file.hashVersion === HASH_VERSION;
      const hash = isOfAudio ? subject.hash : await audioHash(path);
      if (!isOfAudio) await this.#options.store.rehashTrack(before.id, hash);
      await this.#bringUp({ ...subject, id: before.id, hash }, {
        otherwise: "unchanged",
        reread: this.#options.rereadTags ?? false,
        stamp,
      });
    });
  }

  async #claim(file: FoundAudio, stamp: string): Promise<void> {
    const hash = await audioHash(file.path);
    if (await stampOf(file.path) !== stamp) throw new ChangedMeanwhile();
    const claim = await this.#options.store.claimTrack({ ...file, hash }, fileExists);
    const subject = { ...file, id: claim.id, hash };
    if (claim.kind === "new") {
      return await this.#analyse(
        subject,
        this.#options.stages.map(({ stage }) => stage),
        { stamp, tally: "analysed" },
      );
    }
    const { track: before } = claim;
    const reread = claim.kind === "duplicate" || !isUnchanged(file, before.file);
    await this.#bringUp({ ...subject, before }, { otherwise: TALLY_OF[claim.kind], reread, stamp });
  }

  /** Runs the stages that a known track lacks, if any; else reads its tags where that is asked for. */
  async #bringUp(
    subject: Subject & { readonly before: Track },
    { otherwise, reread, stamp }: {
      readonly otherwise: Tally;
      readonly reread: boolean;
      readonly stamp: string;
    },
  ): Promise<void> {
    const lacking = [
      ...stagesLacking(subject.before, this.#options.stages),
      ...(this.#options.again ?? []),
    ];
    if (lacking.length > 0) {
      return await this.#analyse(subject, lacking, { stamp, tally: "analysed" });
    }
    if (!reread) return this.#tally(otherwise);
    const tally = otherwise === "unchanged" ? "retagged" : otherwise;
    await this.#analyse(subject, [], { stamp, tally });
  }

  async #analyse(
    subject: Subject,
    stages: readonly StageId[],
    { stamp, tally }: { readonly stamp: string; readonly tally: Tally },
  ): Promise<void> {
    const { store, pool } = this.#options;
    const { path, size, before } = subject;
    const tempocnn = before && earlierTempo(before);
    const known = before && decodedFacts(before.file);
    const outcome = await pool.run({
      path,
      size,
      stages,
      ...(known && { known }),
      ...(tempocnn && { tempocnn }),
    });
    if (this.#stopped && "failed" in outcome) return;
    if (await stampOf(path) !== stamp) throw new ChangedMeanwhile();
    if ("failed" in outcome) return await this.#fail(subject, outcome.failed);
    const now = this.#clock();
    await recordAnalysis(store, { subject, analysis: outcome.result, now });
    this.#tally(tally);
  }

  /**
   * What is stored of a file is of one state of it: one that changes while it is hashed and analysed
   * is left to the next run.
   */
  async #whileUnchanged(
    file: Pick<FoundAudio, "path" | "size" | "modified">,
    work: (stamp: string) => Promise<void>,
  ): Promise<void> {
    try {
      await work(await stampOf(file.path));
    } catch (error) {
      const reason = passingReason(error);
      if (reason !== undefined) await this.#fail(file, { stage: "read", reason, passing: true });
      else if (error instanceof RecordTooLarge) {
        await this.#fail(file, { stage: "store", reason: error.message });
      } else throw error;
    }
  }

  async #fail(
    { path, size, modified }: Pick<FoundAudio, "path" | "size" | "modified">,
    failure: Failure,
  ): Promise<void> {
    const at = this.#clock();
    await this.#options.store.putError({ path, size, modified, ...failure, at });
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

const TALLY_OF = {
  known: "unchanged",
  moved: "moved",
  returned: "returned",
  duplicate: "duplicates",
} as const satisfies Record<Exclude<Claim["kind"], "new">, Tally>;

function isUnchanged(
  a: Pick<FoundAudio, "size" | "modified">,
  b: Pick<FoundAudio, "size" | "modified">,
): boolean {
  return a.size === b.size && a.modified === b.modified;
}

function decodedFacts(file: FileFacts): DecodedFacts {
  const { size: _size, modified: _modified, hash: _hash, hashVersion: _version, ...facts } = file;
  return facts;
}

function earlierTempo({ stages, values }: Track): EarlierTempo | undefined {
  const by = stages.tempocnn?.by;
  const bpm = values.tempocnn;
  return by === undefined ? undefined : { by, ...(typeof bpm === "number" && { bpm }) };
}
