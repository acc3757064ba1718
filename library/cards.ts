import type { Table } from "../collection/mod.ts";
import type { TrackCard } from "../compare/mod.ts";
import {
  ABSENCE_TEXT,
  ABSENCES,
  type ActivationSet,
  type Columns,
  type KeyProfile,
  MISSING_CODE,
  nameOf,
  splitStyle,
  STYLES,
} from "../domain/mod.ts";
import type { Library } from "./library.ts";

/**
 * What a row of the columns is called and what is known of it, for a list of tracks. Its key is that
 * under the profile that the overview recommends.
 */
export function cardOf(
  library: Pick<Library, "collection" | "summary">,
  { row, audio }: { readonly row: number; readonly audio: boolean },
): TrackCard {
  const { collection: { snapshot }, summary: { profile } } = library;
  return cardIn(snapshot, { row, audio, profile });
}

/** What a row of any table is called and what is known of it, with its key under a profile. */
export function cardIn(
  table: Table,
  { row, audio, profile }: {
    readonly row: number;
    readonly audio: boolean;
    readonly profile: KeyProfile;
  },
): TrackCard {
  const { columns } = table;
  const { title, artist, album, path } = columns.texts;
  const number = (id: string): number | null => {
    const value = columns.numbers[id]?.[row] ?? NaN;
    return Number.isNaN(value) ? null : Number(value.toPrecision(7));
  };
  const style = styleAt(columns, row);
  const card = {
    id: columns.ids[row]!,
    title: title[row] || nameOf(path[row]!),
    artist: artist[row] || null,
    album: album[row] || null,
    path: path[row]!,
    audio,
    duration_s: number("duration"),
    loudness_lufs: number("loudness"),
    true_peak_dbtp: number("true_peak"),
    tempo_bpm: number("tempo"),
    key: keyAt(columns, { profile, row }),
    camelot: categoryAt(columns, { id: `camelot_${profile}`, row }),
    style: style?.name ?? null,
    style_parent: style?.parent ?? null,
    tag: strongest(columns, { set: "tags", row }),
    voice: number("voice"),
  };
  return { ...card, missing: reasonsAt(table, { row, profile, lacksStyle: !style }) };
}

function categoryAt(
  columns: Columns,
  { id, row }: { readonly id: string; readonly row: number },
): string | null {
  const column = columns.categories[id];
  const code = column?.codes[row] ?? MISSING_CODE;
  return code === MISSING_CODE ? null : column?.names[code] ?? null;
}

function keyAt(
  columns: Columns,
  { profile, row }: { readonly profile: KeyProfile; readonly row: number },
): string | null {
  const tonic = categoryAt(columns, { id: `key_${profile}`, row });
  const scale = categoryAt(columns, { id: `scale_${profile}`, row });
  return tonic && scale ? `${tonic} ${scale}` : null;
}

function styleAt(columns: Columns, row: number) {
  const style = STYLES[columns.topStyle?.[row] ?? -1];
  return style === undefined ? undefined : splitStyle(style);
}

/** The class with the largest activation that the columns keep. */
function strongest(
  columns: Columns,
  { set, row }: { readonly set: ActivationSet; readonly row: number },
): string | null {
  const activations = columns.activations[set];
  if (!activations) return null;
  const { offsets, classes, values, labels } = activations;
  let best = -1;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
    if (best < 0 || values[at]! > values[best]!) best = at;
  }
  return best < 0 ? null : labels[classes[best]!] ?? null;
}

function reasonsAt(
  { absences }: Table,
  { row, profile, lacksStyle }: {
    readonly row: number;
    readonly profile: KeyProfile;
    readonly lacksStyle: boolean;
  },
): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const [name, id] of [["tempo", "tempo"], ["key", `key_${profile}`], ["voice", "voice"]]) {
    const absence = ABSENCES[absences[id!]?.[row] ?? MISSING_CODE];
    if (absence) reasons[name!] = ABSENCE_TEXT[absence];
  }
  const style = ABSENCES[absences["style_activation"]?.[row] ?? MISSING_CODE];
  if (lacksStyle) reasons["style"] = ABSENCE_TEXT[style ?? "not-analysed"];
  return reasons;
}
