import { NO_AUDIO, type Playable } from "../components/mod.ts";
import type { Columns } from "../domain/mod.ts";
import { titleAt } from "./_table_columns.ts";

/** What the player has to know of a row. */
export function playableAt(columns: Columns, row: number): Playable {
  const artist = columns.texts.artist[row];
  return {
    id: columns.ids[row]!,
    title: titleAt(columns, row),
    ...(artist ? { artist } : {}),
    ...(columns.audio?.[row] === 0 ? { silent: NO_AUDIO } : {}),
    ...numberAt("duration", columns.numbers["duration"]?.[row]),
    ...numberAt("loudness", columns.numbers["loudness"]?.[row]),
    ...numberAt("truePeak", columns.numbers["true_peak"]?.[row]),
  };
}

function numberAt(name: "duration" | "loudness" | "truePeak", value: number | undefined) {
  return value === undefined || Number.isNaN(value) ? {} : { [name]: value };
}
