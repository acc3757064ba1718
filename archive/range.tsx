import { Button } from "../components/mod.ts";
import type { NumberDescriptor } from "../domain/mod.ts";
import { formatQuery, type NumberClause, type Query, withoutClause } from "../query/mod.ts";

/** Parameters of the form that asks for a range; the address that it leads to has none of them. */
const OF = "of";
const FROM = "from";
const TO = "to";

/** The clause of a query about a descriptor that is a range. */
export function rangeOf(query: Query, id: string): NumberClause | undefined {
  const clause = query.clauses[id];
  return clause?.kind === "number" ? clause : undefined;
}

/** Where a range is typed; works without script. The bars of a chart are links to a bin each. */
export function RangeForm({ query, descriptor }: {
  readonly query: Query;
  readonly descriptor: NumberDescriptor;
}) {
  const { id, label, unit, bin } = descriptor;
  const range = rangeOf(query, id);
  const rest = new URLSearchParams(formatQuery(withoutClause(query, id)));
  const ends = [
    { name: FROM, text: "from", value: range?.min },
    { name: TO, text: "to", value: range?.max },
  ];
  return (
    <form class="row" action="/" aria-label={`Range of ${label}`}>
      {[...rest, [OF, id] as const].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {ends.map(({ name, text, value }) => (
        <input
          key={name}
          class="input"
          style={{ width: "6.5rem" }}
          type="number"
          name={name}
          step="any"
          value={value ?? ""}
          placeholder={unit === "" ? text : `${text}, ${unit}`}
          aria-label={`${label}, ${text}${unit === "" ? "" : ` (${unit}, bars are ${bin} wide)`}`}
        />
      ))}
      <Button type="submit" aria-label={`Filter by ${label}`}>Filter</Button>
    </form>
  );
}

/** The address of the query that such a form asks for; `undefined` where no form was sent. */
export function rangeAddress(params: URLSearchParams, ids: readonly string[]): string | undefined {
  const id = params.get(OF);
  if (id === null || !ids.includes(id)) return undefined;
  const rest = new URLSearchParams(params);
  for (const name of [OF, FROM, TO, id]) rest.delete(name);
  const [from, to] = [FROM, TO].map((name) => (params.get(name) ?? "").trim());
  if (from !== "" || to !== "") rest.set(id, `${from}..${to}`);
  const text = rest.toString();
  return text === "" ? "/" : `/?${text}`;
}
