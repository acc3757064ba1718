import {
  isAnalysed,
  numberText,
  plural,
  SPACE_NAMES,
  spaceInfo,
  spaceNamed,
} from "../domain/mod.ts";
import { type Library, usualLabel } from "../library/mod.ts";
import type { CombiningAnswer } from "../similar/mod.ts";
import type { MeanInterval } from "../similarity/mod.ts";
import { UsageError } from "./_args.ts";

/** Says what a combination of spaces is worth beside its parts, and keeps or removes it. */
export async function reportCombination(
  library: Library,
  { named, by, k, seed, keep, remove }: {
    /** A combination, or `best`. */
    readonly named: string;
    /** The kind of label that the best is looked for by. */
    readonly by: string | undefined;
    readonly k: number;
    readonly seed: number;
    readonly keep: boolean;
    readonly remove: boolean;
  },
): Promise<number> {
  const { combining, spaces } = library;
  const asked = named === "best" ? named : spaceNamed(named);
  if (asked === undefined) {
    throw new UsageError(`Cannot read --combine ${named}: it takes best, ${SPACE_NAMES}`);
  }
  if (remove) {
    if (asked === "best" || isAnalysed(asked) || !await spaces.remove(asked)) {
      throw new UsageError(
        `Cannot remove ${named}: kept are ${spaces.kept.join(", ") || "no combinations"}`,
      );
    }
    console.log(`Removed ${named}`);
    return 0;
  }
  const label = by ?? usualLabel(combining.labels);
  const found = label === undefined
    ? undefined
    : await combining.evaluate({ space: asked, label, k, seed, others: true });
  if (!found && asked === "best") {
    throw new UsageError("Cannot look for the best weights: tracks have no labels to judge by");
  }
  const space = found?.space ?? asked as Exclude<typeof asked, "best">;
  for (const line of found ? linesOf(found) : []) console.log(line);
  if (!keep) return 0;
  if (isAnalysed(space)) {
    throw new UsageError(`Cannot keep ${space}: it is no combination, but a space of its own`);
  }
  await spaces.keep(space);
  console.log(`Kept ${space}: a space like any other`);
  return 0;
}

function* linesOf(found: CombiningAnswer): Generator<string> {
  const { space, spaces, figures, k, seed, tracks, queries, chosen_by } = found;
  yield `${spaceInfo(space).label} (${space}): ${plural(tracks, "track")}, ` +
    `${plural(queries, "query", "queries")}, seed ${seed}` +
    (chosen_by > 0 ? `; weights chosen by ${chosen_by} others` : "");
  const width = Math.max(...spaces.map((name) => name.length)) + 4;
  for (const { label, apart, precision, chance, gain } of figures) {
    yield `P@${k} ${label}${apart ? ", others only" : ""}  chance ${numberText(chance, 4)}  n ${
      precision[0]!.count
    }`;
    for (const [i, mean] of precision.entries()) {
      yield `  ${spaces[i]!}`.padEnd(width) + interval(mean);
    }
    if (!gain) continue;
    yield `  gain over ${spaces[gain.over]!}: ${interval(gain.difference)}`;
  }
}

function interval({ mean, low, high }: MeanInterval): string {
  return `${numberText(mean, 4)} [${numberText(low, 4)}, ${numberText(high, 4)}]`;
}
