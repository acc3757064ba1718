import { countText } from "../../domain/mod.ts";
import { describeClause } from "../../query/mod.ts";
import { brushed, columns, dropClause, query, rows } from "../../linked/mod.ts";
import { addToPlaylist } from "./by_hand.ts";
import { ColumnChoice } from "./ColumnChoice.tsx";
import { Download } from "./Download.tsx";

/** How many tracks match, and what can be done with them. */
export function ResultBar() {
  const all = columns.value;
  const selection = brushed.value?.selection;
  if (!all || !selection) return null;
  return (
    <div class="result-bar">
      <p class="count" role="status">
        <strong class="num">{countText(selection.count)}</strong> of{" "}
        <span class="num">{countText(all.length)}</span>
      </p>
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
    </div>
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
