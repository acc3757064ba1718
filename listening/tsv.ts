import { tsvLine } from "../domain/mod.ts";
import type { Results } from "./results.ts";

const HEADER = [
  "listener",
  "kind",
  "query",
  "first_space",
  "first_track",
  "second_space",
  "second_track",
  "verdict",
  "duration_s",
  "at",
] as const;

/**
 * All answers as tab-separated values, one a line. For an odd-one-out the first track is the query's
 * neighbour in the first space, the second the one that was drawn, and `second_space` is empty.
 */
export function resultsTsv({ answers, spaces }: Results): string {
  const lines = answers.map((answer) => [
    answer.listener,
    answer.kind,
    answer.query,
    answer.space ?? spaces[0],
    answer.tracks[0],
    answer.kind === "pair" ? spaces[1] : "",
    answer.tracks[1],
    answer.verdict,
    String(answer.seconds),
    new Date(answer.at).toISOString(),
  ]);
  return [HEADER, ...lines].map(tsvLine).join("");
}
