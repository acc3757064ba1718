import { nameOf, plural } from "../../domain/mod.ts";
import type { LabelRow, Source } from "../draft.ts";
import { numberOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { nameWhere, type SourceFiles } from "../files.ts";
import { readRecords } from "../records.ts";
import { readLines } from "../text.ts";

/** CAL500: lists without headers, one line a song or a word. */
export const CAL500: Source = {
  kind: "cal500",
  title: "CAL500: songNames.txt, vocab.txt, hard- or softAnnotations.txt",
  recognises: (files) => ["songnames.txt", "vocab.txt"].every((name) => named(files, name)),
  async read(files) {
    const songs = await lines(files, "songNames.txt");
    const vocabulary = await lines(files, "vocab.txt");
    const soft = named(files, "softannotations.txt");
    const hard = named(files, "hardannotations.txt") ?? soft;
    if (!hard) {
      throw new LabelError(
        "Cannot read CAL500: there is neither hardAnnotations.txt nor softAnnotations.txt",
      );
    }
    return [{
      id: "cal500",
      name: "CAL500 words",
      citation: "Turnbull, Barrington, Torres, Lanckriet: Semantic annotation and retrieval, 2008",
      classes: vocabulary,
      several: true,
      ...(soft && { strength: "agreement" }),
      rows: () => rows500(files, { songs, vocabulary, hard, soft }),
    }];
  },
};

function named(files: SourceFiles, wanted: string): string | undefined {
  return nameWhere(files, (file) => file === wanted);
}

async function lines(files: SourceFiles, wanted: string): Promise<string[]> {
  const name = named(files, wanted.toLowerCase());
  if (!name) throw new LabelError(`Cannot read CAL500: there is no ${wanted}`);
  const found = await Array.fromAsync(readLines(files, name), ({ text }) => text.trim());
  return found.filter((text) => text !== "");
}

async function* rows500(
  files: SourceFiles,
  { songs, vocabulary, hard, soft }: {
    readonly songs: readonly string[];
    readonly vocabulary: readonly string[];
    readonly hard: string;
    readonly soft: string | undefined;
  },
): AsyncGenerator<LabelRow> {
  const table = async (name: string) => {
    const cells = await Array.fromAsync(
      readRecords(files, name, { delimiter: ",", quotes: false }),
      ({ fields }) => fields.map(numberOf),
    );
    if (cells.length === songs.length) return cells;
    throw new LabelError(
      `Cannot read ${name}: it has ${plural(cells.length, "row")}, and songNames.txt names ${
        plural(songs.length, "song")
      }`,
    );
  };
  const hardCells = await table(hard);
  const softCells = soft ? await table(soft) : undefined;
  for (const [i, key] of songs.entries()) {
    const said = vocabulary.map((word, j) => ({
      word,
      on: soft === hard ? hardCells[i]![j]! > 0 : hardCells[i]![j] === 1,
      strength: softCells?.[i]?.[j] ?? NaN,
    })).filter(({ on }) => on);
    if (softCells) said.sort((a, b) => b.strength - a.strength);
    yield {
      key,
      line: i + 1,
      match: { path: key, stems: [key, nameOf(key)] },
      labels: said.map(({ word }) => word),
      ...(softCells &&
        { strengths: said.map(({ strength }) => Math.min(1, Math.max(0, strength || 0))) }),
      fault: hardCells[i]!.length === vocabulary.length
        ? undefined
        : `it has ${plural(hardCells[i]!.length, "value")}, and vocab.txt ${
          plural(vocabulary.length, "word")
        }`,
    };
  }
}

/** CAL10k: songs in `songList.tab`, and lines of one tag with all its songs. */
export const CAL10K: Source = {
  kind: "cal10k",
  title: "CAL10k: songList.tab and PandoraTagSong.tab",
  recognises: (files) => named(files, "songlist.tab") !== undefined,
  async read(files) {
    const list = named(files, "songlist.tab");
    const tags = nameWhere(files, (file) => file.endsWith("tagsong.tab"));
    if (!list || !tags) {
      throw new LabelError("Cannot read CAL10k: it needs songList.tab and PandoraTagSong.tab");
    }
    return await Promise.resolve([{
      id: "cal10k",
      name: "CAL10k tags",
      citation: "Tingle, Kim, Turnbull: Exploring automatic music annotation, 2010",
      several: true,
      rows: () => rows10k(files, { list, tags }),
    }]);
  },
};

async function* rows10k(
  files: SourceFiles,
  { list, tags }: { readonly list: string; readonly tags: string },
): AsyncGenerator<LabelRow> {
  const form = { delimiter: "\t", quotes: false };
  const byKey = new Map<string, string[]>();
  for await (const { fields } of readRecords(files, tags, form)) {
    const [tag = "", ...pairs] = fields;
    for (let i = 0; i < pairs.length; i += 2) {
      const song = pairs[i]!.trim();
      if (song === "" || numberOf(pairs[i + 1] ?? "1") === 0) continue;
      const known = byKey.get(song);
      if (known) known.push(tag);
      else byKey.set(song, [tag]);
    }
  }
  for await (const { fields, line } of readRecords(files, list, form)) {
    const [key = "", artist = "", title = "", file = ""] = fields.map((field) => field.trim());
    yield {
      key,
      line,
      match: {
        path: file || undefined,
        stems: file ? [nameOf(file)] : [],
        song: { artist, title },
      },
      artist,
      labels: byKey.get(key) ?? [],
      fault: byKey.has(key) ? undefined : "no tag names it",
    };
  }
}
