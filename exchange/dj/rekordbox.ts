import { keyLabel, type KeyNotation } from "../../domain/mod.ts";
import { colourOf } from "./_colours.ts";
import { slashedPath } from "./_slashed_path.ts";
import { attributes } from "./_xml_tags.ts";
import { gridMarks } from "./grid_marks.ts";
import { dayOf, type DjExport, type DjTrack, genreOf } from "./dj_track.ts";

/** Decimals of a tempo that Rekordbox keeps. */
const TEMPO_DECIMALS = 2;

const KINDS: Readonly<Record<string, string>> = {
  mp3: "MP3 File",
  mp4: "M4A File",
  flac: "FLAC File",
  wav: "WAV File",
  aiff: "AIFF File",
  ogg: "OGG File",
};

/**
 * A collection as Rekordbox XML (format 1.0.0), which Rekordbox shows as a tree of its own and takes in from there;
 * piece by piece. Which beat of a bar the first one is, nobody has said: it is written as the first.
 */
export async function* rekordboxXml(
  { ids, tracks, playlists, keys }: DjExport,
): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<DJ_PLAYLISTS Version="1.0.0">\n`;
  yield `  <PRODUCT Name="Fonoteca" Version="1" Company=""/>\n`;
  yield `  <COLLECTION Entries="${ids.length}">\n`;
  const numbers = new Map(ids.map((id, i) => [id, i + 1]));
  for await (const track of tracks) {
    if (track) yield trackXml(track, { number: numbers.get(track.stored.id)!, keys });
  }
  yield "  </COLLECTION>\n  <PLAYLISTS>\n";
  yield `    <NODE Type="0" Name="ROOT" Count="${playlists.length}">\n`;
  for (const { name, tracks } of playlists) {
    const known = tracks.flatMap((id) => numbers.get(id) ?? []);
    const lines = known.map((number) => `        <TRACK Key="${number}"/>\n`).join("");
    const node = attributes({ Name: name, Type: 1, KeyType: 0, Entries: known.length });
    yield `      <NODE${node}>\n${lines}      </NODE>\n`;
  }
  yield "    </NODE>\n  </PLAYLISTS>\n</DJ_PLAYLISTS>\n";
}

function trackXml(
  track: DjTrack,
  { number, keys }: { readonly number: number; readonly keys: KeyNotation },
): string {
  const { stored, title, key, style, tempo, grid } = track;
  const { tags, file, path, added } = stored;
  const head = attributes({
    TrackID: number,
    Name: title,
    Artist: tags.artist ?? "",
    Composer: tags.composer ?? "",
    Album: tags.album ?? "",
    Genre: genreOf(track),
    Kind: KINDS[file.container] ?? `${file.container.toUpperCase()} File`,
    Size: file.size,
    TotalTime: Math.round(file.duration),
    DiscNumber: tags.discNumber ?? 0,
    TrackNumber: tags.trackNumber ?? 0,
    Year: tags.year ?? 0,
    AverageBpm: tempo?.toFixed(TEMPO_DECIMALS),
    DateAdded: dayOf(added),
    BitRate: file.bitRate === undefined ? undefined : Math.round(file.bitRate),
    SampleRate: file.sampleRate,
    Comments: style ? `${style.parent}, ${style.name}` : undefined,
    Location: locationOf(path),
    Tonality: key && keyLabel(key, keys),
    Colour: colourOf(style?.parent)?.rekordbox,
  });
  const marks = gridMarks(grid, { decimals: TEMPO_DECIMALS }).map(({ at, tempo, before }) =>
    `      <TEMPO${
      attributes({
        Inizio: at.toFixed(3),
        Bpm: tempo.toFixed(TEMPO_DECIMALS),
        Metro: "4/4",
        Battito: before % 4 + 1,
      })
    }/>\n`
  );
  return marks.length === 0
    ? `    <TRACK${head}/>\n`
    : `    <TRACK${head}>\n${marks.join("")}    </TRACK>\n`;
}

/** A path as Rekordbox names it: a URL of this machine. */
export function locationOf(path: string): string {
  const parts = slashedPath(path.toWellFormed()).split("/").map(encodeURIComponent);
  const encoded = parts.join("/").replace(/^([A-Za-z])%3A\//, "/$1:/");
  return `file://localhost${encoded.startsWith("/") ? "" : "/"}${encoded}`;
}
