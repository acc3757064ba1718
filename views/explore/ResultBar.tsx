import { useMemo } from "preact/hooks";
import { type Columns, countText, plural } from "../../domain/mod.ts";
import { describeClause, formatQuery } from "../../query/mod.ts";
import {
  brushed,
  columns,
  DEFAULT_DRAWER,
  dropClause,
  pinned,
  query,
  resetQuery,
  rows,
  setView,
  view,
} from "../../linked/mod.ts";
import { startDrag } from "../../player/mod.ts";
import { addToPlaylist, waitingLabels } from "./by_hand.ts";
import { allPlayables, chosenPlaces } from "./chosen.ts";
import { ChosenTools } from "./ChosenTools.tsx";
import { ColumnChoice } from "./ColumnChoice.tsx";
import { groupingsOf } from "./grouping.ts";
import { Download } from "./Download.tsx";

/** How many tracks match, and what can be done with them. */
export function ResultBar() {
  const all = columns.value;
  const selection = brushed.value?.selection;
  if (!all || !selection) return null;
  return (
    <div class="result-bar">
      <p
        class="count"
        role="status"
        draggable
        title="Drag all of them to a playlist or the queue"
        onDragStart={(event) => startDrag(event, { tracks: allPlayables() })}
      >
        <strong class="num">{countText(selection.count)}</strong> of{" "}
        <span class="num">{countText(all.length)}</span>
      </p>
      {chosenPlaces.value.places.size > 0 ? <ChosenTools /> : (
        <>
          <GroupsToggle all={all} />
          {!view.value.groups && <ColumnChoice all={all} />}
          <button
            type="button"
            class="button"
            disabled={selection.count === 0}
            onClick={() => addToPlaylist(Array.from(rows.peek(), (r) => all.ids[r]!))}
          >
            Save as playlist
          </button>
          <button
            type="button"
            class="button"
            data-key="l"
            title="Label by hand (l)"
            disabled={selection.count === 0}
            onClick={() =>
              waitingLabels.value = pinned.peek().length > 0
                ? { tracks: pinned.peek().map((row) => all.ids[row]!) }
                : { query: formatQuery(query.peek()), count: selection.count }}
          >
            {pinned.value.length > 0 ? `Label ${pinned.value.length} pinned` : "Label all"}
          </button>
          <Download />
        </>
      )}
    </div>
  );
}

/** Counts by group in place of the table, and back. */
function GroupsToggle({ all }: { readonly all: Columns }) {
  const first = useMemo(() => groupingsOf(all)[0]?.id, [all]);
  const { groups, drawer } = view.value;
  if (first === undefined) return null;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={groups !== undefined}
      title="How many of them in each style, tag, key or label"
      onClick={() =>
        setView({
          groups: groups ? undefined : { rows: first, across: undefined },
          drawer: drawer === 0 ? DEFAULT_DRAWER : drawer,
        })}
    >
      Groups
    </button>
  );
}

/** Says which clause leaves nothing over, and drops it; all, where none of them does so alone. */
export function NothingMatches() {
  const selection = brushed.value?.selection;
  if (!selection || selection.count > 0 || selection.columns.length === 0) return null;
  const culprit = selection.whichClauseExcludesMost();
  const clause = culprit && query.value.clauses[culprit.id];
  if (!culprit || !clause) return null;
  if (culprit.without === 0) {
    return (
      <div class="nothing" role="status">
        <p>No track matches: each is left out by two filters or more.</p>
        <button type="button" class="button primary" onClick={resetQuery}>Drop all</button>
      </div>
    );
  }
  const words = describeClause(clause);
  return (
    <div class="nothing" role="status">
      <p>
        No track matches. <strong>{words}</strong> excludes most: without it,{" "}
        {plural(culprit.without, "track matches", "tracks match")}.
      </p>
      <button type="button" class="button primary" onClick={() => dropClause(culprit.id)}>
        Drop {words}
      </button>
    </div>
  );
}
