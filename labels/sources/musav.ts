import type { LabelDraft, LabelRow, Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, nameWhere, type SourceFiles } from "../files.ts";
import { columnsOf, readRecords } from "../records.ts";
import { readLines } from "../text.ts";

const LICENCE = "CC BY-NC-SA 4.0";
const CITATION =
  "Bogdanov, Lizarraga-Seijas, Alonso-Jiménez, Serra: MusAV, a dataset of relative arousal-valence annotations, ISMIR 2022";

/** MusAV: genres of its tracks, and judgements which of two has the higher arousal or valence. */
export const MUSAV: Source = {
  kind: "musav",
  title: "MusAV: genres of tracks, and pairs by arousal and valence",
  recognises(files) {
    return pairFiles(files).length > 0 || genreFile(files) !== undefined;
  },
  async read(files) {
    const drafts: LabelDraft[] = [];
    const genres = genreFile(files);
    if (genres) {
      drafts.push({
        id: "musav-genres",
        name: "MusAV genres (of the artist)",
        licence: LICENCE,
        citation: CITATION,
        several: true,
        warnings: ["These genres are of the artist, not of the track, so they are approximate"],
        rows: () => genreRows(files, genres),
      });
    }
    for (const dimension of ["arousal", "valence"] as const) {
      const ranks = await ranksOf(files, dimension);
      if (ranks.size === 0) continue;
      drafts.push({
        id: `musav-${dimension}`,
        name: `MusAV ${dimension}, share of pairs in which it is higher`,
        licence: LICENCE,
        citation: CITATION,
        several: false,
        fields: [{ id: dimension, unit: "", range: [0, 1], bin: 0.05, digits: 2 }],
        rows: () => rankRows(ranks),
      });
    }
    if (drafts.length === 0) {
      throw new LabelError("Cannot read MusAV: there is neither genre nor pair");
    }
    return drafts;
  },
};

/** `annotations.arousal.all.agreement.gt`, or a table of pairs of both dimensions. */
function pairFiles(files: SourceFiles): string[] {
  return namesWhere(
    files,
    (file) => /^annotations\.(arousal|valence)\..*\.gt$/.test(file) || file === "emotion_pairs.tsv",
  );
}

function genreFile(files: SourceFiles): string | undefined {
  return nameWhere(files, (file) => /^genres\.chunk.*\.jsonl$/.test(file)) ??
    nameWhere(files, (file) => /^genres.*\.jsonl$/.test(file));
}

async function* jsonLines(
  files: SourceFiles,
  name: string,
): AsyncGenerator<{ readonly line: number; readonly record: Readonly<Record<string, unknown>> }> {
  for await (const { text, line } of readLines(files, name)) {
    if (text.trim() === "") continue;
    try {
      yield { line, record: JSON.parse(text) };
    } catch (cause) {
      throw new LabelError(`Cannot read ${name}: line ${line} is no JSON`, { cause });
    }
  }
}

async function* genreRows(files: SourceFiles, name: string): AsyncGenerator<LabelRow> {
  for await (const { line, record } of jsonLines(files, name)) {
    const { id, genres } = record;
    if (typeof id !== "string" || !Array.isArray(genres)) {
      throw new LabelError(`Cannot read ${name}: line ${line} has no id with genres`);
    }
    yield {
      key: id,
      line,
      match: { id, stems: [id] },
      labels: genres.map(String),
      fault: genres.length === 0 ? "its artist has no genre" : undefined,
    };
  }
}

/** One judgement: of two tracks, which is higher. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly higher: "a" | "b";
}

/** The judgements of one dimension that decide; `ab`, where the judges could not, is passed over. */
export async function pairsOf(
  files: SourceFiles,
  dimension: "arousal" | "valence",
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const name of pairFiles(files)) {
    if (name.endsWith(".tsv")) await readPairTable(files, { name, dimension, pairs });
    else if (name.toLowerCase().includes(dimension)) await readPairLines(files, { name, pairs });
  }
  return pairs;
}

interface PairFile {
  readonly name: string;
  readonly pairs: Pair[];
}

async function readPairTable(
  files: SourceFiles,
  { name, dimension, pairs }: PairFile & { readonly dimension: string },
): Promise<void> {
  let places: Readonly<Record<"dimension" | "a" | "b" | "higher", number>> | undefined;
  for await (const { fields } of readRecords(files, name, { delimiter: "\t" })) {
    if (!places) {
      places = columnsOf(fields, { wanted: ["dimension", "a", "b", "higher"], name });
      continue;
    }
    const [a, b, higher] = [fields[places.a], fields[places.b], fields[places.higher]];
    if (fields[places.dimension] !== dimension || !a || !b) continue;
    if (higher === "a" || higher === "b") pairs.push({ a, b, higher });
  }
}

async function readPairLines(files: SourceFiles, { name, pairs }: PairFile): Promise<void> {
  for await (const { line, record } of jsonLines(files, name)) {
    const [, a, b] = /^([^-]+)-([^-]+)$/.exec(String(record.pairid)) ?? [];
    if (a === undefined || b === undefined) {
      throw new LabelError(`Cannot read ${name}: line ${line} has no pairid of two tracks`);
    }
    const higher = record.higher_value;
    if (higher === "a" || higher === "b") pairs.push({ a, b, higher });
  }
}

async function ranksOf(
  files: SourceFiles,
  dimension: "arousal" | "valence",
): Promise<ReadonlyMap<string, readonly [higher: number, all: number]>> {
  const ranks = new Map<string, [number, number]>();
  const count = (track: string, isHigher: boolean) => {
    const [higher, all] = ranks.get(track) ?? [0, 0];
    ranks.set(track, [higher + (isHigher ? 1 : 0), all + 1]);
  };
  for (const { a, b, higher } of await pairsOf(files, dimension)) {
    count(a, higher === "a");
    count(b, higher === "b");
  }
  return ranks;
}

function* rankRows(
  ranks: ReadonlyMap<string, readonly [higher: number, all: number]>,
): Generator<LabelRow> {
  for (const [key, [higher, all]] of ranks) {
    yield { key, match: { id: key, stems: [key] }, values: [higher / all] };
  }
}
