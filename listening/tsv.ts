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
  "heard_1_s",
  "heard_2_s",
  "heard_3_s",
  "flags",
  "excluded",
] as const;

/**
 * All answers as tab-separated values, one a line. For an odd-one-out the first track is the query's
 * neighbour in the first space, the second the one that was drawn, and `second_space` is empty; a check
 * names no space. `heard_1_s` to `heard_3_s` are in the order in which the tracks stood.
 */
export function resultsTsv({ answers, spaces }: Results): string {
  const lines = answers.map((answer) => [
    answer.listener,
    answer.kind,
    answer.query,
    answer.kind === "check" ? "" : answer.space ?? spaces[0],
    answer.tracks[0],
    answer.kind === "pair" ? spaces[1] : "",
    answer.tracks[1],
    answer.verdict,
    String(answer.seconds),
    new Date(answer.at).toISOString(),
    ...[0, 1, 2].map((place) => String(answer.heard?.[place] ?? "")),
    answer.flags.join(","),
    answer.excluded ? "yes" : "no",
  ]);
  return [HEADER, ...lines].map(tsvLine).join("");
}
