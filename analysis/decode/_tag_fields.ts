import type { In, Tags } from "../../domain/mod.ts";
import { cleanText, present } from "./_text.ts";
import type { SeenMetadata } from "./tags.ts";

/** What a file's tags say, further than the store keeps. */
export interface FileTags extends Tags {
  readonly label?: string;
  readonly isrc?: string;
  /** Gain that ReplayGain 2.0 or an Opus header suggests for the track. */
  readonly replayGain?: In<"db">;
}

/** Most entries of a list of names, and characters of each: a record of a track stays below 64 KiB. */
const MOST_NAMES = 32;
const MOST_NAME_CHARACTERS = 200;
const MOST_CHARACTERS = 1000;

/** The fields of tags that are kept, bounded, and in words what was cut of them. */
export function fieldsOf(
  seen: SeenMetadata,
): { readonly tags: FileTags; readonly cut: readonly string[] } {
  const common: Partial<NonNullable<SeenMetadata["common"]>> = seen.common ?? {};
  const native = nativeOf(seen);
  const cut: string[] = [];
  const text = (name: string, value: unknown) => {
    if (typeof value === "string" && value.trim().length > MOST_CHARACTERS) {
      cut.push(`${name} cut to ${MOST_CHARACTERS} characters`);
    }
    return cleanText(value);
  };
  const names = (name: string, values: readonly unknown[] | undefined) => {
    const clean = [...new Set((values ?? []).slice(0, 10_000).flatMap((v) => cleanText(v) ?? []))];
    const kept = clean.slice(0, MOST_NAMES).map((each) => cleanText(each, MOST_NAME_CHARACTERS)!);
    if (clean.length > kept.length) {
      cut.push(`${kept.length} of ${clean.length} ${name} kept`);
    }
    if (clean.some((each, i) => i < kept.length && each !== kept[i])) {
      cut.push(`${name} cut to ${MOST_NAME_CHARACTERS} characters each`);
    }
    return kept.length > 0 ? kept : undefined;
  };
  const credited = native("TPE1", "TP1", "ARTIST", "©ART", "Artist");
  const listed = native("TXXX:ARTISTS", "TXXX:Artists", "ARTISTS", "Artists", ITUNES_ARTISTS);
  const several = names("artists", listed ?? credited ?? common.artists);
  const isOneCredit = credited === undefined || credited.length === 1;
  const artist = text("artist", isOneCredit ? credited?.[0] ?? common.artist : several?.join(", "));
  const dated = common.date ?? native("TDRC", "TYER", "DATE", "YEAR", "Year", "ICRD")?.[0];
  // the reader of tags takes the first four characters of a date for the year, whatever follows
  const isOfDate = dated?.startsWith(String(common.year));
  const date = dateOf(dated) ?? (isOfDate ? undefined : yearText(common.year));
  const originalDate = dateOf(common.originaldate) ?? yearText(common.originalyear);
  const release = dateOf(common.releasedate);
  const tags = present({
    title: text("title", common.title),
    artist: artist ?? several?.join(", "),
    artists: several && several.length > 1 ? several : undefined,
    album: text("album", common.album),
    albumArtist: text(
      "album artist",
      joined(native("TPE2", "ALBUMARTIST", "ALBUM ARTIST", "aART", "Album Artist")) ??
        common.albumartist,
    ),
    composer: text("composer", joined(native("TCOM", "COMPOSER")) ?? joined(common.composer)),
    label: text("label", joined(common.label)),
    isrc: text("ISRC", common.isrc?.[0]),
    genres: names("genres", common.genre),
    year: yearOf(originalDate) ?? yearOf(date) ?? yearOf(release),
    date: date ?? release,
    originalDate,
    trackNumber: countOf(common.track?.no),
    discNumber: countOf(common.disk?.no),
    compilation: common.compilation ? true as const : undefined,
    replayGain: finite(common.replaygain_track_gain?.dB),
  });
  return { tags, cut: cut.map((what) => `${TAG_NOTE}${what}`) };
}

const TAG_NOTE = "tags: ";

/** Whether a note on a file speaks of its tags, which may have changed since. */
export function isTagNote(note: string): boolean {
  return note.startsWith(TAG_NOTE);
}

const ITUNES_ARTISTS = "----:com.apple.iTunes:ARTISTS";
const OLD_ID3 = new Set(["ID3v2.2", "ID3v2.3"]);

/**
 * Values of the first of some tags that is there, as the file wrote them. ID3v2.3 says that a slash parts
 * artists, which tears "AC/DC" in two and which hardly a program writes: such a text stays whole, and a file
 * that means several says so in a tag of its own.
 */
function nativeOf({ native }: SeenMetadata) {
  return (...ids: readonly string[]): readonly string[] | undefined => {
    for (const id of ids) {
      for (const [format, tags] of Object.entries(native ?? {})) {
        const values = tags.filter((tag) => tag.id === id || tag.id.toUpperCase() === id)
          .map(({ value }) => value).filter((value): value is string => typeof value === "string");
        if (values.length === 0) continue;
        const isSlashed = OLD_ID3.has(format) && !id.startsWith("TXXX") && values.length > 1;
        return isSlashed ? [values.join("/")] : values;
      }
    }
    return undefined;
  };
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values && values.length > 0 ? values.slice(0, MOST_NAMES).join(", ") : undefined;
}

const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const DATE = new RegExp(
  `(?<!\\d)[12]\\d{3}(?:-${MONTH}(?:-${DAY})?|(?=${MONTH}${DAY}(?!\\d))|(?!\\d))`,
);

/**
 * The beginning of a date that is one: `1977`, `1977-05`, `1977-05-25`; of `19770525` the year. Any other
 * row of more than four digits has no year.
 */
function dateOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
  const [whole] = DATE.exec(text) ?? [];
  return whole;
}

function yearText(year: number | undefined): string | undefined {
  return year !== undefined && year >= 1000 && year <= 2999 ? String(year) : undefined;
}

function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}

/** A positive whole number, or nothing. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
