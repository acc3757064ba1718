import type { Progress } from "./progress.ts";
import { ingest, type IngestOptions } from "./ingest.ts";
import { type Pruned, pruneMissing } from "./prune.ts";

/** Milliseconds of quiet after a change before it is looked at: a copy in progress settles. */
const QUIET = 2_000;

/** What a watch works with. */
export interface WatchOptions extends IngestOptions {
  readonly signal: AbortSignal;
  /** Told after each pass what became of the files, and which tracks left. */
  readonly onPass: (progress: Progress, pruned: Pruned) => void;
}

/**
 * Keeps a collection current: one pass over the folders at once, then another each time that something
 * below them has changed and two seconds have been quiet. Tracks whose files are gone leave the
 * collection; their results are kept. Ends with the signal.
 */
export async function watch(roots: readonly string[], options: WatchOptions): Promise<void> {
  const { signal } = options;
  const watcher = Deno.watchFs([...roots], { recursive: true });
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  const changes = new Changes(watcher);
  while (!signal.aborted) {
    const progress = await ingest(roots, options);
    const pruned = signal.aborted
      ? { gone: [], refused: [] }
      : await pruneMissing(options.store, roots);
    options.onPass(progress, pruned);
    await changes.quiet(QUIET);
  }
}

/** The file system's events, as one question: has something changed and then nothing for a while? */
class Changes {
  #last = 0;
  #ended = false;
  #wake = () => {};

  constructor(watcher: Deno.FsWatcher) {
    this.#follow(watcher);
  }

  async #follow(watcher: Deno.FsWatcher): Promise<void> {
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      this.#last = performance.now();
      this.#wake();
    }
    this.#ended = true;
    this.#wake();
  }

  /** Waits for a change, then for `milliseconds` without one; returns at once when the watch ended. */
  async quiet(milliseconds: number): Promise<void> {
    while (!this.#ended && this.#last === 0) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    while (!this.#ended) {
      const left = this.#last + milliseconds - performance.now();
      if (left <= 0) break;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    this.#last = 0;
  }
}
