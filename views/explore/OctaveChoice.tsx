import { countText, numberDescriptorOf } from "../../domain/mod.ts";
import { withClause, withoutClause } from "../../query/mod.ts";
import { brushed, query, setQuery } from "../../linked/mod.ts";

const AMBIGUOUS = ["half", "double", "third", "triple"];

/** Tracks on which two tempo estimates differ by an octave. */
export function OctaveChoice() {
  const clause = query.value.clauses["tempo_octave"];
  const names = clause?.kind === "category" ? clause.names : [];
  const value = names.length === 0 ? "" : names.includes("agrees") ? "agrees" : "ambiguous";
  const counts = brushed.value?.selection.counts("tempo_octave").selected;
  const ambiguous = counts ? counts[1]! + counts[2]! + counts[3]! + counts[4]! : 0;
  const choose = (wanted: string) => {
    const before = query.peek();
    if (wanted === "") return setQuery(withoutClause(before, "tempo_octave"));
    setQuery(withClause(before, {
      kind: "category",
      descriptor: "tempo_octave",
      names: wanted === "agrees" ? ["agrees"] : AMBIGUOUS,
      missing: "exclude",
    }));
  };
  return (
    <details class="filter" open={value !== ""}>
      <summary>Tempo against TempoCNN</summary>
      <p class="muted">The beat tracker and TempoCNN may differ by half or double.</p>
      <label class="row">
        <select
          class="input wide"
          aria-label={`${numberDescriptorOf("tempo").label} against TempoCNN`}
          value={value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">any</option>
          <option value="agrees">both estimates agree ({countText(counts?.[0] ?? 0)})</option>
          <option value="ambiguous">one is half, double or triple ({countText(ambiguous)})</option>
        </select>
      </label>
    </details>
  );
}
