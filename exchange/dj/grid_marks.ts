import type { Bpm, GridPart, Seconds } from "../../domain/mod.ts";

/** A place from which on a program counts beats at a tempo. */
export interface GridMark {
  readonly at: Seconds;
  readonly tempo: Bpm;
  /** Beats of the track before this one. */
  readonly before: number;
}

/** How far a mark's beats may stray before the next mark. */
const STRAY: Seconds = 0.002;

/**
 * The marks that write a grid where a tempo has so many decimals: as many as keep every beat within 2 ms.
 *
 * @param options.decimals Of the tempo, as a program keeps it.
 */
export function gridMarks(
  grid: readonly GridPart[],
  { decimals }: { readonly decimals: number },
): readonly GridMark[] {
  return grid.flatMap((part) => {
    const early = Math.max(0, Math.ceil(-part.start / part.period));
    const { period } = part;
    const [start, beats] = [part.start + early * period, part.beats - early];
    const before = part.before + early;
    const tempo = Number((60 / period).toFixed(decimals));
    const stray = Math.abs(60 / tempo - period);
    const apart = stray === 0 ? beats : Math.max(1, Math.floor(STRAY / stray));
    return Array.from({ length: Math.ceil(beats / apart) }, (_, i) => ({
      at: start + i * apart * period,
      tempo,
      before: before + i * apart,
    }));
  });
}
