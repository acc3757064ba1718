import { useMemo } from "preact/hooks";
import { countText, tickText } from "../../charts/mod.ts";
import { CATALOGUE, CATEGORY_DESCRIPTORS, MISSING_CODE } from "../../domain/mod.ts";
import { DEFAULT_THRESHOLD, withClause, withoutClause } from "../../query/mod.ts";
import { columns, query, rangeOf, setQuery, setView, view, withRange } from "../explore_state.ts";
import { type Colouring, colouringOf, type Swatch } from "./colouring.ts";
import { hasValues } from "./shown.ts";

/** By what the map is coloured. */
export function ColourChoice() {
  const all = columns.value;
  const choices = useMemo(() => {
    if (!all) return [];
    const there = CATALOGUE.filter((entry) =>
      entry.kind === "number"
        ? hasValues(all.numbers[entry.id])
        : all.categories[entry.id]?.codes.some((code) => code !== MISSING_CODE) ?? false
    ).map(({ id, label }) => ({ id, label }));
    const styles = all.categories["style_parent"] ? [{ id: "style_parent", label: "Style" }] : [];
    return [...styles, ...there];
  }, [all]);
  return (
    <label>
      Colour
      <select
        class="input"
        value={view.value.colour}
        onChange={(event) => setView({ colour: event.currentTarget.value })}
      >
        {choices.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
      </select>
    </label>
  );
}

/** What the colours mean; a click on one filters by it. */
export function Legend() {
  const all = columns.value;
  const { colour } = view.value;
  const colouring = useMemo(
    () => all && (colouringOf(all, colour) ?? colouringOf(all, "tempo")),
    [all, colour],
  );
  if (!colouring) return null;
  return colouring.edges
    ? <Ramp colouring={colouring} edges={colouring.edges} />
    : <Names colouring={colouring} />;
}

function Ramp(
  { colouring, edges }: { readonly colouring: Colouring; readonly edges: readonly number[] },
) {
  const { id, label, descriptor, swatches } = colouring;
  const range = rangeOf(id);
  const active = range.min !== undefined || range.max !== undefined;
  const unit = descriptor?.unit ? ` ${descriptor.unit}` : "";
  return (
    <div class="legend ramp" role="group" aria-label={`Colour: ${label}`}>
      <span class="muted num">{tickText(edges[0]!)}{unit}</span>
      {swatches.map((swatch, i) => {
        const [from, to] = [edges[i]!, edges[i + 1]!];
        const inside = !active ||
          (from >= (range.min ?? -Infinity) && to <= (range.max ?? Infinity));
        const words = `${tickText(from)} to ${tickText(to)}${unit}: ${countText(swatch.count)}`;
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
    </div>
  );
}

function Names({ colouring }: { readonly colouring: Colouring }) {
  const there = colouring.swatches.filter(({ count }) => count > 0);
  return (
    <div class="legend names" role="group" aria-label={`Colour: ${colouring.label}`}>
      {there.toSorted((a, b) => b.count - a.count).map((swatch) => {
        const on = isWanted(colouring.id, swatch.name);
        return (
          <button
            key={swatch.name}
            type="button"
            class={on ? "legend-name on" : "legend-name"}
            aria-pressed={on}
            onClick={() => toggleName(colouring.id, swatch)}
          >
            <span class={`swatch ${swatch.colour}`} aria-hidden="true" />
            {swatch.name} <span class="muted num">{countText(swatch.count)}</span>
          </button>
        );
      })}
    </div>
  );
}

function isWanted(id: string, name: string): boolean {
  const clause = query.value.clauses[id === "style_parent" ? "style" : id];
  if (clause?.kind === "category") return clause.names.includes(name);
  return clause?.kind === "activation" && clause.terms.some((term) => term.name === name);
}

function toggleName(id: string, { name }: Swatch): void {
  if (id === "style_parent") return toggleParent(name);
  const before = query.peek();
  const clause = before.clauses[id];
  const names = clause?.kind === "category" ? clause.names : [];
  const wanted = names.includes(name) ? names.filter((n) => n !== name) : [...names, name];
  const all = CATEGORY_DESCRIPTORS.find((entry) => entry.id === id)?.names ?? wanted;
  setQuery(
    wanted.length === 0 ? withoutClause(before, id) : withClause(before, {
      kind: "category",
      descriptor: id,
      names: all.filter((n) => wanted.includes(n)),
      missing: "exclude",
    }),
  );
}

function toggleParent(name: string): void {
  const before = query.peek();
  const clause = before.clauses["style"];
  const terms = clause?.kind === "activation" ? clause.terms : [];
  const left = terms.filter((term) => term.name !== name);
  const wanted = left.length < terms.length
    ? left
    : [...terms, { name, threshold: DEFAULT_THRESHOLD }];
  setQuery(
    wanted.length === 0 ? withoutClause(before, "style") : withClause(before, {
      kind: "activation",
      set: "styles",
      exclude: false,
      mode: "any",
      terms: wanted,
      missing: "exclude",
    }),
  );
}
