import { type Seconds, type Strip, valueIn } from "../../domain/mod.ts";

const LOWEST = 40;
const OCTAVES = 3;
const ROWS_AN_OCTAVE = 24;
/** Over how long a tempo is looked for, and how often. */
const WINDOW: Seconds = 8;
const HOP: Seconds = 0.5;
/** Moments of a long track, which lie further apart. */
const MOST_COLUMNS = 1200;
/** Onsets nearer to each other than this are one: far below a beat at the highest tempo. */
const FINEST: Seconds = 0.02;

/** Tempo of each row of a tempogram from the bottom, BPM: as far apart everywhere on a scale of octaves. */
export const TEMPI: readonly number[] = Array.from(
  { length: OCTAVES * ROWS_AN_OCTAVE + 1 },
  (_, row) => LOWEST * 2 ** (row / ROWS_AN_OCTAVE),
);

const MADE = new WeakMap<Strip, Strip>();

/**
 * How strongly onsets recur at each of {@linkcode TEMPI}, around each moment: the product of the Fourier
 * transform, which is strong at multiples of a tempo too, and of the autocorrelation, which is strong at
 * its fractions too (Peeters 2007). Each moment by its strongest tempo, in [0, 1]; 0 throughout where
 * nothing recurs.
 */
export function tempogramOf(onset: Strip): Strip {
  const made = MADE.get(onset) ?? make(onset);
  MADE.set(onset, made);
  return made;
}

function make(onset: Strip): Strip {
  const { values, step } = noveltyOf(onset);
  const width = Math.max(2, Math.round(WINDOW / step));
  const length = values.length * step;
  const hop = Math.max(HOP, length / MOST_COLUMNS);
  const columns = Math.max(1, Math.floor(length / hop));
  const data = new Uint8Array(columns * TEMPI.length);
  const bases = TEMPI.map((tempo) => basisOf(tempo / 60, { width, step }));
  const part = new Float32Array(width);
  for (let c = 0; c < columns; c++) {
    const first = Math.round(c * hop / step - width / 2);
    for (let i = 0; i < width; i++) part[i] = values[first + i] ?? 0;
    writeColumn(part, { bases, step, into: data.subarray(c * TEMPI.length) });
  }
  const { id, start } = onset;
  return { id, start, rows: TEMPI.length, columns, step: hop, scale: [0, 1], data };
}

/** Onsets above their mean over a window, at a coarser step. */
function noveltyOf(onset: Strip): { readonly values: Float32Array; readonly step: Seconds } {
  const every = Math.max(1, Math.floor(FINEST / onset.step));
  const values = new Float32Array(Math.ceil(onset.columns / every));
  let sum = 0;
  for (let i = 0; i < onset.columns; i++) {
    const value = valueIn(onset, i);
    if (Number.isNaN(value)) continue;
    const at = Math.floor(i / every);
    values[at] = Math.max(values[at]!, value);
  }
  for (const value of values) sum += value;
  const mean = sum / Math.max(1, values.length);
  return { values: values.map((value) => Math.max(0, value - mean)), step: every * onset.step };
}

interface Basis {
  readonly cosine: Float32Array;
  readonly sine: Float32Array;
  /** Steps from one beat to the next. */
  readonly lag: number;
}

/** Waves of a frequency in Hz under a Hann window. */
function basisOf(
  frequency: number,
  { width, step }: { readonly width: number; readonly step: Seconds },
): Basis {
  const wave = (of: (angle: number) => number) =>
    Float32Array.from(
      { length: width },
      (_, i) =>
        of(2 * Math.PI * frequency * i * step) *
        (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (width - 1))),
    );
  return { cosine: wave(Math.cos), sine: wave(Math.sin), lag: 1 / (frequency * step) };
}

function writeColumn(
  part: Float32Array,
  { bases, step, into }: {
    readonly bases: readonly Basis[];
    readonly step: Seconds;
    readonly into: Uint8Array;
  },
): void {
  const most = Math.ceil(60 / LOWEST / step) + 1;
  const recurs = Float32Array.from({ length: most + 1 }, (_, lag) => recurrence(part, lag));
  const strengths = bases.map(({ cosine, sine, lag }) => {
    let [real, imaginary] = [0, 0];
    for (let i = 0; i < part.length; i++) {
      real += part[i]! * cosine[i]!;
      imaginary += part[i]! * sine[i]!;
    }
    const [below, share] = [Math.floor(lag), lag % 1];
    const again = (1 - share) * recurs[below]! + share * recurs[below + 1]!;
    return Math.hypot(real, imaginary) * again;
  });
  const strongest = Math.max(...strengths);
  if (!(strongest > 0)) return;
  strengths.forEach((strength, row) => into[row] = Math.round(255 * strength / strongest));
}

/** How like itself a part is, so many steps later. */
function recurrence(part: Float32Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < part.length; i++) sum += part[i]! * part[i - lag]!;
  return sum;
}
