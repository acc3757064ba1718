import type { LabelRow, Source } from "../draft.ts";
import { emotionFields, numberOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, nameWhere, type SourceFiles } from "../files.ts";
import { columnsOf, headerName, readRecords } from "../records.ts";
import { headOf } from "../text.ts";

/** emoMusic: 744 songs with arousal and valence from 1 to 9. */
export const EMOMUSIC: Source = {
  kind: "emomusic",
  title: "emoMusic: static_annotations.csv and songs_info.csv",
  recognises: (files) => emomusicTable(files) !== undefined && info(files) !== undefined,
  async read(files) {
    const name = emomusicTable(files);
    if (!name) throw new LabelError("Cannot read emoMusic: there is no static_annotations.csv");
    return await Promise.resolve([{
      id: "emomusic",
      name: "emoMusic",
      citation: "Soleymani, Caro, Schmidt, Sha, Yang: 1000 songs for emotional analysis, 2013",
      several: false,
      fields: emotionFields(["arousal", "valence"]),
      rows: () => emomusicRows(files, name),
    }]);
  },
};

function emomusicTable(files: SourceFiles): string | undefined {
  return nameWhere(files, (file) => file === "static_annotations.csv");
}

function info(files: SourceFiles): string | undefined {
  return nameWhere(files, (file) => file === "songs_info.csv");
}

async function* emomusicRows(files: SourceFiles, name: string): AsyncGenerator<LabelRow> {
  const songs = new Map<string, { readonly path: string; readonly artist: string }>();
  const list = info(files);
  if (list) {
    let places: Readonly<Record<"song_id" | "file_name" | "Artist", number>> | undefined;
    for await (const { fields } of readRecords(files, list)) {
      if (!places) {
        places = columnsOf(fields, { wanted: ["song_id", "file_name", "Artist"], name: list });
      } else {
        const { song_id, file_name, Artist } = places;
        const at = (place: number) => fields[place]?.trim() ?? "";
        songs.set(at(song_id), { path: at(file_name), artist: at(Artist) });
      }
    }
  }
  const rows = emotionRows(files, {
    name,
    columns: { arousal: "mean_arousal", valence: "mean_valence" },
    order: ["arousal", "valence"],
  });
  for await (const row of rows) {
    const song = songs.get(row.key);
    yield song
      ? { ...row, artist: song.artist, match: { path: song.path, stems: [row.key] } }
      : row;
  }
}

const EXCHANGE =
  "DEAM's valence and arousal look exchanged: on 738 of the 744 songs that it shares with emoMusic, the " +
  "arousal of one is the valence of the other, and emoMusic's agrees with its own continuous annotations; " +
  "read it with --exchange to put them right";

/** DEAM: averaged annotations of songs, whose valence and arousal look exchanged. */
export const DEAM: Source = {
  kind: "deam",
  title: "DEAM: static_annotations_averaged_songs_*.csv",
  async recognises(files) {
    for (const name of namesWhere(files, (file) => file.endsWith(".csv")).slice(0, 5)) {
      const header = (await headOf(files, name)).split(/\r?\n/)[0]!.split(",").map(headerName);
      if (["song_id", "valence_mean", "arousal_mean"].every((c) => header.includes(c))) return true;
    }
    return false;
  },
  async read(files, options) {
    const names = namesWhere(files, (file) => file.endsWith(".csv"));
    const isExchanged = options.exchange ?? false;
    return await Promise.resolve([{
      id: isExchanged ? "deam-exchanged" : "deam",
      name: isExchanged ? "DEAM, valence and arousal exchanged" : "DEAM",
      licence: "CC BY-NC 4.0",
      citation:
        "Aljanaki, Yang, Soleymani: Developing a benchmark for emotional analysis of music, PLoS ONE 2017",
      version: isExchanged ? "exchanged" : "as published",
      several: false,
      fields: emotionFields(["arousal", "valence"]),
      ...(!isExchanged && { warnings: [EXCHANGE] }),
      rows: async function* () {
        for (const name of names) {
          yield* emotionRows(files, {
            name,
            columns: { arousal: "arousal_mean", valence: "valence_mean" },
            order: isExchanged ? ["valence", "arousal"] : ["arousal", "valence"],
          });
        }
      },
    }]);
  },
};

type Emotion = "arousal" | "valence";

async function* emotionRows(
  files: SourceFiles,
  { name, columns, order }: {
    readonly name: string;
    readonly columns: Readonly<Record<Emotion, string>>;
    readonly order: readonly Emotion[];
  },
): AsyncGenerator<LabelRow> {
  let places: Readonly<Record<string, number>> | undefined;
  for await (const { fields, line } of readRecords(files, name, { delimiter: "," })) {
    if (!places) {
      places = columnsOf(fields, { wanted: ["song_id", columns.arousal, columns.valence], name });
      continue;
    }
    const key = fields[places.song_id!]?.trim() ?? "";
    const values = order.map((which) => numberOf(fields[places![columns[which]]!]));
    const isOnScale = values.every((value) => value >= 1 && value <= 9);
    yield {
      key,
      line,
      match: { path: `MEMD_audio/${key}.mp3`, stems: [key] },
      values,
      fault: isOnScale ? undefined : `its values ${values.join(" and ")} are not from 1 to 9`,
    };
  }
}
