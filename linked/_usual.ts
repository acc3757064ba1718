import { ACTIVATION_INFO, ACTIVATION_SETS, type Columns, voiceSources } from "../domain/mod.ts";
import { hasActivations, hasColumn, shownNumbers } from "./_facets.ts";

/** Columns of the table where others are not chosen, as far as the collection has them. */
const COLUMNS = [
  "artist",
  "style",
  "tempo",
  "key",
  "loudness",
  "voice",
  "energy",
  "duration",
] as const;

/** The columns that the table has until others are chosen: those with values. */
export function usualTable(columns: Columns): readonly string[] {
  const set = ACTIVATION_SETS.find((set) => hasActivations(columns, set));
  const [voice] = voiceSources(columns).toSorted((a, b) => b.n - a.n);
  const wanted = COLUMNS.map((id) => {
    if (id === "voice") return voice?.by ?? id;
    return id === "style" && set ? ACTIVATION_INFO[set].word : id;
  });
  const there = wanted.filter((id) => hasColumn(columns, id));
  return there.length > 0 ? there : ["path"];
}

/** By what the map is coloured until something else is chosen: the first of these with values. */
export function usualColour(columns: Columns): string {
  const styled = columns.categories["style_parent"] && hasActivations(columns, "styles");
  if (styled) return "style_parent";
  const set = ACTIVATION_SETS.find((set) => set !== "styles" && hasActivations(columns, set));
  if (set) return `${ACTIVATION_INFO[set].word}_top`;
  const { first, others } = shownNumbers(columns);
  return [...first, ...others][0]?.id ?? "tempo";
}
