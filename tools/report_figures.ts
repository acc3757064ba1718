/**
 * Figures of docs/report.md that no command of the program prints. Run with a store made by
 * `deno task analyze` or `deno task import`:
 *
 *     deno run -A tools/report_figures.ts emotion <store> <pairs.tsv>
 *     deno run -A tools/report_figures.ts truth <store> <truth.tsv>
 *     deno run -A tools/report_figures.ts neighbours <store>
 *     deno run -A tools/report_figures.ts ranks <store>
 */
import { sampleRankCorrelation } from "simple-statistics";
import {
  categoryAt,
  type Columns,
  KEY_PROFILES,
  keyRelation,
  pitchClassOf,
  SCALES,
} from "../domain/mod.ts";
import { type Library, openLibrary } from "../library/mod.ts";
import { neighbourhoodsOf, neighbourRows } from "../similarity/mod.ts";

/** How often a prediction orders a pair of tracks as listeners did. */
export interface PairFigures {
  readonly pairs: number;
  readonly right: number;
  /** Right when arousal is asked about valence and the other way round. */
  readonly swapped: number;
}

type Cells = Readonly<Record<string, string>>;

function readTable(text: string): Cells[] {
  const [header, ...lines] = text.trimEnd().split("\n").map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? ""])));
}

/**
 * Compares arousal or valence with MusAV's human judgements (Bogdanov et al. 2022, ISMIR): the pairs
 * on which all listeners agreed that one track is higher.
 *
 * @param text `emotion_pairs.tsv`: dimension, a, b, higher, agreement.
 */
export function emotionPairs(
  columns: Pick<Columns, "ids" | "numbers">,
  { text, dimension }: { readonly text: string; readonly dimension: "arousal" | "valence" },
): PairFigures {
  const rows = new Map(columns.ids.map((id, row) => [id, row]));
  const other = dimension === "arousal" ? "valence" : "arousal";
  let pairs = 0, right = 0, swapped = 0;
  for (const pair of readTable(text)) {
    if (pair.dimension !== dimension || pair.agreement !== "full-agreement") continue;
    if (pair.higher !== "a" && pair.higher !== "b") continue;
    const [a, b] = [rows.get(pair.a!), rows.get(pair.b!)];
    if (a === undefined || b === undefined) continue;
    const ordered = (id: string) =>
      (columns.numbers[id]![a]! > columns.numbers[id]![b]!) === (pair.higher === "a");
    pairs++;
    if (ordered(dimension)) right++;
    if (ordered(other)) swapped++;
  }
  return { pairs, right, swapped };
}

function share(part: number, whole: number): string {
  return `${part}/${whole} = ${(part / whole).toFixed(3)}`;
}

function printEmotion({ columns }: { readonly columns: Columns }, text: string): void {
  for (const dimension of ["arousal", "valence"] as const) {
    const { pairs, right, swapped } = emotionPairs(columns, { text, dimension });
    console.log(`${dimension}: right ${share(right, pairs)}, swapped ${share(swapped, pairs)}`);
  }
}

/** Key and tempo against pieces whose key and tempo are known: file, bpm, key, scale. */
function printTruth({ columns }: { readonly columns: Columns }, text: string): void {
  const truths = readTable(text);
  const known = columns.texts.path.flatMap((path, row) => {
    const truth = truths.find(({ file }) => path.endsWith(file!));
    return truth ? [{ row, truth }] : [];
  });
  for (const profile of KEY_PROFILES) {
    const wrong = known.flatMap(({ row, truth }) => {
      const [tonic, scale] = ["key", "scale"].map((part) =>
        categoryAt(columns, { id: `${part}_${profile}`, row }) ?? ""
      );
      const found = { tonic: pitchClassOf(tonic!)!, scale: SCALES.find((name) => name === scale)! };
      const right = {
        tonic: pitchClassOf(truth.key!)!,
        scale: SCALES.find((s) => s === truth.scale)!,
      };
      const relation = keyRelation(right, found);
      return relation === "same" ? [] : [`${truth.file}: ${tonic} ${scale} (${relation})`];
    });
    console.log(`${profile}: right ${share(known.length - wrong.length, known.length)}`);
    for (const line of wrong) console.log(`  ${line}`);
  }
  for (const id of ["tempo", "tempocnn"]) {
    const heard = known.filter(({ row }) => Number.isFinite(columns.numbers[id]![row]));
    const wrong = heard.filter(({ row, truth }) =>
      Math.abs(columns.numbers[id]![row]! / Number(truth.bpm) - 1) > 0.04
    );
    const absent = known.length - heard.length;
    const right = share(heard.length - wrong.length, heard.length);
    console.log(heard.length === 0 ? `${id}: absent` : `${id}: within 4 % ${right}`);
    if (absent > 0 && heard.length > 0) console.log(`  absent on ${absent}`);
    for (const { row, truth } of wrong) {
      console.log(`  ${truth.file}: ${columns.numbers[id]![row]!.toFixed(1)}`);
    }
  }
}

/** The three nearest tracks of each, space by space. */
async function printNeighbours(
  { library, columns }: { readonly library: Library; readonly columns: Columns },
) {
  const { title, path } = columns.texts;
  const named = (row: number) => `${title[row]} (${path[row]!.split("/").at(-2)})`;
  for (const space of library.spaces.present) {
    const open = await library.spaces.get(space);
    if (!open) continue;
    console.log(space);
    const lists = neighbourhoodsOf(open.table, { k: 3 });
    lists.queries.forEach((row, index) => {
      const near = Array.from(neighbourRows(lists, index), named).join(", ");
      console.log(`  ${named(row)}: ${near}`);
    });
  }
}

const RANKED = [
  ["danceability_signal", "danceability_musicnn"],
  ["danceability", "tempo"],
  ["danceability", "arousal"],
  ["danceability_musicnn", "tag.electronic"],
  ["danceability_signal", "tag.electronic"],
  ["loudness", "arousal"],
  ["loudness", "mood_aggressive"],
  ["arousal", "mood_aggressive"],
  ["arousal", "valence"],
  ["tempo", "arousal"],
  ["energy", "arousal"],
  ["valence_vibenet", "valence"],
  ["danceability_vibenet", "danceability_musicnn"],
] as const;

/** Rank correlations of descriptors, and mean danceability by the parent of the top style. */
function printRanks({ columns }: { readonly columns: Columns }): void {
  for (const [a, b] of RANKED) {
    const [xs, ys] = [valuesOf(columns, a), valuesOf(columns, b)];
    const rows = xs.flatMap((x, row) =>
      Number.isFinite(x) && Number.isFinite(ys[row]) ? [row] : []
    );
    if (rows.length < 3) continue;
    const rho = sampleRankCorrelation(rows.map((row) => xs[row]!), rows.map((row) => ys[row]!));
    console.log(`${a} and ${b}: rank correlation ${rho.toFixed(2)}, n ${rows.length}`);
  }
  const floor = valuesOf(columns, "tempocnn").filter((tempo) => tempo === 30).length;
  console.log(`TempoCNN at 30 BPM, its lowest answer: ${floor}`);
  const { activations, numbers } = columns;
  if (activations.styles) printByParent(topStyles(activations.styles), numbers.danceability!);
}

type Activations = NonNullable<Columns["activations"][keyof Columns["activations"]]>;

function valuesOf(columns: Columns, id: string): number[] {
  if (!id.startsWith("tag.")) return Array.from(columns.numbers[id]!);
  const tags = columns.activations.tags;
  const wanted = tags?.labels.indexOf(id.slice(4)) ?? -1;
  return Array.from({ length: columns.length }, (_, row) => {
    if (!tags || tags.present[row] !== 1) return NaN;
    for (let at = tags.offsets[row]!; at < tags.offsets[row + 1]!; at++) {
      if (tags.classes[at] === wanted) return tags.values[at]!;
    }
    return 0;
  });
}

function topStyles({ labels, offsets, classes, values }: Activations): string[] {
  return Array.from({ length: offsets.length - 1 }, (_, row) => {
    let best = -1;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      if (best < 0 || values[at]! > values[best]!) best = at;
    }
    return best < 0 ? "" : labels[classes[best]!]!;
  });
}

function printByParent(styles: readonly string[], danceability: Float32Array): void {
  for (const [parent, rows] of Map.groupBy(styles.keys(), (row) => styles[row]!.split("---")[0]!)) {
    const values = rows.map((row) => danceability[row]!).filter(Number.isFinite);
    if (values.length === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    console.log(
      `danceability of ${parent || "no style"}: mean ${mean.toFixed(2)}, n ${values.length}`,
    );
  }
}

async function main([figures, db, table]: readonly string[]): Promise<void> {
  if (db === undefined) throw new TypeError("Cannot compute figures: name them and a store");
  const library = await openLibrary(db, { create: false });
  try {
    const { columns } = library.collection;
    const text = table === undefined ? "" : await Deno.readTextFile(table);
    if (figures === "emotion") printEmotion({ columns }, text);
    else if (figures === "truth") printTruth({ columns }, text);
    else if (figures === "neighbours") await printNeighbours({ library, columns });
    else if (figures === "ranks") printRanks({ columns });
    else {throw new TypeError(
        `Cannot compute ${figures}: it is none of emotion, truth, neighbours, ranks`,
      );}
  } finally {
    await library.close();
  }
}

if (import.meta.main) await main(Deno.args);
