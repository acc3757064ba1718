import { countText, plural } from "../domain/mod.ts";
import { Chip } from "../components/mod.ts";
import { describeClause, type RankTerm } from "../query/mod.ts";
import { problems, query } from "./_asked.ts";
import { dropClause, resetQuery, setQuery } from "./_history.ts";
import { brushed } from "./_selection.ts";
import { saidOf } from "./_words.ts";

/** Everything that is asked for, each removable, and what could not be read of the address. */
export function Chips() {
  const { clauses, rank } = query.value;
  const ids = Object.keys(clauses);
  const selection = brushed.value?.selection;
  if (ids.length === 0 && rank.length === 0 && problems.value.length === 0) return null;
  return (
    <>
      <ul class="chips" aria-label="What is set">
        {ids.map((id) => {
          const words = describeClause(clauses[id]!);
          const missing = selection?.missing(id) ?? 0;
          const said = saidOf(id);
          const excluded = missing > 0 && excludesMissing(id);
          return (
            <li key={id}>
              <Chip on removeLabel={`Drop ${words}`} onRemove={() => dropClause(id)}>
                <span
                  title={excluded
                    ? `${plural(missing, "track is", "tracks are")} left out: no value`
                    : words}
                >
                  {words}
                  {said && <span class="muted said">{said}</span>}
                  {excluded && <span class="muted">, {countText(missing)} without</span>}
                </span>
              </Chip>
            </li>
          );
        })}
        {rank.map((term) => (
          <li key={`rank ${term.of} ${term.name}`}>
            <Chip
              on
              removeLabel={`Drop the ranking by ${term.name}`}
              onRemove={() => setQuery(withoutTerm(term))}
            >
              ranked by {term.name.replace("---", ": ")} × {term.weight}
            </Chip>
          </li>
        ))}
        {ids.length + rank.length > 1 && (
          <li class="drop-all">
            <button type="button" class="button quiet" onClick={resetQuery}>Drop all</button>
          </li>
        )}
      </ul>
      {problems.value.map(({ parameter, value, reason }) => (
        <p key={parameter} class="problem" role="status">
          Not read: <code>{parameter}={value}</code>: {reason}
        </p>
      ))}
    </>
  );
}

function excludesMissing(id: string): boolean {
  const clause = query.value.clauses[id];
  return clause !== undefined && "missing" in clause && clause.missing === "exclude";
}

function withoutTerm(term: RankTerm) {
  const before = query.peek();
  return { ...before, rank: before.rank.filter((other) => other !== term) };
}
