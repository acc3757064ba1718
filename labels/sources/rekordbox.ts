import { readRekordbox, type RekordboxTrack } from "../../exchange/mod.ts";
import type { Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headOf, wholeText } from "../text.ts";
import { type Said, saidDrafts } from "./_said.ts";

/** Names of the colours that Rekordbox gives tracks. */
const COLOURS: Readonly<Record<string, string>> = {
  FF007F: "pink",
  FF0000: "red",
  FFA500: "orange",
  FFFF00: "yellow",
  "00FF00": "green",
  "25FDE9": "aqua",
  "0000FF": "blue",
  "660099": "purple",
};

/** Rekordbox XML: ratings, plays, comments, colours, genres, keys, and the names of cue points. */
export const REKORDBOX: Source = {
  kind: "rekordbox",
  title: "Rekordbox XML: ratings, plays, comments, colours, genres, keys, cue points",
  async recognises(files) {
    const [name] = xmlIn(files);
    return name !== undefined && (await headOf(files, name)).includes("<DJ_PLAYLISTS");
  },
  async read(files) {
    const [name] = xmlIn(files);
    if (!name) throw new LabelError(`Cannot read ${files.root}: it holds no XML`);
    const { tracks } = readRekordbox(await wholeText(files, name));
    return saidDrafts(tracks.map(saidOf), { title: "Rekordbox" });
  },
};

function xmlIn(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".xml"));
}

function saidOf(track: RekordboxTrack): Said {
  const { path, artist, title, album, genre, comment, key, colour, rating, plays, tempo } = track;
  return {
    key: path || track.id,
    path: path || undefined,
    artist: artist || undefined,
    title: title || undefined,
    album: album || undefined,
    words: {
      genre: genre === "" ? [] : [genre],
      key: key === "" ? [] : [key],
      colour: colour === "" ? [] : [COLOURS[colour.toUpperCase()] ?? colour],
      comments: commentsIn(comment),
      cues: [...new Set(track.cues)],
    },
    numbers: { rating, plays, bpm: tempo },
  };
}

/** Rekordbox writes its "My Tags" into comments as `/* One / Another *\/`; any other comment is one label. */
function commentsIn(comment: string): readonly string[] {
  const tags = /\/\*(.*?)\*\//.exec(comment)?.[1];
  const rest = comment.replace(/\/\*.*?\*\//, "").trim();
  return [...tags?.split("/") ?? [], rest].map((text) => text.trim()).filter(Boolean);
}
