import type { Seconds } from "../../domain/mod.ts";

/** Before this, trackers are still finding the beat. */
const SETTLED: Seconds = 5;
const BINS = 40;
/** Bits that entropy is taken from: those of the bins are 5.32, of which essentia.js takes the whole ones. */
const BITS = Math.floor(Math.log2(BINS));
const round = Math.fround;

/** Borders between the bins of the errors; what lies beyond the last one belongs to the first bin. */
const BORDERS = borders();

/**
 * The one of several beat sequences that agrees best with the others, and how far they agree on
 * average, as Essentia's TempoTapMaxAgreement has them: how far, in bits, the errors of one sequence's
 * beats against the other's are from being evenly distributed (Zapata et al. 2012), 5 at the most.
 *
 * @param candidates Two or more, beat positions in seconds, ascending.
 */
export function agreeOnBeats(
  candidates: readonly Float32Array[],
): { readonly beats: Float32Array; readonly confidence: number } {
  const settled = candidates.map((beats) => beats.filter((beat) => beat >= SETTLED));
  const agreements = settled.map((one) =>
    meanOf(settled.filter((other) => other !== one).map((other) => agreement(one, other)))
  );
  const best = agreements.indexOf(Math.max(...agreements));
  return { beats: candidates[best]!, confidence: meanOf(agreements) };
}

function meanOf(values: readonly number[]): number {
  return round(values.reduce((sum, value) => round(sum + value), 0) / values.length);
}

function agreement(one: Float32Array, other: Float32Array): number {
  if (one.length < 2 || other.length < 2) return 0;
  return round(BITS - Math.max(entropy(one, other), entropy(other, one)));
}

/** Entropy of the errors of beats against those of another sequence, as shares of its intervals. */
function entropy(beats: Float32Array, reference: Float32Array): number {
  const counts = new Float64Array(BINS);
  let nearest = 0;
  for (const beat of beats) {
    nearest = nearestTo(beat, { reference, from: nearest });
    const error = wrapped(errorAt(nearest, { beat, reference }));
    const bin = BORDERS.findIndex((border) => error < border);
    counts[bin < 0 ? 0 : bin]! += 1;
  }
  return counts.reduce((sum, count) => {
    const share = count / beats.length;
    return share > 0 ? sum - share * Math.log2(share) : sum;
  }, 0);
}

/** Place of the nearest beat of a sequence, the earlier of two, known to be none before `from`. */
function nearestTo(
  beat: Seconds,
  { reference, from }: { readonly reference: Float32Array; readonly from: number },
): number {
  const distanceOf = (at: number) => round(Math.abs(reference[at]! - beat));
  let nearest = from;
  while (nearest + 1 < reference.length && distanceOf(nearest + 1) < distanceOf(nearest)) nearest++;
  return nearest;
}

/** How far a beat lies behind one of a sequence, as a share of the interval on that side. */
function errorAt(
  nearest: number,
  { beat, reference }: { readonly beat: Seconds; readonly reference: Float32Array },
): number {
  const error = round(beat - reference[nearest]!);
  const isLast = nearest === reference.length - 1;
  const from = isLast || (nearest > 0 && error < 0) ? nearest - 1 : nearest;
  const half = round(0.5 * round(reference[from + 1]! - reference[from]!));
  return round(0.5 * error / half);
}

/** An error as one between -0.5 and 0.5 intervals. */
function wrapped(error: number): number {
  const shifted = error + 0.5;
  return round(shifted - Math.floor(shifted) - 0.5);
}

function borders(): Float32Array {
  const width = round(1 / (BINS - 1));
  const centres = [-0.5];
  for (let centre = round(-0.5 + 1.5 * width); centre <= 0.5 - 1.5 * width;) {
    centres.push(centre);
    centre = round(centre + width);
  }
  centres.push(0.5);
  return Float32Array.from(centres.slice(1), (centre, i) => round(centres[i]! + centre) / 2);
}
