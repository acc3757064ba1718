import { numberText, plural, type Space, titleAt, tsvLine } from "../domain/mod.ts";
import { type Library, rankedLabels, type Rankings, rankQueries } from "../library/mod.ts";
import { UsageError } from "./_args.ts";
import { writeOut } from "./_write_out.ts";

/** Ranks a seeded 5 % of the tracks in each space, says what that is worth, and writes every place. */
export async function reportRankings(
  library: Library,
  { label, spaces, k, share, seed, tsv }: {
    readonly label: string;
    readonly spaces: readonly Space[];
    readonly k: number;
    readonly share: number;
    readonly seed: number;
    readonly tsv: string | undefined;
  },
): Promise<number> {
  const labels = rankedLabels(library);
  if (!labels.includes(label)) {
    throw new UsageError(
      `Cannot rank by ${label}: tracks have ${labels.length > 0 ? labels.join(", ") : "no labels"}`,
    );
  }
  let table = tsvLine(HEAD);
  for (const space of spaces) {
    const found = await rankQueries(library, { space, label, k, seed, share });
    if (!found) continue;
    const { precision: p, averagePrecision: map } = found;
    console.log(
      `${space}: ${plural(found.queries, "query", "queries")}, P@${k} ${numberText(p.mean, 4)} [${
        numberText(p.low, 4)
      }, ${numberText(p.high, 4)}], MAP ${numberText(map.mean, 4)} [${numberText(map.low, 4)}, ${
        numberText(map.high, 4)
      }], n ${p.count}, by ${label}`,
    );
    table += linesOf(library, space, found);
  }
  if (tsv !== undefined) await writeOut(tsv, table);
  return 0;
}

const HEAD = [
  "space",
  "query",
  "query_title",
  "rank",
  "track",
  "title",
  "cosine",
  "hit",
  "precision",
  "average_precision",
  "relevant",
];

function linesOf({ collection }: Library, space: Space, { rankings }: Rankings): string {
  const title = (id: string) => {
    const row = collection.row(id);
    return row === undefined ? "" : titleAt(collection.columns, row);
  };
  const number = (x: number) => Number.isNaN(x) ? "" : x.toFixed(6);
  return rankings.map(({ query, neighbours, hits, precision, averagePrecision, relevant }) =>
    neighbours.map(({ id, similarity }, i) =>
      tsvLine([
        space,
        query,
        title(query),
        String(i + 1),
        id,
        title(id),
        number(similarity),
        hits[i] ? "1" : "0",
        number(precision),
        number(averagePrecision),
        String(relevant),
      ])
    ).join("")
  ).join("");
}
