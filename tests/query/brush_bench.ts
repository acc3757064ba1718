import { CATALOGUE, type Columns } from "../../domain/mod.ts";
import {
  createSelection,
  facetOf,
  type NumberClause,
  parseQuery,
  type Selection,
  withClause,
} from "../../query/mod.ts";
import { madeColumns } from "./fixtures.ts";

/** Every row of a small collection again and again, without texts, which a brush does not touch. */
function repeated(small: Columns, length: number): Columns {
  const numbers = Object.fromEntries(
    Object.entries(small.numbers).map(([id, column]) => [
      id,
      Float32Array.from({ length }, (_, i) => column[i * 7919 % small.length]!),
    ]),
  );
  const categories = Object.fromEntries(
    Object.entries(small.categories).map(([id, { codes, names }]) => [
      id,
      { names, codes: Uint8Array.from({ length }, (_, i) => codes[i * 7919 % small.length]!) },
    ]),
  );
  return { ...small, length, numbers, categories, activations: {} };
}

const SHOWN = CATALOGUE.filter((d) => !d.id.startsWith("strength_") && !d.id.startsWith("mood_"))
  .map((d) => d.id);
const { query } = parseQuery(new URLSearchParams("loudness=-30..-8&voice=0.2..0.9&arousal=3..8"));
const small = madeColumns(9973);

function brush(selection: Selection, [min, max]: readonly [number, number]): void {
  const clause: NumberClause = {
    kind: "number",
    descriptor: "tempo",
    min,
    max,
    octaves: false,
    missing: "exclude",
  };
  selection.setQuery(withClause(query, clause));
}

for (const length of [100_000, 1_000_000]) {
  const columns = repeated(small, length);
  const facets = SHOWN.map((id) => facetOf(columns, id)!);
  const selection = createSelection(columns, { facets });
  const group = `${length.toLocaleString("en")} tracks, ${facets.length} histograms, 4 clauses`;
  let at = 0;
  Deno.bench("drag a tempo brush 20 BPM wide on by 2 BPM", { group, baseline: true }, () => {
    at = (at + 2) % 120;
    brush(selection, [60 + at, 80 + at]);
  });
  let wide = false;
  Deno.bench("open the brush from nothing to everything, or close it", { group }, () => {
    wide = !wide;
    brush(selection, wide ? [0, 999] : [0, 1]);
  });
}
