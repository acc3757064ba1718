import { Button } from "../../components/mod.ts";
import type { NumberDescriptor } from "../../domain/mod.ts";
import { formatQuery, type Query, withoutClause } from "../../query/mod.ts";

/** Parameters of the form that asks for a range; the address that it leads to has none of them. */
export const RANGE_PARAMETERS = { of: "of", from: "from", to: "to" } as const;

/** Where a range is typed; works without script. */
export function RangeForm({ query, descriptor }: {
  readonly query: Query;
  readonly descriptor: NumberDescriptor;
}) {
  const { id, label, unit, bin } = descriptor;
  const clause = query.clauses[id];
  const range = clause?.kind === "number" ? clause : undefined;
  const rest = new URLSearchParams(formatQuery(withoutClause(query, id)));
  const ends = [
    { name: RANGE_PARAMETERS.from, value: range?.min },
    { name: RANGE_PARAMETERS.to, value: range?.max },
  ];
  return (
    <form class="range" action="/" aria-label={`Range of ${label}`}>
      {[...rest, [RANGE_PARAMETERS.of, id] as const].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {ends.map(({ name, value }) => (
        <input
          key={name}
          class="input"
          type="number"
          name={name}
          step="any"
          value={value ?? ""}
          placeholder={unit === "" ? name : `${name}, ${unit}`}
          aria-label={`${label}, ${name}${unit === "" ? "" : ` (${unit}, bars are ${bin} wide)`}`}
        />
      ))}
      <Button type="submit" aria-label={`Filter by ${label}`}>Filter</Button>
    </form>
  );
}
