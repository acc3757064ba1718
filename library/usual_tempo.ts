import { methodAsked, TEMPO_METHODS, type TempoMethod } from "../analysis/mod.ts";
import type { Table } from "../collection/mod.ts";

/**
 * The tempo method that most tracks of a collection can have been analysed by; of equally many the
 * plainer one. A track names the method that was asked for; one of an earlier version only that which
 * gave its tempo, which `auto` chooses track by track: degara only where TempoCNN agrees, so that any
 * multifeature may have been `auto`'s choice, a degara only where the two agree.
 */
export function usualTempo({ columns, stages }: Pick<Table, "columns" | "stages">): TempoMethod {
  const octave = columns.categories["tempo_octave"];
  const agrees = octave?.names.indexOf("agrees");
  const counts: Record<TempoMethod, number> = { multifeature: 0, degara: 0, auto: 0 };
  for (const [row, { tempo }] of stages.entries()) {
    const { by, asked } = tempo ?? {};
    const method = asked === undefined ? undefined : methodAsked(asked);
    if (method) {
      counts[method]++;
      continue;
    }
    if (by === "multifeature" || by === "degara") counts[by]++;
    if (by !== "degara" || octave?.codes[row] === agrees) counts.auto += by === undefined ? 0 : 1;
  }
  const most = Math.max(...Object.values(counts));
  return most === 0 ? "auto" : TEMPO_METHODS.find((method) => counts[method] === most)!;
}
