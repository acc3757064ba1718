import type { Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headOf, wholeText } from "../text.ts";
import { type Said, saidDrafts } from "./_said.ts";

type Json = Readonly<Record<string, unknown>>;

/** Answers of a Subsonic server that were saved as JSON: stars, ratings and play counts of songs. */
export const SUBSONIC: Source = {
  kind: "subsonic",
  title: "answers of a Subsonic server (JSON): stars, ratings, play counts",
  async recognises(files) {
    const [name] = answers(files);
    return name !== undefined && (await headOf(files, name)).includes('"subsonic-response"');
  },
  async read(files) {
    const songs = new Map<string, Said>();
    for (const name of answers(files)) {
      for (const song of songsIn(parsed(await wholeText(files, name), name))) {
        const said = saidOf(song);
        if (said) songs.set(said.key, said);
      }
    }
    return saidDrafts([...songs.values()], { title: "Subsonic" });
  },
};

function answers(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".json"));
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LabelError(`Cannot read ${name}: it is no JSON`, { cause });
  }
}

/** Whatever is a song, wherever it stands. */
function* songsIn(value: unknown): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) { for (const each of value) yield* songsIn(each); }
  else {
    const object = value as Json;
    const isSong = object.isDir === false && typeof object.id === "string" &&
      typeof object.title === "string";
    if (isSong) yield object;
    else for (const inner of Object.values(object)) yield* songsIn(inner);
  }
}

function saidOf(song: Json): Said | undefined {
  const text = (name: string) => typeof song[name] === "string" ? song[name] as string : undefined;
  const number = (name: string) => {
    const value = song[name];
    return typeof value === "number" && value > 0 ? value : NaN;
  };
  return {
    key: text("id")!,
    path: text("path"),
    artist: text("artist"),
    title: text("title"),
    album: text("album"),
    words: { starred: song.starred === undefined ? [] : ["starred"] },
    numbers: { plays: number("playCount"), rating: number("userRating") },
  };
}
