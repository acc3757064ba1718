import { countText, OPINION_NAMES, type OpinionName, type TwoOpinions } from "../../domain/mod.ts";
import { withClause, withoutClause } from "../../query/mod.ts";
import { brushed, query, setQuery } from "../../linked/mod.ts";

const TEXT: Readonly<Record<OpinionName, string>> = {
  agree: "both models agree",
  undecided: "one is undecided",
  disagree: "uncertain: they are opposite",
};

/** Tracks on which two models agree on a question, or are opposite. */
export function OpinionChoice({ asked }: { readonly asked: TwoOpinions }) {
  const { id, question } = asked;
  const clause = query.value.clauses[id];
  const value = clause?.kind === "category" && clause.names.length === 1 ? clause.names[0]! : "";
  const counts = brushed.value?.selection.counts(id).selected;
  const choose = (name: string) => {
    const before = query.peek();
    setQuery(
      name === "" ? withoutClause(before, id) : withClause(before, {
        kind: "category",
        descriptor: id,
        names: [name],
        missing: "exclude",
      }),
    );
  };
  return (
    <details class="filter" open={clause !== undefined}>
      <summary>Two opinions on {question}</summary>
      <label class="row">
        <select
          class="input wide"
          aria-label={`Two opinions on ${question}`}
          value={value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">any</option>
          {OPINION_NAMES.map((name, code) => (
            <option key={name} value={name}>
              {TEXT[name]} ({countText(counts?.[code] ?? 0)})
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
