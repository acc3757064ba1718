import type { Split } from "../../domain/mod.ts";
import type { LabelRow, Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { nameWhere, type SourceFiles } from "../files.ts";
import { columnsOf, headerName, readRecords } from "../records.ts";

/** Clips whose mp3 has no bytes. */
const EMPTY = new Set(["35644", "55753", "57881"]);

/** MagnaTagATune: `annotations_final.csv`, with artists where `clip_info_final.csv` lies beside it. */
export const MAGNATAGATUNE: Source = {
  kind: "mtat",
  title: "MagnaTagATune: annotations_final.csv",
  recognises: (files) => annotations(files) !== undefined,
  async read(files) {
    const name = annotations(files);
    if (!name) throw new LabelError("Cannot read MagnaTagATune: there is no annotations_final.csv");
    let header: readonly string[] | undefined;
    for await (const { fields } of readRecords(files, name)) {
      header = fields;
      break;
    }
    const places = columnsOf(header ?? [], { wanted: ["clip_id", "mp3_path"], name });
    const tags = header!.map((field, at) => ({ tag: headerName(field), at }))
      .filter(({ at }) => at !== places.clip_id && at !== places.mp3_path);
    return [{
      id: "mtat",
      name: "MagnaTagATune tags",
      licence: "CC BY-NC-SA 3.0",
      citation: "Law, West, Mandel, Bay, Downie: Evaluation of algorithms using games, ISMIR 2009",
      version: "annotations_final; split 12:1:3 by folder",
      classes: tags.map(({ tag }) => tag),
      several: true,
      warnings: [
        "62 % of the test clips of the split by folder have an artist in training: figures on it come out too high",
      ],
      rows: () => rowsOf(files, { name, places, tags }),
    }];
  },
};

function annotations(files: SourceFiles): string | undefined {
  return nameWhere(files, (file) => /^annotations_final.*\.(csv|tsv)$/.test(file));
}

interface Shape {
  readonly name: string;
  readonly places: Readonly<Record<"clip_id" | "mp3_path", number>>;
  readonly tags: readonly { readonly tag: string; readonly at: number }[];
}

async function* rowsOf(
  files: SourceFiles,
  { name, places, tags }: Shape,
): AsyncGenerator<LabelRow> {
  const info = await clipInfo(files);
  let isHeader = true;
  for await (const { fields, line } of readRecords(files, name)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const key = fields[places.clip_id] ?? "";
    const path = fields[places.mp3_path];
    const odd = tags.find(({ at }) => fields[at] !== "0" && fields[at] !== "1");
    yield {
      key,
      line,
      match: path ? { path, stems: [key] } : { stems: [key] },
      split: splitOfFolder(path ?? ""),
      ...info.get(key),
      labels: tags.filter(({ at }) => fields[at] === "1").map(({ tag }) => tag),
      bad: EMPTY.has(key) ? "its file has no bytes" : undefined,
      fault: odd && `the tag ${odd.tag} is ${fields[odd.at] ?? "missing"}, not 0 or 1`,
    };
  }
}

function splitOfFolder(path: string): Split | undefined {
  const folder = parseInt(path[0] ?? "", 16);
  if (Number.isNaN(folder) || path[1] !== "/") return undefined;
  return folder <= 0xb ? "training" : folder === 0xc ? "validation" : "test";
}

async function clipInfo(
  files: SourceFiles,
): Promise<ReadonlyMap<string, { readonly artist: string; readonly album: string }>> {
  const found = new Map<string, { readonly artist: string; readonly album: string }>();
  const name = nameWhere(files, (file) => /^clip_info_final.*\.(csv|tsv)$/.test(file));
  if (!name) return found;
  let places: Readonly<Record<"clip_id" | "artist" | "album", number>> | undefined;
  for await (const { fields } of readRecords(files, name)) {
    if (!places) places = columnsOf(fields, { wanted: ["clip_id", "artist", "album"], name });
    else {
      const { clip_id, artist, album } = places;
      found.set(fields[clip_id] ?? "", {
        artist: fields[artist] ?? "",
        album: fields[album] ?? "",
      });
    }
  }
  return found;
}
