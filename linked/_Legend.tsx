import { Counted, countedText } from "./_Counted.tsx";
import { useMemo } from "preact/hooks";
import { tickText } from "../charts/mod.ts";
import {
  type ActivationSet,
  CATALOGUE,
  countText,
  labelDescriptors,
  labelNamed,
  MISSING_CODE,
} from "../domain/mod.ts";
import { type Clause, type ClauseId, withClause, withoutClause } from "../query/mod.ts";
import { query, rangeOf, withRange } from "./_asked.ts";
import { colour, colouring as colouringNow } from "./_coloured.ts";
import type { Colouring, Swatch } from "./_colouring.ts";
import { columns } from "./_columns.ts";
import { hasActivations, hasColumn, hasValues } from "./_facets.ts";
import { meets } from "./_brush.ts";
import { setQuery, setView } from "./_history.ts";
import { brushed } from "./_selection.ts";

/** By what the map is coloured. */
export function ColourChoice(
  { more = [] }: {
    /** What can be chosen besides what the columns hold. */
    readonly more?: readonly { readonly id: string; readonly label: string }[];
  },
) {
  const all = columns.value;
  const choices = useMemo(() => {
    if (!all) return [];
    const there = CATALOGUE.filter((entry) =>
      entry.kind === "number"
        ? hasValues(all.numbers[entry.id])
        : all.categories[entry.id]?.codes.some((code) => code !== MISSING_CODE) ?? false
    ).map(({ id, label }) => ({ id, label }));
    const labels = labelDescriptors(all).filter(({ id }) => hasColumn(all, id));
    return [
      ...(all.categories["style_parent"] && hasActivations(all, "styles")
        ? [{ id: "style_parent", label: "Style" }]
        : []),
      ...(hasActivations(all, "tags") ? [{ id: "tag_top", label: "Tag" }] : []),
      ...there,
      ...labels,
    ];
  }, [all]);
  return (
    <label>
      Colour
      <select
        class="input"
        value={colour.value}
        onChange={(event) => setView({ colour: event.currentTarget.value })}
      >
        {[...more, ...choices].map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
      </select>
    </label>
  );
}

/** What the colours mean: a click on one filters by it, with shift by it alone. */
export function Legend() {
  const colouring = colouringNow.value;
  if (!colouring) return null;
  return colouring.edges
    ? <Ramp colouring={colouring} edges={colouring.edges} />
    : <Names colouring={colouring} />;
}

function Ramp(
  { colouring, edges }: { readonly colouring: Colouring; readonly edges: readonly number[] },
) {
  const { id, label, swatches } = colouring;
  const range = rangeOf(id);
  const counts = selectedCounts(colouring);
  const unit = colouring.unit ? ` ${colouring.unit}` : "";
  return (
    <div class="legend ramp" role="group" aria-label={`Colour: ${label}`}>
      <span class="muted num">{tickText(edges[0]!)}{unit}</span>
      {swatches.map((swatch, i) => {
        const [from, to] = [edges[i]!, edges[i + 1]!];
        const inside = meets(range, { from, to });
        const words = `${tickText(from)} to ${tickText(to)}${unit}: ${
          countedText(counts[i]!, swatch.count)
        }`;
        return (
          <button
            key={swatch.name}
            type="button"
            class={inside ? `step ${swatch.colour}` : `step out ${swatch.colour}`}
            title={words}
            aria-label={words}
            onClick={() => setQuery(withRange(query.peek(), { id, min: from, max: to }))}
          />
        );
      })}
      <span class="muted num">{tickText(edges.at(-1)!)}{unit}</span>
      <Missing count={colouring.missing} />
    </div>
  );
}

/** The commonest first; what stands for several names after all that have a colour of their own. */
function othersLast(a: Swatch, b: Swatch): number {
  return Number(a.names !== undefined) - Number(b.names !== undefined) || b.count - a.count;
}

function Names({ colouring }: { readonly colouring: Colouring }) {
  const counts = selectedCounts(colouring);
  const there = colouring.swatches.map((swatch, code) => ({ ...swatch, selected: counts[code]! }))
    .filter(({ count }) => count > 0);
  const some = there.some((swatch) => isWanted(colouring.id, swatch));
  if (!colouring.filters) {
    return (
      <div class="legend names" role="group" aria-label={`Colour: ${colouring.label}`}>
        {there.map(({ name, colour, count, selected }) => (
          <span key={name} class="legend-name">
            <span class={`swatch ${colour}`} aria-hidden="true" />
            {name} <Counted selected={selected} all={count} />
          </span>
        ))}
        <Missing count={colouring.missing} />
        <span class="muted">{colouring.label}</span>
      </div>
    );
  }
  return (
    <div class="legend names" role="group" aria-label={`Colour: ${colouring.label}`}>
      {there.toSorted(othersLast).map((swatch) => {
        const on = isWanted(colouring.id, swatch);
        return (
          <button
            key={swatch.name}
            type="button"
            class={on ? "legend-name on" : some ? "legend-name out" : "legend-name"}
            aria-pressed={on}
            title={`${
              swatch.names ? `${swatch.names.join(", ")}. ` : ""
            }Click adds or drops it; with shift only it stays`}
            onClick={(event) => toggleName(colouring.id, swatch, { alone: event.shiftKey })}
          >
            <span class={`swatch ${swatch.colour}`} aria-hidden="true" />
            {swatch.name} <Counted selected={swatch.selected} all={swatch.count} />
          </button>
        );
      })}
      <Missing count={colouring.missing} />
      {colouring.by && <span class="muted">each track by {colouring.by}</span>}
    </div>
  );
}

/** Tracks by swatch that match everything that is asked but what this legend asks. Shape `(256,)`. */
function selectedCounts({ id, codes }: Colouring): Uint32Array {
  const counts = new Uint32Array(256);
  const selection = brushed.value?.selection;
  if (!selection || selection.columns.length !== codes.length) return counts;
  const mask = selection.maskWithout([TOPS[id]?.id ?? id]);
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]! += mask[row]!;
  return counts;
}

/** Tracks that the map shows without a colour. */
function Missing({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span class="legend-name muted">
      <span class="swatch missing" aria-hidden="true" />
      no value <span class="num">{countText(count)}</span>
    </span>
  );
}

/** Colourings by the largest activation, and the clauses that filter by it. */
const TOPS: Readonly<Record<string, { readonly id: ClauseId; readonly set: ActivationSet }>> = {
  style_parent: { id: "style.top", set: "styles" },
  tag_top: { id: "tag.top", set: "tags" },
};

function isWanted(id: string, swatch: Swatch): boolean {
  const clause = query.value.clauses[TOPS[id]?.id ?? id];
  if (clause?.kind !== "category" && clause?.kind !== "top" && clause?.kind !== "label") {
    return false;
  }
  return namesOf(swatch).every((name) => clause.names.includes(name));
}

function namesOf(swatch: Swatch): readonly string[] {
  return swatch.names ?? [swatch.name];
}

function toggleName(id: string, swatch: Swatch, { alone }: { readonly alone: boolean }): void {
  const before = query.peek();
  const top = TOPS[id];
  const clauseId = top?.id ?? id;
  const clause = before.clauses[clauseId];
  const old = clause && "names" in clause ? clause.names : [];
  const names = alone
    ? namesOf(swatch)
    : isWanted(id, swatch)
    ? old.filter((name) => !namesOf(swatch).includes(name))
    : [...new Set([...old, ...namesOf(swatch)])];
  setQuery(
    names.length === 0 ? withoutClause(before, clauseId) : withClause(before, clauseOf(id, names)),
  );
}

/** The clause by which a colouring filters. */
function clauseOf(id: string, names: readonly string[]): Clause {
  const missing = "exclude";
  const top = TOPS[id];
  if (top) return { kind: "top", set: top.set, names, missing };
  const label = labelNamed(id);
  if (label && label.field === undefined) {
    return { kind: "label", set: label.set, exclude: false, mode: "any", names, missing };
  }
  return { kind: "category", descriptor: id, names: inOrder(id, names), missing };
}

function inOrder(id: string, names: readonly string[]): readonly string[] {
  const all = columns.peek()?.categories[id]?.names ?? names;
  return all.filter((name) => names.includes(name));
}
