import { useMemo } from "preact/hooks";
import { type Columns, countText } from "../../domain/mod.ts";
import { describeClause } from "../../query/mod.ts";
import {
  brushed,
  COLUMN_IDS,
  columns,
  dropClause,
  hasColumn,
  keyProfile,
  query,
  rows,
  setView,
  tableColumns,
  tableIds,
} from "../../linked/mod.ts";
import { startDrag } from "../../player/mod.ts";
import { addToPlaylist } from "./by_hand.ts";
import { allPlayables, chosenPlaces } from "./chosen.ts";
import { ChosenTools } from "./ChosenTools.tsx";
import { Download } from "./Download.tsx";
import { Menu } from "./Menu.tsx";

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
          <ColumnChoice all={all} />
          <button
            type="button"
            class="button"
            disabled={selection.count === 0}
            onClick={() => addToPlaylist(Array.from(rows.peek(), (r) => all.ids[r]!))}
          >
            Save as playlist
          </button>
          <Download />
        </>
      )}
    </div>
  );
}

function ColumnChoice({ all }: { readonly all: Columns }) {
  const table = tableIds.value;
  const there = useMemo(() => COLUMN_IDS.filter((id) => id !== "title" && hasColumn(all, id)), [
    all,
  ]);
  const toggle = (id: string) => {
    const next = table.includes(id) ? table.filter((other) => other !== id) : [...table, id];
    if (next.length > 0) setView({ table: next });
  };
  return (
    <Menu label="Columns">
      {tableColumns(there, keyProfile.value).map(({ id, label }) => (
        <label key={id} class="check">
          <input type="checkbox" checked={table.includes(id)} onChange={() => toggle(id)} />
          {label}
        </label>
      ))}
    </Menu>
  );
}

/** Says which clause leaves nothing over, and drops it. */
export function NothingMatches() {
  const selection = brushed.value?.selection;
  if (!selection || selection.count > 0 || selection.columns.length === 0) return null;
  const culprit = selection.whichClauseExcludesMost();
  const clause = culprit && query.value.clauses[culprit.id];
  if (!culprit || !clause) return null;
  const words = describeClause(clause);
  return (
    <div class="nothing" role="status">
      <p>
        No track matches. <strong>{words}</strong> excludes most: without it,{" "}
        {culprit.without === 1 ? "1 track matches" : `${countText(culprit.without)} tracks match`}.
      </p>
      <button type="button" class="button primary" onClick={() => dropClause(culprit.id)}>
        Drop {words}
      </button>
    </div>
  );
}
