import { methodAsked, TEMPO_METHODS, type TempoMethod } from "../analysis/mod.ts";
import type { Table } from "../collection/mod.ts";

/**
 * The tempo method that most tracks of a collection were asked for; of equally many the plainer one,
 * `auto` where nothing is known.
 */
export function usualTempo({ stages }: Pick<Table, "stages">): TempoMethod {
  const counts: Record<TempoMethod, number> = { multifeature: 0, degara: 0, auto: 0 };
  for (const { tempo } of stages) {
    const method = tempo?.asked === undefined ? undefined : methodAsked(tempo.asked);
    if (method) counts[method]++;
  }
  const most = Math.max(...Object.values(counts));
  return most === 0 ? "auto" : TEMPO_METHODS.find((method) => counts[method] === most)!;
}
