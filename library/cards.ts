import type { Table } from "../collection/mod.ts";
import type { TrackCard } from "../similar/mod.ts";
import {
  ABSENCE_TEXT,
  ABSENCES,
  type ActivationSet,
  categoryAt,
  type Columns,
  isAudible,
  keyAt,
  type KeyProfile,
  keyText,
  MISSING_CODE,
  numberAt,
  styleAt,
  titleAt,
  VOICE_DESCRIPTORS,
} from "../domain/mod.ts";
import type { Library } from "./library.ts";

/**
 * What a row of the columns is called and what is known of it, for a list of tracks. Its key is that
 * under the profile that the overview recommends.
 */
export function cardOf(
  library: Pick<Library, "collection" | "summary">,
  row: number,
): TrackCard {
  const { collection: { snapshot }, summary: { profile } } = library;
  return cardIn(snapshot, { row, audio: isAudible(snapshot.columns, row), profile });
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
  const { artist, album, path } = columns.texts;
  const number = (id: string): number | null => {
    const value = numberAt(columns, { id, row });
    return Number.isNaN(value) ? null : Number(value.toPrecision(7));
  };
  const style = styleAt(columns, row);
  const key = keyAt(columns, { profile, row });
  const card = {
    id: columns.ids[row]!,
    title: titleAt(columns, row),
    artist: artist[row] || null,
    album: album[row] || null,
    path: path[row]!,
    audio,
    duration_s: number("duration"),
    loudness_lufs: number("loudness"),
    true_peak_dbtp: number("true_peak"),
    tempo_bpm: number("tempo"),
    key: key ? keyText(key) : null,
    camelot: categoryAt(columns, { id: `camelot_${profile}`, row }) ?? null,
    style: style?.name ?? null,
    style_parent: style?.parent ?? null,
    tag: strongest(columns, { set: "tags", row }),
    voice: number("voice"),
    instrumentalness: number("instrumentalness"),
  };
  return { ...card, missing: reasonsAt(table, { row, profile, lacksStyle: !style }) };
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
  const reasonOf = (id: string) => ABSENCES[absences[id]?.[row] ?? MISSING_CODE];
  for (const [name, id] of [["tempo", "tempo"], ["key", `key_${profile}`]] as const) {
    const absence = reasonOf(id);
    if (absence) reasons[name] = ABSENCE_TEXT[absence];
  }
  const unheard = VOICE_DESCRIPTORS.flatMap((id) => reasonOf(id) ?? []);
  const heard = unheard.find((absence) => absence !== "no-model" && absence !== "not-analysed");
  const voice = heard ?? unheard[0];
  if (voice) reasons["voice"] = ABSENCE_TEXT[voice];
  const style = reasonOf("style_activation");
  if (lacksStyle) reasons["style"] = ABSENCE_TEXT[style ?? "not-analysed"];
  return reasons;
}
