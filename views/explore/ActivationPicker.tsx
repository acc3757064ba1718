import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { parentColour } from "../../charts/mod.ts";
import {
  type ActivationSet,
  fold,
  numberText,
  splitStyle,
  STYLE_PARENTS,
} from "../../domain/mod.ts";
import {
  type ActivationClause,
  type ActivationTerm,
  DEFAULT_THRESHOLD,
  isParent,
  type Mask,
  topClasses,
  withClause,
} from "../../query/mod.ts";
import {
  brushed,
  changeQuery,
  columns,
  query,
  setQuery,
  settle,
  useClause,
} from "../../linked/mod.ts";
import { askForStrongest, rankBy, toggleTerm, toggleTop } from "./activation_clauses.ts";
import { countActivations, countTops } from "./activation_counts.ts";
import { ChoiceButtons, FoldedChoices } from "./ChoiceButtons.tsx";
import { RankTerms } from "./RankTerms.tsx";

const WORDS = {
  styles: { id: "style", title: "Style", find: "Find among 400 styles" },
  tags: { id: "tag", title: "Tag", find: "Find among 50 tags" },
} as const;

/** How long counts wait for a brush to rest, ms: they go through all activations. */
const REST = 250;

/** Styles or tags: found by typing, with counts; as filter, exclusion and ranking. */
export function ActivationPicker({ set }: { readonly set: ActivationSet }) {
  const words = WORDS[set];
  const typed = useSignal("");
  const chosen = [useClause(words.id), useClause(`not.${words.id}`)];
  const [keep, drop] = chosen.map((c) => c?.kind === "activation" ? c : undefined);
  const top = useClause(`${words.id}.top`) !== undefined;
  const asked = useSignal(false);
  const strongest = top || asked.value;
  const counts = useCounts(set, strongest);
  const ranked = useComputed(() => query.value.rank).value.some((term) => term.of === words.id);
  return (
    <details class="filter" open={set === "styles" || Boolean(keep || drop || top || ranked)}>
      <summary>{words.title}</summary>
      {keep && <Terms clause={keep} title="with" />}
      {drop && <Terms clause={drop} title="without" />}
      {ranked && <RankTerms of={set === "styles" ? "style" : "tag"} />}
      <input
        class="input wide"
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        autocomplete="off"
        value={typed.value}
        onInput={(event) => typed.value = event.currentTarget.value}
      />
      <label class="check" title={`Each track has one strongest ${words.id}, whatever its size`}>
        <input
          type="checkbox"
          checked={strongest}
          onChange={(event) => {
            asked.value = event.currentTarget.checked;
            askForStrongest(set, asked.value);
          }}
        />
        only where it is the strongest
      </label>
      <p class="muted definition">
        {strongest
          ? `Each track counts once, by its strongest ${words.id}.`
          : `Counts tracks with at least ${
            numberText(DEFAULT_THRESHOLD, 2)
          }, so one can count in several; the legend counts each once.`}
      </p>
      <Choices set={set} typed={typed.value} counts={counts} strongest={strongest} />
    </details>
  );
}

/** Tracks by class: of those that match everything but what this picker asks, and of all. */
interface ClassCounts {
  readonly selected: ReadonlyMap<string, number>;
  readonly all: ReadonlyMap<string, number>;
}

function useCounts(set: ActivationSet, strongest: boolean): ClassCounts {
  const counts = useSignal<ClassCounts>({ selected: new Map(), all: new Map() });
  const whole = useSignal<{ readonly of: string; readonly all: ClassCounts["all"] } | undefined>(
    undefined,
  );
  const mode = useSignal(strongest);
  mode.value = strongest;
  useSignalEffect(() => {
    const selection = brushed.value?.selection;
    const all = columns.value;
    const activations = all?.activations[set];
    const tops = mode.value && all ? topClasses(all, set) : undefined;
    if (!selection || !activations) return;
    const { id } = WORDS[set];
    const timer = setTimeout(() => {
      const count = (mask: Mask) =>
        tops
          ? countTops(activations.labels, { tops, mask })
          : countActivations(activations, { mask, threshold: DEFAULT_THRESHOLD });
      const of = `${selection.columns.length} ${tops !== undefined}`;
      if (whole.peek()?.of !== of) {
        whole.value = { of, all: count(new Uint8Array(selection.columns.length).fill(1)) };
      }
      counts.value = {
        selected: count(selection.maskWithout([id, `${id}.top`])),
        all: whole.peek()!.all,
      };
    }, counts.peek().all.size === 0 ? 0 : REST);
    return () => clearTimeout(timer);
  });
  return counts.value;
}

interface ChoicesProps {
  readonly set: ActivationSet;
  readonly typed: string;
  readonly counts: ClassCounts;
  /** Whether a choice asks for the class with the largest activation. */
  readonly strongest: boolean;
}

/** Parents with their styles folded away; while one types, whatever matches. */
function Choices({ set, typed, counts, strongest }: ChoicesProps) {
  const labels = columns.value?.activations[set]?.labels ?? [];
  const groups = useMemo(() => groupsOf(labels, set), [labels, set]);
  const wanted = fold(typed.trim());
  const count = (name: string) => counts.selected.get(name) ?? 0;
  const byCount = (names: readonly string[]) => names.toSorted((a, b) => count(b) - count(a));
  if (set === "tags" || wanted !== "") {
    const all = set === "tags" ? labels : [...STYLE_PARENTS, ...labels];
    const found = byCount(all.filter((name) => fold(name).includes(wanted))).slice(0, 60);
    return (
      <ul class="choices">
        {found.length === 0 && <li class="muted">No {WORDS[set].id} is called that</li>}
        {found.map((name) => (
          <li key={name} class="choice-row">
            <Choice {...{ set, name, strongest, counts }} full />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul class="choices">
      {byCount([...groups.keys()]).map((parent) => (
        <Parent
          key={parent}
          name={parent}
          styles={groups.get(parent)!}
          {...{ counts, strongest }}
        />
      ))}
    </ul>
  );
}

/** A parent of styles, with its styles. */
function Parent(
  { name, styles, counts, strongest }: {
    readonly name: string;
    readonly styles: readonly string[];
    readonly counts: ClassCounts;
    readonly strongest: boolean;
  },
) {
  const count = (style: string) => counts.selected.get(style) ?? 0;
  return (
    <FoldedChoices
      label={`Styles of ${name}`}
      choice={<Choice set="styles" {...{ name, strongest, counts }} />}
      below={() =>
        styles.toSorted((a, b) => count(b) - count(a)).map((style) => (
          <li key={style} class="choice-row">
            <Choice set="styles" name={style} {...{ counts, strongest }} />
          </li>
        ))}
    />
  );
}

function groupsOf(labels: readonly string[], set: ActivationSet): ReadonlyMap<string, string[]> {
  return set === "tags" ? new Map() : Map.groupBy(labels, (label) => splitStyle(label).parent);
}

interface ChoiceProps {
  readonly set: ActivationSet;
  readonly name: string;
  readonly counts: ClassCounts;
  readonly strongest: boolean;
  /** Shows the parent too. */
  readonly full?: boolean;
}

function Choice({ set, name, counts, strongest, full = false }: ChoiceProps) {
  const { parent, name: own } = splitStyle(name);
  const id = WORDS[set].id;
  const clause = useClause(strongest ? `${id}.top` : id);
  const on = clause?.kind === "top"
    ? clause.names.includes(name)
    : clause?.kind === "activation" && clause.terms.some((term) => term.name === name);
  return (
    <>
      <ChoiceButtons
        name={own}
        on={on}
        counts={{ selected: counts.selected.get(name) ?? 0, all: counts.all.get(name) ?? 0 }}
        onChoose={() =>
          strongest ? toggleTop(set, name) : toggleTerm(set, { name, exclude: false })}
        onLeaveOut={() => toggleTerm(set, { name, exclude: true })}
      >
        {set === "styles" && <span class={`swatch ${parentColour(parent)}`} aria-hidden="true" />}
        <span>
          {isParent(name) ? parent : own}
          {full && !isParent(name) && set === "styles" && <span class="muted">{parent}</span>}
        </span>
      </ChoiceButtons>
      <button
        type="button"
        class="small"
        title={`Rank by ${own}`}
        aria-label={`Rank by ${own}`}
        onClick={() => rankBy(set, name)}
      >
        ↑
      </button>
    </>
  );
}

function Terms({ clause, title }: { readonly clause: ActivationClause; readonly title: string }) {
  const change = (part: Partial<ActivationClause>) =>
    withClause(query.peek(), { ...clause, ...part });
  const withTerm = (changed: ActivationTerm) =>
    change({
      terms: clause.terms.map((term) => term.name === changed.name ? changed : term),
    });
  return (
    <div class="terms">
      {clause.terms.map((term) => (
        <label key={term.name} class="term">
          <span>{title} {splitStyle(term.name).name} ≥</span>
          <input
            type="range"
            class="slider"
            min="0.05"
            max="0.95"
            step="0.05"
            value={term.threshold}
            onInput={(event) =>
              changeQuery(
                withTerm({ ...term, threshold: Number(event.currentTarget.value) }),
                `${title} ${term.name}`,
              )}
            onChange={settle}
          />
          <output class="num">{numberText(term.threshold, 2)}</output>
        </label>
      ))}
      {clause.terms.length > 1 && !clause.exclude && (
        <label class="check">
          <input
            type="checkbox"
            checked={clause.mode === "all"}
            onChange={(event) =>
              setQuery(change({ mode: event.currentTarget.checked ? "all" : "any" }))}
          />
          all of them at once
        </label>
      )}
    </div>
  );
}
