import {
  categoryAt,
  type Columns,
  keyAt,
  keyLabel,
  type KeyNotation,
  type KeyProfile,
  numberAt,
  splitStyle,
} from "../domain/mod.ts";

/** What can be written, each under its own name on the command line. */
export const TAG_KINDS = [
  "bpm",
  "key",
  "genre",
  "mood",
  "energy",
  "replaygain",
  "comment",
] as const;
/** One of {@linkcode TAG_KINDS}. */
export type TagKind = (typeof TAG_KINDS)[number];

/**
 * How far a value may be trusted: measured (loudness), sure (a key of all three profiles, a tempo whose
 * octave TempoCNN does not leave open), estimated by a network, or why it is neither.
 */
export const CERTAINTIES = [
  "measured",
  "sure",
  "estimated",
  "two profiles agree",
  "profiles differ",
  "octave open",
  "octave unknown",
] as const;
/** One of {@linkcode CERTAINTIES}. */
export type Certainty = (typeof CERTAINTIES)[number];

/** What a tag is to say, and how far that may be trusted. */
export interface TagFinding {
  readonly values: readonly string[];
  readonly certainty: Certainty;
}

/** How what was found becomes tags. */
export interface TagOptions {
  readonly kinds: readonly TagKind[];
  readonly notation: KeyNotation;
  readonly profile: KeyProfile;
  /** Leave out keys on which the profiles do not all agree, and tempi whose octave is open. */
  readonly sure: boolean;
  /** Styles of at least this activation become genres, in [0, 1]. */
  readonly genreFrom: number;
  /** Moods of at least this likelihood are named, in [0, 1]. */
  readonly moodFrom: number;
}

/** Values by tag, the name in capitals as TagLib has it. */
export type TagValues = Readonly<Record<string, readonly string[]>>;

/** Genres that a file is given at most. */
const MOST_GENRES = 3;
/** The octave is open where TempoCNN gives half or double the tempo so much, */
const OPEN_OCTAVE = 0.2;
/** and, where TempoCNN was not asked, from so much doubt on: both mark about one right tempo in ten. */
const OPEN_DOUBT = 0.4;
/** LUFS of ReplayGain 2.0, and of EBU R 128, which Opus takes. */
const REPLAYGAIN_LUFS = -18;
const R128_LUFS = -23;
/** Steps of Opus's gains a decibel (RFC 7845, section 5.2.1). */
const R128_STEPS = 256;
const MOODS = ["happy", "sad", "relaxed", "aggressive", "party"] as const;

/**
 * What is to be written of a track, as tags. What was not measured, or is not sure where that is asked
 * for, is not among them.
 *
 * @param opus Whether the file is Opus, whose gains are R128 tags.
 */
export function tagsFor(
  columns: Columns,
  row: number,
  { opus, albumLoudness, ...options }: TagOptions & {
    readonly opus: boolean;
    /** LUFS of the track's album; NaN where it has none. */
    readonly albumLoudness: number;
  },
): Readonly<Record<string, TagFinding>> {
  const at: Cells = { columns, row };
  const found: Record<string, TagFinding> = {};
  for (const kind of options.kinds) {
    if (kind === "replaygain") {
      for (const [tag, values] of Object.entries(gains(at, { opus, albumLoudness }))) {
        found[tag] = { values, certainty: "measured" };
      }
    } else {
      const [tag, values] = TEXTS[kind](at, options);
      if (values.length > 0) found[tag] = { values, certainty: certaintyOf(kind, at, options) };
    }
  }
  return found;
}

type TextKind = Exclude<TagKind, "replaygain">;

/** Of a comment, the first of key and tempo that is not sure; else that of its energy. */
function certaintyOf(
  kind: TextKind,
  at: Cells,
  options: Pick<TagOptions, "profile" | "notation" | "sure">,
): Certainty {
  if (kind === "bpm") return tempoCertainty(at);
  if (kind === "key") return keyCertainty(at, options.profile);
  if (kind !== "comment") return "estimated";
  const parts = [
    ...(keyTexts(at, options).length > 0 ? [keyCertainty(at, options.profile)] : []),
    ...(tempoTexts(at, options).length > 0 ? [tempoCertainty(at)] : []),
  ];
  return parts.find((part) => part !== "sure") ??
    (energyTexts(at).length > 0 ? "estimated" : "sure");
}

function tempoCertainty({ columns, row }: Cells): Certainty {
  const ambiguity = numberAt(columns, { id: "tempo_ambiguity", row });
  if (!Number.isNaN(ambiguity)) return ambiguity < OPEN_OCTAVE ? "sure" : "octave open";
  const doubt = numberAt(columns, { id: "tempo_doubt", row });
  if (Number.isNaN(doubt)) return "octave unknown";
  return doubt < OPEN_DOUBT ? "sure" : "octave open";
}

function keyCertainty({ columns, row }: Cells, profile: KeyProfile): Certainty {
  const agree = categoryAt(columns, { id: "keys_agree", row });
  if (agree === "all three") return "sure";
  return agree?.includes(profile) ? "two profiles agree" : "profiles differ";
}

interface Cells {
  readonly columns: Columns;
  readonly row: number;
}

const TEXTS: Readonly<
  Record<
    TextKind,
    (at: Cells, options: Omit<TagOptions, "kinds">) => [tag: string, values: string[]]
  >
> = {
  bpm: (at, options) => ["BPM", tempoTexts(at, options)],
  key: (at, options) => ["INITIALKEY", keyTexts(at, options)],
  genre: (at, { genreFrom }) => ["GENRE", stylesOf(at, genreFrom)],
  mood: (at, { moodFrom }) => ["MOOD", moodsOf(at, moodFrom)],
  energy: (at) => ["ENERGY", energyTexts(at)],
  comment: (at, options) => {
    const key = keyTexts(at, options);
    const bpm = tempoTexts(at, options).map((text) => `${text} BPM`);
    const energy = energyTexts(at).map((text) => `energy ${text}`);
    const parts = [...key, ...bpm, ...energy];
    return ["COMMENT", parts.length > 0 ? [parts.join(" · ")] : []];
  },
};

/** Whole beats a minute: ID3's frame and MP4's atom hold no others. */
function tempoTexts(at: Cells, { sure }: Pick<TagOptions, "sure">): string[] {
  const tempo = numberAt(at.columns, { id: "tempo", row: at.row });
  if (Number.isNaN(tempo)) return [];
  return sure && tempoCertainty(at) !== "sure" ? [] : [String(Math.round(tempo))];
}

function keyTexts(
  at: Cells,
  { profile, notation, sure }: Pick<TagOptions, "profile" | "notation" | "sure">,
): string[] {
  const key = keyAt(at.columns, { profile, row: at.row });
  if (!key) return [];
  return sure && keyCertainty(at, profile) !== "sure" ? [] : [keyLabel(key, notation)];
}

function stylesOf({ columns: { activations: { styles } }, row }: Cells, from: number): string[] {
  if (!styles) return [];
  const { offsets, classes, values, labels } = styles;
  const found: { readonly style: string; readonly value: number }[] = [];
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
    const value = values[at]! / 10_000;
    if (value >= from) found.push({ style: splitStyle(labels[classes[at]!]!).name, value });
  }
  return found.sort((a, b) => b.value - a.value).slice(0, MOST_GENRES).map(({ style }) => style);
}

function moodsOf({ columns, row }: Cells, from: number): string[] {
  return MOODS.filter((mood) => numberAt(columns, { id: `mood_${mood}`, row }) >= from)
    .map((mood) => mood[0]!.toUpperCase() + mood.slice(1));
}

/** 1 to 10, as DJ programs count. */
function energyTexts({ columns, row }: Cells): string[] {
  const energy = numberAt(columns, { id: "energy", row });
  return Number.isNaN(energy) ? [] : [String(Math.max(1, Math.ceil(10 * energy)))];
}

function gains(
  { columns, row }: Cells,
  { opus, albumLoudness }: { readonly opus: boolean; readonly albumLoudness: number },
): TagValues {
  const loudness = numberAt(columns, { id: "loudness", row });
  const truePeak = numberAt(columns, { id: "true_peak", row });
  const steps = (lufs: number) => [String(Math.round(R128_STEPS * (R128_LUFS - lufs)))];
  const decibels = (lufs: number) => [`${(REPLAYGAIN_LUFS - lufs).toFixed(2)} dB`];
  const values: Record<string, string[]> = {};
  const put = (scope: "TRACK" | "ALBUM", lufs: number) => {
    if (Number.isNaN(lufs)) return;
    if (opus) values[`R128_${scope}_GAIN`] = steps(lufs);
    else values[`REPLAYGAIN_${scope}_GAIN`] = decibels(lufs);
  };
  put("TRACK", loudness);
  put("ALBUM", albumLoudness);
  if (!opus && !Number.isNaN(truePeak)) {
    values.REPLAYGAIN_TRACK_PEAK = [(10 ** (truePeak / 20)).toFixed(6)];
  }
  return values;
}
