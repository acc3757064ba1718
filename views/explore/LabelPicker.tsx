import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import {
  aspectsOf,
  countText,
  fold,
  LABEL_ASPECTS,
  type LabelAspect,
  type LabelColumn,
  labelDescriptorId,
  numberText,
} from "../../domain/mod.ts";
import { type LabelClause, withClause, withoutClause } from "../../query/mod.ts";
import { brushed, columns, keyProfile, query, setQuery, useClause } from "../../linked/mod.ts";
import { ChoiceButtons, FoldedChoices } from "./ChoiceButtons.tsx";
import { crossOf, groupingOf } from "./grouping.ts";
import { askForLabels, labelClauseId, labelsAsked, toggleLabel } from "./label_clauses.ts";

/** Labels that are listed at once. */
const MOST = 60;

/** The labels of one set, found by typing, with counts, below those above them in its hierarchy. */
export function LabelPicker({ column }: { readonly column: LabelColumn }) {
  const { set } = column;
  const asked = [
    useClause(labelClauseId({ set: set.id, exclude: false })),
    useClause(labelClauseId({ set: set.id, exclude: true })),
  ];
  const opened = useSignal(false);
  const aspects = aspectsOf(column);
  const askedBeside = aspects.some((aspect) =>
    query.value.clauses[labelDescriptorId(set.id, aspect)]
  );
  const open = opened.value || askedBeside || asked.some((clause) => clause !== undefined);
  return (
    <details
      class="filter"
      open={open}
      onToggle={(event) => opened.value = event.currentTarget.open}
    >
      <summary>{set.name}</summary>
      {open && set.classes.length > 0 && (
        <Picking column={column} keep={keptBy(asked[0])} drop={keptBy(asked[1])} />
      )}
      {open && aspects.map((aspect) => <AspectChoice key={aspect} set={set} aspect={aspect} />)}
    </details>
  );
}

const ASPECT_WORDS: Readonly<Record<LabelAspect, Readonly<Record<string, string>>>> = {
  split: {},
  known_bad: { no: "not known to be bad", yes: "known to be bad" },
};

/** The parts of a set's split, or what is known to be bad, with counts. */
function AspectChoice(
  { set, aspect }: { readonly set: LabelColumn["set"]; readonly aspect: LabelAspect },
) {
  const id = labelDescriptorId(set.id, aspect);
  const clause = useClause(id);
  const counts = useCounts(id);
  const on = clause?.kind === "category" ? clause.names : [];
  const names = LABEL_ASPECTS[aspect];
  const ask = (wanted: readonly string[]) => {
    const before = query.peek();
    setQuery(
      wanted.length === 0 ? withoutClause(before, id) : withClause(before, {
        kind: "category",
        descriptor: id,
        names: names.filter((name) => wanted.includes(name)),
        missing: "exclude",
      }),
    );
  };
  const toggled = (name: string) =>
    on.includes(name) ? on.filter((other) => other !== name) : [...on, name];
  return (
    <ul
      class="choices"
      aria-label={`${aspect === "split" ? "Split" : "Known to be bad"}: ${set.name}`}
    >
      {names.map((name, code) => (
        <li key={name} class="choice-row">
          <ChoiceButtons
            name={ASPECT_WORDS[aspect][name] ?? name}
            on={on.includes(name)}
            counts={{ selected: counts?.selected[code] ?? 0, all: counts?.all[code] ?? 0 }}
            onChoose={() => ask(toggled(name))}
            onLeaveOut={() => ask(names.filter((other) => other !== name))}
          >
            <span>{ASPECT_WORDS[aspect][name] ?? name}</span>
          </ChoiceButtons>
        </li>
      ))}
    </ul>
  );
}

function keptBy(clause: ReturnType<typeof useClause>): LabelClause | undefined {
  return clause?.kind === "label" ? clause : undefined;
}

interface PickingProps {
  readonly column: LabelColumn;
  readonly keep: LabelClause | undefined;
  readonly drop: LabelClause | undefined;
}

function Picking({ column, keep, drop }: PickingProps) {
  const { set } = column;
  const typed = useSignal("");
  const counts = useCounts(labelDescriptorId(set.id));
  const find = `Find among ${countText(set.classes.length)} labels`;
  return (
    <>
      {set.classes.length > 8 && (
        <input
          class="input wide"
          type="search"
          aria-label={`${find} of ${set.name}`}
          placeholder={find}
          autocomplete="off"
          value={typed.value}
          onInput={(event) => typed.value = event.currentTarget.value}
        />
      )}
      {set.several && keep && keep.names.length > 1 && (
        <label class="check">
          <input
            type="checkbox"
            checked={keep.mode === "all"}
            onChange={(event) =>
              askForLabels({ ...keep, mode: event.currentTarget.checked ? "all" : "any" })}
          />
          all of them at once
        </label>
      )}
      {set.strength !== undefined && keep && keep.names.length > 0 && (
        <Strength clause={keep} word={set.strength} />
      )}
      <Choices
        column={column}
        typed={fold(typed.value.trim())}
        counts={counts}
        on={{ keep: keep?.names ?? [], drop: drop?.names ?? [] }}
      />
      <Unlabelled column={column} keep={keep} />
    </>
  );
}

function Strength({ clause, word }: { readonly clause: LabelClause; readonly word: string }) {
  const { over = 0, ...open } = clause;
  return (
    <label class="term">
      <span>{word} ≥</span>
      <input
        type="range"
        class="slider"
        min="0"
        max="1"
        step="0.05"
        value={over}
        onChange={(event) => {
          const least = Number(event.currentTarget.value);
          askForLabels(least > 0 ? { ...open, over: least } : open);
        }}
      />
      <output class="num">{numberText(over, 2)}</output>
    </label>
  );
}

/** The tracks of which the set says nothing. */
function Unlabelled(
  { column: { set, present }, keep }: Pick<PickingProps, "column" | "keep">,
) {
  const without = useMemo(() => present.reduce((sum, there) => sum + 1 - there, 0), [present]);
  if (without === 0) return null;
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={keep?.missing === "only"}
        onChange={(event) =>
          askForLabels({
            ...labelsAsked({ set: set.id, exclude: false }),
            ...(event.currentTarget.checked
              ? { names: [], missing: "only" }
              : { missing: "exclude" }),
          })}
      />
      only the {countText(without)} that it does not know
    </label>
  );
}

/** Tracks by label: of those that match everything but what this picker asks, and of all. */
interface LabelCounts {
  readonly selected: Uint32Array;
  readonly all: Uint32Array;
}

function useCounts(id: string): LabelCounts | undefined {
  const all = columns.value;
  const grouping = useMemo(
    () => all && groupingOf(all, { id, profile: keyProfile.peek() }),
    [all, id],
  );
  const selection = brushed.value?.selection;
  return grouping && selection && crossOf(grouping, {
    columns: undefined,
    mask: selection.maskWithout([id, `not.${id}`]),
  });
}

interface Tree {
  readonly set: LabelColumn["set"];
  readonly counts: LabelCounts | undefined;
  /** Labels that have tracks, those of most first. */
  readonly order: (indices: readonly number[]) => readonly number[];
  /** Labels right below one. */
  readonly below: (index: number) => readonly number[];
  readonly on: { readonly keep: readonly string[]; readonly drop: readonly string[] };
}

function Choices({ column: { set }, typed, counts, on }: {
  readonly column: LabelColumn;
  readonly typed: string;
  readonly counts: LabelCounts | undefined;
  readonly on: Tree["on"];
}) {
  const children = useMemo(() => {
    const parents = set.parents ?? set.classes.map(() => -1);
    return Map.groupBy(set.classes.keys(), (index) => parents[index] ?? -1);
  }, [set]);
  const below = (index: number) => typed === "" ? children.get(index) ?? [] : [];
  const order = (indices: readonly number[]) =>
    indices.filter((index) => (counts?.all[index] ?? 0) > 0)
      .sort((a, b) => counts!.selected[b]! - counts!.selected[a]! || a - b);
  const found = order(
    typed === ""
      ? below(-1)
      : [...set.classes.keys()].filter((index) => fold(set.classes[index]!).includes(typed)),
  );
  const tree: Tree = { set, counts, order, below, on };
  return (
    <ul class="choices">
      {found.length === 0 && <li class="muted">No label is called that</li>}
      {found.slice(0, MOST).map((index) => <Branch key={index} index={index} tree={tree} />)}
      {found.length > MOST && (
        <li class="muted">{countText(found.length - MOST)} more: type to find them</li>
      )}
    </ul>
  );
}

/** A label, and those below it in the hierarchy. */
function Branch({ index, tree }: { readonly index: number; readonly tree: Tree }) {
  const { set, order, below } = tree;
  const under = order(below(index));
  const choice = <Choice index={index} tree={tree} />;
  if (under.length === 0) return <li class="choice-row">{choice}</li>;
  return (
    <FoldedChoices
      label={`Labels below ${set.classes[index]}`}
      choice={choice}
      below={() => under.map((at) => <Branch key={at} index={at} tree={tree} />)}
    />
  );
}

function Choice(
  { index, tree: { set, counts, on } }: { readonly index: number; readonly tree: Tree },
) {
  const name = set.classes[index]!;
  return (
    <ChoiceButtons
      name={name}
      on={on.keep.includes(name)}
      out={on.drop.includes(name)}
      counts={{ selected: counts?.selected[index] ?? 0, all: counts?.all[index] ?? 0 }}
      onChoose={() => toggleLabel({ set: set.id, exclude: false }, name)}
      onLeaveOut={() => toggleLabel({ set: set.id, exclude: true }, name)}
    >
      <span>{name}</span>
    </ChoiceButtons>
  );
}
