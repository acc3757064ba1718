import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  capital,
  findDescriptor,
  formatValue,
  numberText,
  PITCH_CLASSES,
  type Seconds,
  type Strip,
  valueIn,
} from "../../domain/mod.ts";
import { type Ink, pictureOf } from "./ink.ts";
import { TEMPI, tempogramOf } from "./tempogram.ts";
import { type Ground, paintCurve, paintPeaks, paintPicture, paintTimes } from "./paint.ts";

/** A mark on the axis at the left of a lane: 0 at the bottom, 1 at the top. */
export interface AxisMark {
  readonly at: number;
  readonly text: string;
}

/** One picture along a track. */
export interface Lane {
  readonly id: string;
  readonly title: string;
  /** Height, px. */
  readonly height: number;
  readonly marks: readonly AxisMark[];
  /** Makes what is kept between two paintings, such as pictures, for a colour scheme. */
  readonly painter: (ink: Ink) => (ground: Ground) => void;
  /** What is read at a time and a height, 0..1 from the bottom. */
  readonly read: (time: Seconds, height: number) => string;
}

/** Bytes of a spectrogram below this, -80 dB, are ground. */
const MEL_FLOOR = 51;
const LOUDNESS = [-60, 0] as const;
const OCTAVE_MARKS = [100, 500, 1000, 2000, 5000, 10_000] as const;

/** The lanes that strips make, in the order in which they stand. */
export function lanesOf(strips: readonly Strip[]): readonly Lane[] {
  const one = (id: Strip["id"]) => strips.find((strip) => strip.id === id && strip.columns > 0);
  const [peaks, mel, chroma] = [one("peaks"), one("mel"), one("chroma")];
  const [onset, beats] = [one("onset"), one("beats")];
  const [momentary, shortTerm] = [one("momentary"), one("short_term")];
  const classes = ACTIVATION_SETS.flatMap((set) => {
    const strip = one(set);
    return strip ? [classLane(strip, set)] : [];
  });
  return [
    ...(peaks ? [peaksLane(peaks)] : []),
    ...(mel ? [melLane(mel)] : []),
    ...(chroma ? [chromaLane(chroma)] : []),
    ...(onset ? [onsetLane(onset, beats), tempogramLane(onset)] : []),
    ...(momentary ? [loudnessLane(momentary, shortTerm)] : []),
    ...classes,
    ...strips.filter(({ id }) => id.startsWith("curve.")).map(curveLane),
  ];
}

function columnAt({ start, step, columns }: Strip, time: Seconds): number {
  return Math.min(columns - 1, Math.max(0, Math.round((time - start) / step)));
}

function peaksLane(strip: Strip): Lane {
  return {
    id: "peaks",
    title: "Waveform",
    height: 72,
    marks: [{ at: 0.5, text: "0" }],
    painter: () => (ground) => paintPeaks(strip, ground),
    read: (time) => {
      const column = columnAt(strip, time);
      const level = Math.max(
        Math.abs(valueIn(strip, 2 * column)),
        Math.abs(valueIn(strip, 2 * column + 1)),
      );
      return level > 0 ? `${numberText(20 * Math.log10(level), 1)} dBFS` : "silence";
    },
  };
}

function melLane(strip: Strip): Lane {
  const hertz = strip.hertz ?? [];
  const rowOf = (height: number) =>
    Math.min(strip.rows - 1, Math.max(0, Math.floor(height * strip.rows)));
  return {
    id: "mel",
    title: "Mel spectrogram, dB",
    height: 150,
    marks: OCTAVE_MARKS.flatMap((mark) => {
      const row = hertz.findIndex((centre) => centre >= mark);
      return row < 0 ? [] : [{ at: (row + 0.5) / strip.rows, text: hertzText(mark) }];
    }),
    painter: (ink) => {
      const picture = pictureOf(strip, ink, MEL_FLOOR);
      return (ground) => paintPicture(strip, picture, ground);
    },
    read: (time, height) => {
      const row = rowOf(height);
      const centre = hertz[row] ?? NaN;
      const level = valueIn(strip, columnAt(strip, time) * strip.rows + row);
      return `${numberText(centre, 0)} Hz (${noteOf(centre)}), ${numberText(level, 0)} dB`;
    },
  };
}

function hertzText(hertz: number): string {
  return hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`;
}

/** The nearest note in equal temperament at 440 Hz, with its octave. */
export function noteOf(hertz: number): string {
  const semitones = Math.round(12 * Math.log2(hertz / 440)) + 57;
  if (!Number.isFinite(semitones)) return "–";
  return `${PITCH_CLASSES[(semitones % 12 + 12) % 12]}${Math.floor(semitones / 12)}`;
}

function rowsLane(
  strip: Strip,
  { title, names, height }: {
    readonly title: string;
    readonly names: readonly string[];
    readonly height: number;
  },
): Lane {
  const flip = strip.names !== undefined;
  const drawn = flip ? upsideDown(strip) : strip;
  const shown = flip ? names.toReversed() : names;
  return {
    id: strip.id,
    title,
    height,
    marks: shown.map((text, row) => ({ at: (row + 0.5) / strip.rows, text })),
    painter: (ink) => {
      const picture = pictureOf(drawn, ink);
      return (ground) => paintPicture(drawn, picture, ground);
    },
    read: (time, at) => {
      const row = Math.min(strip.rows - 1, Math.max(0, Math.floor(at * strip.rows)));
      const share = valueIn(drawn, columnAt(drawn, time) * strip.rows + row);
      return `${shown[row]} ${numberText(share, 2)}`;
    },
  };
}

/** The same with its first row on top. */
function upsideDown(strip: Strip): Strip {
  const { rows, columns } = strip;
  const data = new Uint8Array(strip.data.length);
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) data[c * rows + rows - 1 - r] = strip.data[c * rows + r]!;
  }
  return { ...strip, data };
}

function chromaLane(strip: Strip): Lane {
  return rowsLane(strip, { title: "Chromagram", names: PITCH_CLASSES, height: 144 });
}

function classLane(strip: Strip, set: ActivationSet): Lane {
  const title = capital(ACTIVATION_INFO[set].many);
  return rowsLane(strip, { title, names: strip.names ?? [], height: 14 * strip.rows });
}

function onsetLane(strip: Strip, beats: Strip | undefined): Lane {
  let most = 1;
  for (const value of strip.data) most = Math.max(most, value);
  return {
    id: "onset",
    title: beats ? `Onset strength and ${beats.columns} beats` : "Onset strength",
    height: 48,
    marks: [{ at: 0.9, text: `${numberText(most, 0)} dB` }, { at: 0.1, text: "0" }],
    painter: ({ wave }) => (ground) => {
      if (beats) paintTimes(beats, ground);
      paintCurve(strip, ground, { range: [0, most], colour: wave });
    },
    read: (time) => `rise of ${numberText(valueIn(strip, columnAt(strip, time)), 1)} dB`,
  };
}

const TEMPO_MARKS = [60, 120, 240] as const;

function tempogramLane(onset: Strip): Lane {
  const strip = tempogramOf(onset);
  return {
    id: "tempogram",
    title: "Tempogram: how strongly onsets recur, over 8 s",
    height: 96,
    marks: TEMPO_MARKS.map((tempo) => ({
      at: (TEMPI.findIndex((row) => row > tempo - 1) + 0.5) / strip.rows,
      text: `${tempo} BPM`,
    })),
    painter: (ink) => {
      const picture = pictureOf(strip, ink);
      return (ground) => paintPicture(strip, picture, ground);
    },
    read: (time, height) => {
      const row = Math.min(strip.rows - 1, Math.max(0, Math.floor(height * strip.rows)));
      const first = columnAt(strip, time) * strip.rows;
      const column = strip.data.subarray(first, first + strip.rows);
      const strongest = Math.max(...column);
      const most = strongest > 0
        ? `${numberText(TEMPI[column.indexOf(strongest)]!, 0)} BPM`
        : "none";
      return `${numberText(TEMPI[row]!, 0)} BPM ${
        numberText(valueIn(strip, first + row), 2)
      }, strongest ${most}`;
    },
  };
}

function loudnessLane(momentary: Strip, shortTerm: Strip | undefined): Lane {
  const [low, high] = LOUDNESS;
  return {
    id: "loudness",
    title: "Loudness: momentary thin, short-term thick",
    height: 64,
    marks: [-48, -24, -12].map((level) => ({
      at: (level - low) / (high - low),
      text: `${numberText(level, 0)} LUFS`,
    })),
    painter: ({ wave, bright }) => (ground) => {
      paintCurve(momentary, ground, { range: LOUDNESS, colour: wave });
      if (shortTerm) {
        paintCurve(shortTerm, ground, { range: LOUDNESS, colour: bright, thick: 2 });
      }
    },
    read: (time) => {
      const now = valueIn(momentary, columnAt(momentary, time));
      const slow = shortTerm ? valueIn(shortTerm, columnAt(shortTerm, time)) : NaN;
      return `momentary ${numberText(now, 1)}, short-term ${numberText(slow, 1)} LUFS`;
    },
  };
}

function curveLane(strip: Strip): Lane {
  const descriptor = findDescriptor(strip.id.slice("curve.".length));
  const number = descriptor?.kind === "number" ? descriptor : undefined;
  const [low, high] = number?.range ?? [0, 1];
  return {
    id: strip.id,
    title: descriptor?.label ?? strip.id,
    height: 40,
    marks: [{ at: 0.85, text: numberText(high, 0) }, { at: 0.15, text: numberText(low, 0) }],
    painter: ({ bright }) => (ground) =>
      paintCurve(strip, ground, { range: [low, high], colour: bright, thick: 1.5 }),
    read: (time) => {
      const value = valueIn(strip, columnAt(strip, time));
      return number ? formatValue(number, value) : numberText(value, 2);
    },
  };
}
