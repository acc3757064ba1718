import { parseXml, XmlElement, XmlError } from "@rgrove/parse-xml";
import { ExchangeError } from "../failure.ts";

/** A track of Rekordbox, as far as it is read. */
export interface RekordboxTrack {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly genre: string;
  readonly comment: string;
  /** As Rekordbox writes it: `Am`, `8A` or whatever else. */
  readonly key: string;
  /** Red, green and blue in hexadecimal digits; empty where it has none. */
  readonly colour: string;
  /** 1 to 5; NaN where it has none. */
  readonly rating: number;
  readonly plays: number;
  readonly tempo: number;
  /** Names of cue points and loops; those without one by their kind. */
  readonly cues: readonly string[];
}

/** A playlist of Rekordbox; those in folders have the folders' names before their own. */
export interface RekordboxPlaylist {
  readonly name: string;
  readonly tracks: readonly RekordboxTrack[];
  /** Entries that name no track of the file. */
  readonly lost: number;
}

const LOOP = "4";

/** Reads Rekordbox XML. Throws an {@linkcode ExchangeError} where it is none. */
export function readRekordbox(
  text: string,
): {
  readonly tracks: readonly RekordboxTrack[];
  readonly playlists: readonly RekordboxPlaylist[];
} {
  const root = rootOf(text);
  const tracks = elementsOf(first(root, "COLLECTION"), "TRACK").map(trackOf);
  const byId = new Map(tracks.map((track) => [track.id, track]));
  const byPath = new Map(tracks.map((track) => [track.path, track]));
  const found = (key: string, isPath: boolean) => isPath ? byPath.get(pathOf(key)) : byId.get(key);
  const playlists = playlistsIn(first(first(root, "PLAYLISTS"), "NODE"), []).map(
    ({ name, element }) => {
      const isPath = element.attributes["KeyType"] === "1";
      const entries = elementsOf(element, "TRACK")
        .map(({ attributes }) => found(attributes["Key"] ?? "", isPath));
      const there = entries.filter((track) => track !== undefined);
      return { name, tracks: there, lost: entries.length - there.length };
    },
  );
  return { tracks, playlists };
}

function rootOf(text: string): XmlElement {
  try {
    const { root } = parseXml(text);
    if (root?.name === "DJ_PLAYLISTS") return root;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const [said] = error.message.split("\n");
    throw new ExchangeError(`Cannot read Rekordbox XML: it is no XML: ${said}`);
  }
  throw new ExchangeError("Cannot read Rekordbox XML: its root is not DJ_PLAYLISTS");
}

interface Placed {
  readonly name: string;
  readonly element: XmlElement;
}

/** Folders within folders, deeper than anybody has them, are left out. */
const DEEPEST = 20;

function playlistsIn(node: XmlElement | undefined, folders: readonly string[]): readonly Placed[] {
  if (folders.length > DEEPEST) return [];
  return elementsOf(node, "NODE").flatMap((element) => {
    const name = element.attributes["Name"] ?? "";
    return element.attributes["Type"] === "1"
      ? [{ name: [...folders, name].join(" / "), element }]
      : playlistsIn(element, [...folders, name]);
  });
}

function trackOf(element: XmlElement): RekordboxTrack {
  const text = (name: string) => element.attributes[name]?.trim() ?? "";
  const positive = (name: string) => {
    const number = Number(text(name) || NaN);
    return number > 0 ? number : NaN;
  };
  return {
    id: text("TrackID"),
    path: pathOf(text("Location")),
    title: text("Name"),
    artist: text("Artist"),
    album: text("Album"),
    genre: text("Genre"),
    comment: text("Comments"),
    key: text("Tonality"),
    colour: text("Colour").replace(/^0x/i, ""),
    rating: Math.round(positive("Rating") / 51),
    plays: positive("PlayCount"),
    tempo: positive("AverageBpm"),
    cues: elementsOf(element, "POSITION_MARK").map(({ attributes: { Name, Type, Num } }) => {
      if (Name?.trim()) return Name.trim();
      if (Type === LOOP) return "loop";
      const place = Number(Num);
      return place >= 0 ? `hot cue ${String.fromCharCode(65 + place)}` : "memory cue";
    }),
  };
}

function pathOf(location: string): string {
  const path = location.replace(/^file:\/\/(localhost)?(?=\/)/i, "").replace(
    /^\/(?=[A-Za-z]:)/,
    "",
  );
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function elementsOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child): child is XmlElement =>
    child instanceof XmlElement && child.name === name
  ) ?? [];
}

function first(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return elementsOf(element, name)[0];
}
