import { useMemo } from "preact/hooks";
import { type Columns, countText, type KeyProfile, percentText, plural } from "../../domain/mod.ts";
import { withClause } from "../../query/mod.ts";
import {
  brushed,
  columns,
  Counted,
  keyProfile,
  query,
  setQuery,
  setView,
  view,
} from "../../linked/mod.ts";
import { type Cross, crossOf, type Grouping, groupingOf, groupingsOf } from "./grouping.ts";

/** Groups that have a row or a column of their own. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 12;

/** How many of the selected tracks are in each group, and in two groups at once; in place of the table. */
export function Groups() {
  const all = columns.value;
  const asked = view.value.groups;
  const selection = brushed.value?.selection;
  const profile = keyProfile.value;
  const rows = useGrouping(all, { id: asked?.rows, profile });
  const across = useGrouping(all, { id: asked?.across, profile });
  if (!all || !selection) return null;
  return (
    <div class="groups">
      <Choice all={all} />
      {rows
        ? (
          <CrossTable
            rows={rows}
            across={across}
            cross={crossOf(rows, { columns: across, mask: selection.mask })}
            selected={selection.count}
          />
        )
        : <p class="muted">Nothing to group by yet.</p>}
    </div>
  );
}

function useGrouping(
  all: Columns | undefined,
  { id, profile }: { readonly id: string | undefined; readonly profile: KeyProfile },
): Grouping | undefined {
  return useMemo(() => id !== undefined && all ? groupingOf(all, { id, profile }) : undefined, [
    all,
    id,
    profile,
  ]);
}

function Choice({ all }: { readonly all: Columns }) {
  const choices = useMemo(() => groupingsOf(all), [all]);
  const { rows, across } = view.value.groups ?? { rows: "", across: undefined };
  return (
    <p class="row">
      <label>
        By{" "}
        <select
          class="input"
          value={rows}
          onChange={(event) => setView({ groups: { rows: event.currentTarget.value, across } })}
        >
          {choices.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
        </select>
      </label>
      <label>
        and{" "}
        <select
          class="input"
          value={across ?? ""}
          onChange={(event) =>
            setView({ groups: { rows, across: event.currentTarget.value || undefined } })}
        >
          <option value="">nothing else</option>
          {choices.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
        </select>
      </label>
    </p>
  );
}

function CrossTable(
  { rows, across, cross, selected }: {
    readonly rows: Grouping;
    readonly across: Grouping | undefined;
    readonly cross: Cross;
    readonly selected: number;
  },
) {
  const order = mostFirst(rows.names, cross.selected).slice(0, MOST_ROWS);
  const heads = across ? mostFirst(across.names, cross.across).slice(0, MOST_COLUMNS) : [];
  const width = across?.names.length ?? 0;
  const ask = (code: number, other?: number) => {
    const next = withClause(query.peek(), rows.clause(code));
    setQuery(across && other !== undefined ? withClause(next, across.clause(other)) : next);
  };
  return (
    <>
      <p class="muted">{wordsFor({ rows, across, cross, selected })}</p>
      <div class="table-frame" tabindex={0} role="region" aria-label="Tracks by group">
        <table class="table cross">
          <thead>
            <tr>
              <th scope="col">{rows.label}</th>
              <th scope="col" class="number">selected / all</th>
              {heads.map((head) => (
                <th key={head} scope="col" class="number">{across!.names[head]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {order.map((code) => (
              <tr key={code}>
                <th scope="row">
                  <button type="button" class="plain" onClick={() => ask(code)}>
                    {rows.names[code]}
                  </button>
                </th>
                <td class="number" data-title="selected / all">
                  <Counted selected={cross.selected[code]!} all={cross.all[code]!} />
                </td>
                {heads.map((head) => {
                  const count = cross.cells[code * width + head]!;
                  const share = count / Math.max(1, cross.selected[code]!);
                  return (
                    <td
                      key={head}
                      class="number"
                      data-title={across!.names[head]}
                      style={{ "--share": share.toFixed(3) }}
                    >
                      {count === 0 ? <span class="muted">0</span> : (
                        <button
                          type="button"
                          class="plain"
                          title={`${percentText(count, cross.selected[code]!)} of ${
                            rows.names[code]
                          }`}
                          aria-label={`${plural(count, "track")}: ${rows.names[code]}, ${
                            across!.names[head]
                          }`}
                          onClick={() => ask(code, head)}
                        >
                          {countText(count)}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Places of the groups that have tracks, those of most first. */
function mostFirst(names: readonly string[], counts: Uint32Array): readonly number[] {
  return [...names.keys()].filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
}

/** What the counts are of. */
function wordsFor(
  { rows, across, cross, selected }: {
    readonly rows: Grouping;
    readonly across: Grouping | undefined;
    readonly cross: Cross;
    readonly selected: number;
  },
): string {
  const strongest = [rows, across].some((by) => by && /^(style|tag)/.test(by.id))
    ? " Style and tag are each track's strongest."
    : "";
  const none = cross.none === 0 ? "" : ` ${plural(cross.none, "has", "have")} no ${rows.label}.`;
  const several = rows.several || across?.several ? " A track can be in several groups." : "";
  return `${plural(selected, "track is", "tracks are")} selected.${strongest}${none}${several} ` +
    "A press on a group asks for it.";
}
