import { numberText, plural } from "../domain/mod.ts";
import { type Progress, Rate, type Refusal } from "../ingest/mod.ts";
import { commandFor } from "../library/command.ts";
import type { Store } from "../store/mod.ts";

/** Where progress is shown: a terminal line that is written over, or now and then a line of a log. */
export interface Screen {
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  write(text: string): void;
}

const BAR = 24;
/** Milliseconds between two drawings on a terminal, and between two lines of a log. */
const REDRAW = 100;
const LOG_EVERY = 15_000;

/** Seconds in words: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.round((s % 3600) / 60)} min`;
}

/** The line that tells how far a run has come. */
export function progressLine(progress: Progress, rate: Rate): string {
  const { done, total, counted, failed } = progress;
  const share = total > 0 ? done / total : 0;
  const filled = Math.round(share * BAR);
  const perSecond = rate.perSecond;
  const left = rate.left(progress);
  return [
    `${"█".repeat(filled)}${"░".repeat(BAR - filled)}`,
    `${done}/${total}${counted ? "" : "+"}`,
    ...(perSecond === undefined
      ? []
      : [`${numberText(perSecond, perSecond < 10 ? 1 : 0)} tracks/s`]),
    ...(left === undefined || done === total ? [] : [`${durationText(left)} left`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join("  ");
}

/** What a run on a store did, in a sentence or two. */
export function summaryText(
  progress: Progress,
  { seconds, store }: { readonly seconds: number; readonly store: Pick<Store, "location"> },
): string {
  const { analysed, unchanged, retagged, moved, returned, duplicates } = progress;
  const { failed, failedBefore, skipped } = progress;
  const parts = [
    analysed > 0 && `${plural(analysed, "track")} analysed in ${durationText(seconds)}`,
    unchanged > 0 && `${plural(unchanged, "track")} up to date`,
    retagged > 0 && `${plural(retagged, "track")} with their tags read again`,
    returned > 0 && `${plural(returned, "track")} back where the files had been gone`,
    moved > 0 && `${plural(moved, "track")} found at a new place`,
    duplicates > 0 && `${plural(duplicates, "file")} with the same sound as another`,
    failed > 0 && `${plural(failed, "file")} failed`,
    failedBefore > 0 && `${plural(failedBefore, "file")} failed before and left alone`,
    skipped > 0 && `${plural(skipped, "file")} skipped`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return "No audio files were found";
  const why = commandFor(store, skipped > 0 ? "errors --skipped" : "errors");
  return parts.join(", ") + (failed + failedBefore + skipped > 0 ? `; ${why} says why` : "");
}

/** Why nothing was taken out below a folder. */
export function refusalText({ root, reason }: Refusal): string {
  return `Tracks below ${root} are kept: ${reason}`;
}

/** Draws progress as it comes. */
export class ProgressBar {
  readonly #screen: Screen;
  readonly #clock: () => number;
  readonly #rate = new Rate();
  #drawn = -Infinity;

  constructor(screen: Screen, clock: () => number = Date.now) {
    this.#screen = screen;
    this.#clock = clock;
  }

  /** The rate of the run so far. */
  get rate(): Rate {
    return this.#rate;
  }

  /** Takes note of progress, and draws it if the last drawing is old enough. */
  update(progress: Progress): void {
    const now = this.#clock();
    this.#rate.mark(now, progress.analysed);
    const { isTerminal } = this.#screen;
    if (now - this.#drawn < (isTerminal ? REDRAW : LOG_EVERY)) return;
    if (!isTerminal && progress.analysed === 0) return;
    this.#drawn = now;
    this.#draw(progress);
  }

  /** Draws for the last time. */
  end(progress: Progress): void {
    if (!this.#screen.isTerminal || progress.analysed + progress.failed === 0) return;
    this.#draw(progress);
    this.#screen.write("\n");
  }

  #draw(progress: Progress): void {
    const line = progressLine(progress, this.#rate);
    const { isTerminal, width } = this.#screen;
    this.#screen.write(isTerminal ? `\r\x1b[K${line.slice(0, width - 1)}` : `${line}\n`);
  }
}

/** Standard error as a {@linkcode Screen}. */
export function errorScreen(): Screen {
  const isTerminal = Deno.stderr.isTerminal();
  const encoder = new TextEncoder();
  return {
    isTerminal,
    width: isTerminal ? Deno.consoleSize().columns : 100,
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
  };
}
