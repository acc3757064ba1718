import { alterationText } from "../analysis/mod.ts";
import { numberText, percentText, plural, tsvLine } from "../domain/mod.ts";
import { type Library, measureRobustness, MOST_RANK, type Robustness } from "../library/mod.ts";
import { writeOut } from "./_write_out.ts";

/** Measures how robust the spaces are, says it line by line, and keeps it for the page Evaluate. */
export async function reportRobustness(
  library: Library,
  { count, seed, spaces, tsv }: {
    readonly count: number;
    readonly seed: number;
    readonly spaces: readonly string[];
    readonly tsv: string | undefined;
  },
): Promise<number> {
  const found = await measureRobustness(library, {
    count,
    seed,
    spaces,
    ...(Deno.stderr.isTerminal() && {
      progress: (done: number, total: number) =>
        console.error(`${done} of ${plural(total, "track")} …`),
    }),
  });
  await library.evaluations.keepRobustness(found);
  for (const line of linesOf(found)) console.log(line);
  if (tsv !== undefined) await writeOut(tsv, tableOf(found));
  return found.tracks.length > 0 ? 0 : 1;
}

function* linesOf({ figures, tracks, failed, leftOut, seed }: Robustness): Generator<string> {
  yield `${plural(tracks.length, "track")} altered, seed ${seed}: ` +
    "the rank of each original among all tracks";
  if (leftOut !== "") yield leftOut;
  for (const { id, reason } of failed) yield `  left out: ${id}: ${reason}`;
  for (const [space, own] of Map.groupBy(figures, ({ space }) => space)) {
    yield space;
    for (const { alteration, nearest, median, worst, cosine, tracks } of own) {
      if (tracks === 0) continue;
      yield `  ${alterationText(alteration)}`.padEnd(28) +
        `nearest ${percentText(nearest, 1)}`.padEnd(18) +
        `rank: median ${rankText(median)}, worst ${rankText(worst)}`.padEnd(36) +
        `cosine ${numberText(cosine, 4)}  n ${tracks}`;
    }
  }
}

function rankText(rank: number): string {
  return rank >= MOST_RANK ? `over ${MOST_RANK - 1}` : String(rank);
}

function tableOf({ figures }: Robustness): string {
  const rows = figures.map(({ space, alteration, tracks, nearest, median, worst, cosine }) => {
    const { kind, ...strength } = alteration;
    const [value = ""] = Object.values(strength);
    return [space, kind, value, tracks, nearest, median, worst, cosine].map(String);
  });
  const head = [
    "space",
    "alteration",
    "strength",
    "tracks",
    "nearest",
    "median",
    "worst",
    "cosine",
  ];
  return [head, ...rows].map(tsvLine).join("");
}
