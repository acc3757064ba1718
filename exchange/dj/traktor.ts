import { type Key, keyLabel, type KeyNotation, PITCH_CLASSES } from "../../domain/mod.ts";
import { colourOf } from "./_colours.ts";
import { slashedPath } from "./_slashed_path.ts";
import { attributes } from "./_xml_tags.ts";
import { gridMarks } from "./grid_marks.ts";
import { dayOf, type DjExport, type DjTrack, genreOf } from "./dj_track.ts";

/** Of the format: that of Traktor 3, in which a tempo has six decimals. */
const VERSION = 19;
const TEMPO_DECIMALS = 6;
/** A cue that is a mark of the beat grid. */
const GRID_CUE = 4;

/** A collection as Traktor NML, piece by piece. Playlists name files, so no track needs a number. */
export async function* traktorNml(
  { ids, tracks, playlists, keys }: DjExport,
): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<NML VERSION="${VERSION}">`;
  yield `<HEAD COMPANY="" PROGRAM="Fonoteca"></HEAD>\n<MUSICFOLDERS></MUSICFOLDERS>\n`;
  yield `<COLLECTION ENTRIES="${ids.length}">\n`;
  const paths = new Map<string, string>();
  for await (const track of tracks) {
    if (!track) continue;
    paths.set(track.stored.id, track.stored.path);
    yield entryXml(track, keys);
  }
  yield '</COLLECTION>\n<SETS ENTRIES="0"></SETS>\n';
  yield `<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="${playlists.length}">\n`;
  for (const { name, tracks } of playlists) {
    const known = tracks.flatMap((id) => paths.get(id) ?? []);
    const uuid = crypto.randomUUID().replaceAll("-", "");
    yield `<NODE TYPE="PLAYLIST"${attributes({ NAME: name })}>` +
      `<PLAYLIST ENTRIES="${known.length}" TYPE="LIST" UUID="${uuid}">\n`;
    for (const path of known) {
      const { volume, dir, file } = placeOf(path);
      yield `<ENTRY><PRIMARYKEY TYPE="TRACK"${
        attributes({ KEY: volume + dir + file })
      }></PRIMARYKEY>\n</ENTRY>\n`;
    }
    yield "</PLAYLIST>\n</NODE>\n";
  }
  yield `</SUBNODES>\n</NODE>\n</PLAYLISTS>\n<INDEXING></INDEXING>\n</NML>\n`;
}

function entryXml(track: DjTrack, keys: KeyNotation): string {
  const { stored, title, key, style, tempo, grid } = track;
  const { tags, file, path, added, values } = stored;
  const { volume, dir, file: name } = placeOf(path);
  const level = (id: string) => typeof values[id] === "number" ? values[id] : undefined;
  const [loudness, peak] = [level("loudness"), level("true_peak")];
  const tag = (name: string, values: Parameters<typeof attributes>[0]) =>
    `<${name}${attributes(values)}></${name}>\n`;
  const marks = gridMarks(grid, { decimals: TEMPO_DECIMALS });
  return [
    `<ENTRY${attributes({ TITLE: title, ARTIST: tags.artist })}>`,
    tag("LOCATION", { DIR: dir, FILE: name, VOLUME: volume }),
    tags.album === undefined ? "" : tag("ALBUM", { TRACK: tags.trackNumber, TITLE: tags.album }),
    tag("INFO", {
      BITRATE: file.bitRate === undefined ? undefined : Math.round(file.bitRate * 1000),
      GENRE: genreOf(track) || undefined,
      COMMENT: style && `${style.parent}, ${style.name}`,
      KEY: key && keyLabel(key, keys),
      PLAYTIME: Math.round(file.duration),
      PLAYTIME_FLOAT: file.duration.toFixed(6),
      IMPORT_DATE: slashed(dayOf(added)),
      RELEASE_DATE: tags.year === undefined ? undefined : `${tags.year}/1/1`,
      FILESIZE: Math.round(file.size / 1024),
      COLOR: colourOf(style?.parent)?.traktor,
    }),
    tempo === undefined
      ? ""
      : tag("TEMPO", { BPM: tempo.toFixed(TEMPO_DECIMALS), BPM_QUALITY: "100.000000" }),
    // Traktor's dB are what lies between a track and its reference of 0 dB, as ReplayGain counts
    loudness === undefined || peak === undefined
      ? ""
      : tag("LOUDNESS", { PEAK_DB: peak.toFixed(6), PERCEIVED_DB: (-18 - loudness).toFixed(6) }),
    key ? tag("MUSICAL_KEY", { VALUE: numberOf(key) }) : "",
    ...marks.map(({ at, tempo }, i) =>
      `<CUE_V2${
        attributes({
          NAME: i === 0 ? "AutoGrid" : "Beat Marker",
          DISPL_ORDER: 0,
          TYPE: GRID_CUE,
          START: (at * 1000).toFixed(6),
          LEN: "0.000000",
          REPEATS: -1,
          HOTCUE: -1,
        })
      }>${tag("GRID", { BPM: tempo.toFixed(TEMPO_DECIMALS) })}</CUE_V2>\n`
    ),
    "</ENTRY>\n",
  ].join("");
}

/** 0 to 11 from C major, 12 to 23 from C minor. */
function numberOf({ tonic, scale }: Key): number {
  return PITCH_CLASSES.indexOf(tonic) + (scale === "minor" ? 12 : 0);
}

/** A path as Traktor takes it apart: a volume, folders between `/:`, and the file. */
export function placeOf(path: string) {
  const parts = slashedPath(path).split("/");
  const volume = /^[A-Za-z]:$/.test(parts[0]!) ? parts[0]! : "";
  const folders = parts.slice(1, -1);
  return {
    volume,
    dir: `/:${folders.map((folder) => `${folder}/:`).join("")}`,
    file: parts.at(-1)!,
  };
}

function slashed(day: string): string {
  return day.split("-").map(Number).join("/");
}
