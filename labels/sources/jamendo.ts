import { plural, type Split } from "../../domain/mod.ts";
import type { LabelRow, ReadOptions, Source } from "../draft.ts";
import { splitOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headerName, readRecords } from "../records.ts";
import { headOf } from "../text.ts";

const HEADER = ["TRACK_ID", "ARTIST_ID", "ALBUM_ID", "PATH", "DURATION", "TAGS"];

/** MTG-Jamendo: ragged tables of tags, and the lists of a split. */
export const JAMENDO: Source = {
  kind: "mtg-jamendo",
  title: "MTG-Jamendo: autotagging*.tsv with split-N/",
  async recognises(files) {
    for (const name of tables(files).slice(0, 3)) if (await isJamendo(files, name)) return true;
    return false;
  },
  async read(files, options) {
    const names: string[] = [];
    for (const name of tables(files)) if (await isJamendo(files, name)) names.push(name);
    const bases = new Set(names.map(baseOf));
    const several = bases.size > 1;
    return [...bases].map((base) => ({
      id: several ? `mtg-jamendo-${partOf(base)}` : "mtg-jamendo",
      name: several ? `MTG-Jamendo ${partOf(base)}` : "MTG-Jamendo tags",
      licence: "CC BY-NC-SA 4.0 (metadata)",
      citation: "Bogdanov, Won, Tovstogan, Porter, Serra: The MTG-Jamendo dataset, ICML 2019",
      version: `split ${options.version ?? "0"}`,
      several: true,
      rows: () => rowsOf(files, { names: names.filter((name) => baseOf(name) === base), options }),
    }));
  },
};

function tables(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".tsv"));
}

async function isJamendo(files: SourceFiles, name: string): Promise<boolean> {
  const [first = ""] = (await headOf(files, name)).split(/\r?\n/);
  return first.split("\t").map(headerName).join() === HEADER.join();
}

/** `splits/split-0/autotagging_genre-train.tsv` and `autotagging_genre.tsv` are both `autotagging_genre`. */
function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/(-(train|validation|test))?\.tsv$/, "");
}

function partOf(base: string): string {
  return base.replace(/^autotagging_?/, "").replaceAll("_", "-").toLowerCase() || "all";
}

async function* rowsOf(
  files: SourceFiles,
  { names, options }: { readonly names: readonly string[]; readonly options: ReadOptions },
): AsyncGenerator<LabelRow> {
  const wanted = options.version ?? "0";
  const inSplit = names.filter((name) => {
    const number = /split-(\d+)\//.exec(name)?.[1];
    return splitOfName(name) !== undefined && (number === undefined || number === wanted);
  });
  const whole = names.filter((name) => splitOfName(name) === undefined);
  if (inSplit.length + whole.length === 0) {
    throw new LabelError(`Cannot read MTG-Jamendo: there is no split ${wanted}`);
  }
  const splits = new Map<string, Split>();
  for (const name of inSplit) {
    for await (const row of tableRows(files, name)) {
      splits.set(row.key, splitOfName(name)!);
      if (whole.length === 0) yield { ...row, split: splitOfName(name) };
    }
  }
  for (const name of whole) {
    for await (const row of tableRows(files, name)) yield { ...row, split: splits.get(row.key) };
  }
}

function splitOfName(name: string): Split | undefined {
  return splitOf(/-(train|validation|test)\.tsv$/.exec(name)?.[1]);
}

async function* tableRows(files: SourceFiles, name: string): AsyncGenerator<LabelRow> {
  let isHeader = true;
  for await (
    const { fields, line } of readRecords(files, name, { delimiter: "\t", quotes: false })
  ) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const [key = "", artist = "", album = "", path = "", , ...tags] = fields;
    const number = /(\d+)\.mp3$/.exec(path)?.[1];
    yield {
      key,
      line,
      match: { path, stems: number ? [`${number}.low`] : [] },
      artist,
      album,
      labels: tags.map((tag) => tag.trim()).filter((tag) => tag !== ""),
      fault: fields.length < 6
        ? `it has ${plural(fields.length, "column")}, and the tags begin at the sixth`
        : undefined,
    };
  }
}
