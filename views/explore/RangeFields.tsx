import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { countText, type NumberDescriptor, plural } from "../../domain/mod.ts";
import { hasOctaves, type NumberClause, withClause, withoutClause } from "../../query/mod.ts";
import { query, type Range, rangeOf, setQuery, withRange } from "../../linked/mod.ts";

/** Exact bounds to type, half and double of a tempo, and what becomes of missing values. */
export function RangeFields(
  { descriptor, missing }: { readonly descriptor: NumberDescriptor; readonly missing: number },
) {
  const { id } = descriptor;
  const range = rangeOf(id);
  const faultId = useId();
  const wrong = { min: useSignal(""), max: useSignal("") };
  const notRead = wrong.min.value || wrong.max.value;
  const clause = query.value.clauses[id];
  const number = clause?.kind === "number" ? clause : undefined;
  /** A bound beyond the other one opens that, which belonged to the range before. */
  const set = (bound: Range) => {
    const { min = -Infinity, max = Infinity } = { ...range, ...bound };
    setQuery(withRange(query.peek(), { id, ...(min > max ? {} : range), ...bound }));
  };
  const bound = (end: "min" | "max") => (
    <Bound
      descriptor={descriptor}
      end={end}
      value={range[end]}
      wrong={wrong[end]}
      faultId={faultId}
      set={(value) => set({ [end]: value })}
    />
  );
  const change = (part: Partial<NumberClause>) => {
    if (number) setQuery(withClause(query.peek(), { ...number, ...part }));
  };
  return (
    <>
      <div class="range-fields">
        {bound("min")}
        <span class="muted" aria-hidden="true">–</span>
        {bound("max")}
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
      {notRead && (
        <p class="fault" id={faultId} role="alert">
          “{notRead}” is no number: type one, or nothing for no bound
        </p>
      )}
    </>
  );
}

function Bound(
  { descriptor, end, value, wrong, faultId, set }: {
    readonly descriptor: NumberDescriptor;
    readonly end: "min" | "max";
    readonly value: number | undefined;
    /** What is typed and is no number; empty while nothing is wrong. */
    readonly wrong: Signal<string>;
    /** Id of the element that says why. */
    readonly faultId: string;
    readonly set: (value: number | undefined) => void;
  },
) {
  const usual = descriptor.range[end === "min" ? 0 : 1];
  useEffect(() => void (wrong.value = ""), [value]);
  return (
    <input
      class="input bound num"
      inputMode="decimal"
      aria-label={`${descriptor.label} ${end === "min" ? "from" : "to"}${
        descriptor.unit && `, ${descriptor.unit}`
      }`}
      aria-invalid={wrong.value !== ""}
      aria-describedby={wrong.value ? faultId : undefined}
      placeholder={String(usual)}
      value={wrong.value || (value ?? "")}
      onChange={(event) => {
        const typed = event.currentTarget.value.trim();
        const text = typed.replace(",", ".").replace("−", "-");
        const number = text === "" ? undefined : Number(text);
        wrong.value = Number.isNaN(number) ? typed : "";
        if (!wrong.value) set(number);
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
