import { plural } from "../domain/mod.ts";
import type { CollectedPart, Left } from "../exchange/mod.ts";
import { durationText } from "./_progress.ts";

/** A run whose last word is older has ended without saying so, ms. */
const SILENT_AFTER = 120_000;
/** A part that still needs so many times as long as the middle one holds up the others. */
const STRAGGLES = 2;

/** How far a part has come. */
export interface PartProgress {
  readonly state: "done" | "running" | "silent" | "unread";
  /** Seconds until it is done, at its present rate. */
  readonly left?: number;
  readonly straggles: boolean;
}

/** How far each part has come, and which hold up the others. */
export function progressOfParts(
  parts: readonly CollectedPart[],
  now: number,
): readonly PartProgress[] {
  const first = parts.map((part) => progressOf(part, now));
  const lefts = first.map(({ state, left }) => state === "done" ? 0 : left)
    .filter((left) => left !== undefined).sort((a, b) => a - b);
  const middle = lefts[Math.floor((lefts.length - 1) / 2)] ?? 0;
  return first.map((part) => ({
    ...part,
    straggles: part.state === "silent" || part.state === "unread" ||
      (part.left !== undefined && part.left > STRAGGLES * middle && part.left > 60),
  }));
}

function progressOf({ run, fault }: CollectedPart, now: number): Omit<PartProgress, "straggles"> {
  if (fault !== undefined) return { state: "unread" };
  if (!run || run.finished !== undefined) return { state: "done" };
  const state = now - run.beat > SILENT_AFTER ? "silent" : "running";
  if (!run.tracksPerSecond) return { state };
  return { state, left: Math.max(0, run.total - run.done) / run.tracksPerSecond };
}

const HEADER = ["part", "state", "tracks", "taken", "failed", "files", "rate", "left", ""] as const;

/** A table of the parts, a line each, and why any could not be read. */
export function partsTable(parts: readonly CollectedPart[], now: number): string {
  const progress = progressOfParts(parts, now);
  const rows = parts.map((part, i) => rowOf(part, { ...progress[i]!, now }));
  const widths = HEADER.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]!.length))
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => i < 2 || i > 6 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))
      .join("  ").trimEnd();
  const faults = parts.flatMap(({ fault }) => fault === undefined ? [] : [fault]);
  return [line(HEADER), ...rows.map(line), ...faults].join("\n");
}

function rowOf(
  { name, tracks, taken, failed, run }: CollectedPart,
  { state, left, straggles, now }: PartProgress & { readonly now: number },
): readonly string[] {
  const silence = state === "silent" ? ` ${durationText((now - run!.beat) / 1000)}` : "";
  return [
    name,
    state + silence,
    String(tracks),
    String(taken),
    String(failed),
    run && run.finished === undefined ? `${run.done}/${run.total}` : "",
    run?.tracksPerSecond && state === "running" ? `${run.tracksPerSecond.toFixed(1)}/s` : "",
    left !== undefined && state === "running" ? durationText(left) : "",
    straggles ? (state === "running" ? "straggler" : "run it again") : "",
  ];
}

/** What left the whole as no part has it any more, what would, or why it may not. */
export function leftText(
  { tracks, of, failures, skipped, examples, refused }: Left,
  { isDry }: { readonly isDry: boolean },
): string {
  const numbers = `${tracks} of ${plural(of, "track")}, ${plural(failures, "failure")} and ${
    plural(skipped, "skipped file")
  }`;
  const which = examples.map((path) => `  ${path}`);
  if (tracks > examples.length) which.push(`  and ${tracks - examples.length} more`);
  const what = refused !== undefined
    ? `Nothing taken out, though no part has ${numbers}, as ${refused}`
    : isDry
    ? `Would take out ${numbers} that no part has any more; nothing was stored`
    : `Took out ${numbers} that no part has any more`;
  return [what, ...which].join("\n");
}
