import { beatGrid, type Bpm, type Seconds, type Strip } from "../../domain/mod.ts";
import { decode } from "../decode/mod.ts";
import { tempoOf } from "../descriptors/mod.ts";
import { onAttacks } from "./_on_attacks.ts";
import { monoOf, resample } from "../signal/mod.ts";

/** How the tempo of a track was found. */
export interface TempoFound {
  /** The method that gave the answer: multifeature, degara or guided. */
  readonly by: string | undefined;
  /** TempoCNN's estimate. */
  readonly tempocnn: Bpm | undefined;
}

/**
 * The beats behind a track's tempo, found again as the analysis found them, none where it finds none; and
 * their grid: parts of even spacing, moved onto the attacks of the sound, each a column of start and period in
 * seconds, number of beats, and beats before it.
 *
 * @throws {DecodeError} Where no sample can be had.
 */
export async function findBeats(
  path: string,
  { by, tempocnn }: TempoFound,
): Promise<readonly [beats: Strip, grid: Strip]> {
  const { signal, heard } = await decode(path, { mono: true });
  const x44k = resample(monoOf(signal), { from: signal.sampleRate, to: 44100 });
  const method = by === "degara" ? "degara" : by === "guided" ? "auto" : "multifeature";
  const tempo = tempoOf(x44k, { method, ...(tempocnn !== undefined && { tempocnn }) });
  const start: Seconds = heard?.[0] ?? 0;
  const beats = "value" in tempo ? tempo.value.beats : [];
  const data = Float32Array.from(beats, (beat) => start + beat);
  const grid = beatGrid(beats).map((part) => onAttacks(x44k, part));
  const rows = grid.map((
    { start: at, period, beats, before },
  ) => [start + at, period, beats, before]);
  return [
    { id: "beats", rows: 1, columns: data.length, start: 0, step: 0, data },
    {
      id: "grid",
      rows: 4,
      columns: rows.length,
      start: 0,
      step: 0,
      data: Float32Array.from(rows.flat()),
    },
  ];
}
