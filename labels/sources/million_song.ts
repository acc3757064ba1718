import { nameOf } from "../../domain/mod.ts";
import type { LabelDraft, LabelRow, Source } from "../draft.ts";
import { namesWhere, nameWhere, type SourceFiles } from "../files.ts";
import { headOf, readLines } from "../text.ts";

const ID = /^TR[A-Z]{5}[0-9A-F]{11}$/;
const SEPARATOR = "<SEP>";

interface Song {
  readonly artist: string;
  readonly title: string;
}

/** The Million Song Dataset: `unique_tracks.txt`, and tagtraum's genres (`*.cls`). */
export const MILLION_SONG: Source = {
  kind: "msd",
  title: "Million Song Dataset: unique_tracks.txt, tagtraum *.cls",
  async recognises(files) {
    for (const name of [...classFiles(files), ...namesWhere(files, isTrackList)].slice(0, 4)) {
      const lines = (await headOf(files, name)).split(/\r?\n/).filter((line) => line[0] !== "#");
      if (ID.test(lines[0]?.split(/\t|<SEP>/)[0] ?? "")) return true;
    }
    return false;
  },
  async read(files) {
    const classes = classFiles(files);
    const list = nameWhere(files, isTrackList);
    const drafts = classes.map((name): LabelDraft => ({
      id: `msd-${nameOf(name).replace(/^msd_/, "").replaceAll("_", "-").toLowerCase()}`,
      name: `MSD ${nameOf(name).replace(/^msd_/, "").replaceAll("_", " ")}`,
      citation: "Schreiber: Improving genre annotations for the Million Song Dataset, ISMIR 2015",
      version: nameOf(name),
      several: true,
      ...(list === undefined && {
        warnings: [
          "There is no unique_tracks.txt beside it: tracks are found by the id in their file name alone",
        ],
      }),
      rows: () => genreRows(files, { name, list }),
    }));
    if (drafts.length > 0 || !list) return await Promise.resolve(drafts);
    return [{
      id: "msd",
      name: "Million Song Dataset ids",
      citation: "Bertin-Mahieux, Ellis, Whitman, Lamere: The Million Song Dataset, ISMIR 2011",
      several: false,
      classes: [],
      rows: () => idRows(files, list),
    }];
  },
};

function classFiles(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".cls"));
}

function isTrackList(file: string): boolean {
  return file === "unique_tracks.txt";
}

async function* songs(
  files: SourceFiles,
  list: string,
): AsyncGenerator<{ readonly id: string; readonly line: number; readonly song: Song }> {
  for await (const { text, line } of readLines(files, list)) {
    const [id = "", , artist = "", title = ""] = text.split(SEPARATOR);
    if (text !== "") yield { id, line, song: { artist, title } };
  }
}

async function* idRows(files: SourceFiles, list: string): AsyncGenerator<LabelRow> {
  for await (const { id, line, song } of songs(files, list)) {
    const fault = ID.test(id) ? undefined : `${id.slice(0, 30)} is no track id`;
    yield { key: id, line, match: { stems: [id], song }, artist: song.artist, fault };
  }
}

async function* genreRows(
  files: SourceFiles,
  { name, list }: { readonly name: string; readonly list: string | undefined },
): AsyncGenerator<LabelRow> {
  const known = new Map<string, Song>();
  if (list !== undefined) {
    for await (const { id, song } of songs(files, list)) {
      known.set(id, song);
    }
  }
  for await (const { text, line } of readLines(files, name)) {
    if (text === "" || text.startsWith("#")) continue;
    const [key = "", ...genres] = text.split("\t");
    const song = known.get(key);
    const labels = genres.map((genre) => genre.trim()).filter((genre) => genre !== "");
    yield {
      key,
      line,
      match: { stems: [key], song },
      artist: song?.artist,
      labels,
      fault: !ID.test(key)
        ? `${key.slice(0, 30)} is no track id`
        : labels.length === 0
        ? "no genre stands behind the id"
        : undefined,
    };
  }
}
