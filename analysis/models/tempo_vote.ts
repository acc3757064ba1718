import { absent, type Bpm, type Measured, present, TEMPO_TOLERANCE } from "../../domain/mod.ts";
import type { MelSpectrogram } from "../signal/mod.ts";
import type { TempoHeard } from "./inference.ts";
import type { Network } from "./registry.ts";
import { rowOf, type Rows } from "./rows.ts";

/** Tempo of TempoCNN's first class; each further one is 1 BPM more. */
const LOWEST: Bpm = 30;

/** Whether all of a patch has one value, as silence has: it says nothing of tempo. */
function isConstant(mel: MelSpectrogram, first: number, frames: number): boolean {
  const start = first * mel.bands, end = start + frames * mel.bands;
  for (let i = start + 1; i < end; i++) if (mel.data[i] !== mel.data[start]) return false;
  return true;
}

/**
 * Majority vote over the patches of TempoCNN, each for its most probable tempo, as Essentia's TempoCNN
 * does; a tie goes to the tempo of more probability in all. Silent patches have no vote. Absent where the
 * vote falls on either end of the range, which is where the network puts what has no tempo.
 */
export function tempoVote(
  tempi: Rows,
  mel: MelSpectrogram,
  network: Network,
): Measured<TempoHeard> {
  const votes = new Map<Bpm, { count: number; probability: number }>();
  const sums = new Float64Array(tempi.width);
  let voters = 0;
  for (let p = 0; p < tempi.count; p++) {
    if (isConstant(mel, p * network.takes.hop, network.takes.patch)) continue;
    const row = rowOf(tempi, p);
    const best = row.reduce((at, value, i) => value > row[at]! ? i : at, 0);
    const vote = votes.get(LOWEST + best) ?? { count: 0, probability: 0 };
    votes.set(LOWEST + best, { count: vote.count + 1, probability: vote.probability + row[best]! });
    row.forEach((probability, i) => sums[i]! += probability);
    voters++;
  }
  const [winner] = [...votes].sort(([, a], [, b]) =>
    b.count - a.count || b.probability - a.probability
  );
  if (!winner) return absent("silent");
  if (winner[0] === LOWEST || winner[0] === LOWEST + tempi.width - 1) return absent("unsteady");
  return present({
    bpm: winner[0],
    confidence: winner[1].probability / voters,
    ambiguity: ambiguityOf(winner[0], sums),
  });
}

/** The share of half and double, of what they and the tempo have of the probability. */
function ambiguityOf(tempo: Bpm, probabilities: Float64Array): number {
  const about = (bpm: Bpm) =>
    probabilities.reduce(
      (sum, p, i) => Math.abs((LOWEST + i) / bpm - 1) <= TEMPO_TOLERANCE ? sum + p : sum,
      0,
    );
  const others = about(tempo / 2) + about(tempo * 2);
  return others / (others + about(tempo));
}
