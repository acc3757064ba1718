import { nameOf } from "../../domain/mod.ts";
import type { LabelRow, Source } from "../draft.ts";
import { splitOf } from "../draft.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headOf, readLines } from "../text.ts";

const GENRES = [
  "blues",
  "classical",
  "country",
  "disco",
  "hiphop",
  "jazz",
  "metal",
  "pop",
  "reggae",
  "rock",
];
/** `blues.00029`, under whichever folder and ending, and with the alias of `hiphop`. */
const RECORDING = new RegExp(`(?:^|/)(${GENRES.join("|")}|hip-?hop)\\.(\\d{5})(?:\\.\\w+)?$`, "i");
const LISTED =
  /^(?:(train|valid|validation|test)\w*\s+)?((?:[\w.-]+\/)*[a-z-]+\.\d{5}(?:\.\w+)?)$/i;

const EXCLUDED =
  "left out of the fault-filtered split: repeated, distorted or mislabelled (Sturm 2013)";
const UNDECODABLE = "this file cannot be decoded in the copy with genres_original/";

/** GTZAN: genres by file name, and the fault-filtered split where its lists are there. */
export const GTZAN: Source = {
  kind: "gtzan",
  title: "GTZAN: audio named genre.NNNNN, or lists of a split",
  async recognises(files) {
    if (files.names.some((name) => RECORDING.test(name))) return true;
    for (const list of listsIn(files)) {
      if ((await headOf(files, list)).split(/\r?\n/).slice(0, 5).some((l) => LISTED.test(l))) {
        return true;
      }
    }
    return false;
  },
  read(files) {
    return Promise.resolve([{
      id: "gtzan",
      name: "GTZAN genres",
      licence: "none is stated by its publisher",
      citation: "Tzanetakis, Cook: Musical genre classification of audio signals, 2002",
      classes: GENRES,
      several: false,
      warnings: [
        "GTZAN holds repetitions, distortions and mislabellings (Sturm 2013): use the fault-filtered split, or figures come out too high",
      ],
      rows: () => rowsOf(files),
    }]);
  },
};

function listsIn(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".txt"));
}

async function* rowsOf(files: SourceFiles): AsyncGenerator<LabelRow> {
  const rows = new Map<string, LabelRow>();
  for (const name of files.names) {
    const row = rowOf(name);
    if (row) rows.set(row.key, row);
  }
  const lists = listsIn(files);
  for (const list of lists.filter((name) => !/excl|fault[^/]*list/i.test(nameOf(name)))) {
    const ofFile = splitOf(/^(train|valid|test)/i.exec(nameOf(list))?.[1]);
    for await (const { text, line } of readLines(files, list)) {
      const [, split, path] = LISTED.exec(text.trim()) ?? [];
      const row = path && rowOf(path);
      if (!row) continue;
      rows.set(row.key, { ...row, line, split: splitOf(split) ?? ofFile });
    }
  }
  for (const list of lists.filter((name) => /excl|fault[^/]*list/i.test(nameOf(name)))) {
    for await (const { text, line } of readLines(files, list)) {
      const row = rowOf(text.trim());
      if (row) rows.set(row.key, { ...row, line, bad: EXCLUDED });
    }
  }
  yield* rows.values();
}

function rowOf(path: string): LabelRow | undefined {
  const [, genre, number] = RECORDING.exec(path.replaceAll("\\", "/")) ?? [];
  if (!genre || !number) return undefined;
  const label = genre.toLowerCase().replace("-", "");
  const key = `${label}.${number}`;
  const stems = label === "hiphop" ? [key, `hip-hop.${number}`] : [key];
  const isUndecodable = path.includes("genres_original") && key === "jazz.00054";
  return {
    key,
    match: { stems },
    labels: [label],
    ...(isUndecodable && { bad: UNDECODABLE }),
  };
}
