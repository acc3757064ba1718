import { type CategoryColumn, type Columns, MISSING_CODE } from "./columns.ts";
import { type Key, type KeyProfile, PITCH_CLASSES, pitchClassOf, SCALES } from "./keys.ts";
import { splitStyle, STYLES } from "./labels/mod.ts";
import { type Playable, playableOf } from "./playable.ts";
import { nameOf } from "./track.ts";

/** A place in a column of the columns. */
export interface Cell {
  /** Of a descriptor, or of a column beside the catalogue. */
  readonly id: string;
  readonly row: number;
}

/** The number in a cell; NaN where there is none. */
export function numberAt({ numbers }: Columns, { id, row }: Cell): number {
  return numbers[id]?.[row] ?? NaN;
}

/** The name of a row of a category; `undefined` where it has none. */
export function nameIn(column: CategoryColumn | undefined, row: number): string | undefined {
  const code = column?.codes[row] ?? MISSING_CODE;
  return code === MISSING_CODE ? undefined : column?.names[code];
}

/** The name in a cell of a category; `undefined` where there is none. */
export function categoryAt({ categories }: Columns, { id, row }: Cell): string | undefined {
  return nameIn(categories[id], row);
}

/** The key of a row under a profile; `undefined` where it has none. */
export function keyAt(
  columns: Columns,
  { profile, row }: { readonly profile: KeyProfile; readonly row: number },
): Key | undefined {
  const tonic = pitchClassOf(categoryAt(columns, { id: `key_${profile}`, row }) ?? "");
  const name = categoryAt(columns, { id: `scale_${profile}`, row });
  const scale = SCALES.find((scale) => scale === name);
  return tonic && scale ? { tonic, scale } : undefined;
}

/**
 * The key of every row under a profile, as one number: semitones of the tonic above C, and 12 more for
 * minor. {@linkcode MISSING_CODE} where a row has none. Shape `(n,)`.
 */
export function keyCodes({ categories, length }: Columns, profile: KeyProfile): Uint8Array {
  const tonics = categories[`key_${profile}`];
  const scales = categories[`scale_${profile}`];
  const codes = new Uint8Array(length).fill(MISSING_CODE);
  if (!tonics || !scales) return codes;
  const tonicAt = tonics.names.map((name) => (PITCH_CLASSES as readonly string[]).indexOf(name));
  const scaleAt = scales.names.map((name) => (SCALES as readonly string[]).indexOf(name));
  for (let i = 0; i < length; i++) {
    const tonic = tonicAt[tonics.codes[i]!] ?? -1;
    const scale = scaleAt[scales.codes[i]!] ?? -1;
    if (tonic >= 0 && scale >= 0) codes[i] = tonic + 12 * scale;
  }
  return codes;
}

/** The keys that {@linkcode keyCodes} number: twelve of major, twelve of minor. */
export const KEYS: readonly Key[] = SCALES.flatMap((scale) =>
  PITCH_CLASSES.map((tonic) => ({ tonic, scale }))
);

/** A key in words: `A minor`. */
export function keyText({ tonic, scale }: Key): string {
  return `${tonic} ${scale}`;
}

/** The style with the largest activation of a row; `undefined` where none is known. */
export function styleAt(
  { topStyle }: Columns,
  row: number,
): { readonly parent: string; readonly name: string } | undefined {
  const style = STYLES[topStyle?.[row] ?? -1];
  return style === undefined ? undefined : splitStyle(style);
}

/** What a track is called in a list: its title, else the file's name without folders and ending. */
export function titleAt({ texts: { title, path } }: Columns, row: number): string {
  return title[row] || nameOf(path[row] ?? "");
}

/** Whether the audio of a row is on this machine. */
export function isAudible({ audio }: Columns, row: number): boolean {
  return audio?.[row] !== 0;
}

/** What the player has to know of a row. */
export function playableAt(columns: Columns, row: number): Playable {
  return playableOf({
    id: columns.ids[row]!,
    title: titleAt(columns, row),
    artist: columns.texts.artist[row],
    duration: numberAt(columns, { id: "duration", row }),
    loudness: numberAt(columns, { id: "loudness", row }),
    truePeak: numberAt(columns, { id: "true_peak", row }),
    audio: isAudible(columns, row),
  });
}
