import { useSignal } from "@preact/signals";
import { countText, type NumberDescriptor, plural } from "../../domain/mod.ts";
import { hasOctaves, type NumberClause, withClause, withoutClause } from "../../query/mod.ts";
import { query, type Range, rangeOf, setQuery, withRange } from "../../linked/mod.ts";

/** Exact bounds to type, half and double of a tempo, and what becomes of missing values. */
export function RangeFields(
  { descriptor, missing }: { readonly descriptor: NumberDescriptor; readonly missing: number },
) {
  const { id } = descriptor;
  const range = rangeOf(id);
  const clause = query.value.clauses[id];
  const number = clause?.kind === "number" ? clause : undefined;
  /** A bound beyond the other one opens that, which belonged to the range before. */
  const set = (bound: Range) => {
    const { min = -Infinity, max = Infinity } = { ...range, ...bound };
    setQuery(withRange(query.peek(), { id, ...(min > max ? {} : range), ...bound }));
  };
  const change = (part: Partial<NumberClause>) => {
    if (number) setQuery(withClause(query.peek(), { ...number, ...part }));
  };
  return (
    <div class="range-fields">
      <Bound
        descriptor={descriptor}
        end="min"
        value={range.min}
        set={(min) => set({ min })}
      />
      <span class="muted" aria-hidden="true">–</span>
      <Bound
        descriptor={descriptor}
        end="max"
        value={range.max}
        set={(max) => set({ max })}
      />
      {number && hasOctaves(id) && number.missing !== "only" && (
        <label class="check" title="Count half and double of the tempo as matches">
          <input
            type="checkbox"
            checked={number.octaves}
            onChange={(event) =>
              change({ octaves: event.currentTarget.checked })}
          />
          ½ ×2
        </label>
      )}
      {missing > 0 && (
        <MissingChoice id={id} count={missing} clause={number} label={descriptor.label} />
      )}
      {clause && (
        <button
          type="button"
          class="clear"
          aria-label={`Drop ${descriptor.label}`}
          onClick={() => setQuery(withoutClause(query.peek(), id))}
        >
          ×
        </button>
      )}
    </div>
  );
}

function Bound(
  { descriptor, end, value, set }: {
    readonly descriptor: NumberDescriptor;
    readonly end: "min" | "max";
    readonly value: number | undefined;
    readonly set: (value: number | undefined) => void;
  },
) {
  const fault = useSignal(false);
  const usual = descriptor.range[end === "min" ? 0 : 1];
  return (
    <input
      class="input bound num"
      inputMode="decimal"
      aria-label={`${descriptor.label} ${end === "min" ? "from" : "to"}${
        descriptor.unit && `, ${descriptor.unit}`
      }`}
      aria-invalid={fault.value}
      placeholder={String(usual)}
      value={value ?? ""}
      onChange={(event) => {
        const text = event.currentTarget.value.trim().replace(",", ".").replace("−", "-");
        const number = text === "" ? undefined : Number(text);
        fault.value = Number.isNaN(number);
        if (!fault.value) set(number);
      }}
    />
  );
}

function MissingChoice(
  { id, count, clause, label }: {
    readonly id: string;
    readonly count: number;
    readonly clause: NumberClause | undefined;
    readonly label: string;
  },
) {
  const choose = (value: string) => {
    const before = query.peek();
    if (value === "only") {
      setQuery(withClause(before, {
        kind: "number",
        descriptor: id,
        octaves: false,
        missing: "only",
      }));
    } else if (clause && clause.missing !== "only") {
      setQuery(withClause(before, { ...clause, missing: value === "include" ? value : "exclude" }));
    } else setQuery(withoutClause(before, id));
  };
  const open = !clause || clause.missing === "only";
  return (
    <select
      class="missing-choice"
      aria-label={`${plural(count, "track")} without ${label}`}
      value={clause?.missing ?? "any"}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {open
        ? <option value="any">{countText(count)} missing</option>
        : <option value="exclude">without {countText(count)} missing</option>}
      {!open && <option value="include">with {countText(count)} missing</option>}
      <option value="only">only {countText(count)} missing</option>
    </select>
  );
}
