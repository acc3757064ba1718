import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { type Columns, fold } from "../../domain/mod.ts";
import {
  columnIds,
  hasColumn,
  keyProfile,
  setView,
  tableColumns,
  tableIds,
} from "../../linked/mod.ts";
import { Menu } from "./Menu.tsx";
import { movedBy } from "./table_layout.ts";

/** Which columns the table has, found by typing, and in which order. */
export function ColumnChoice({ all }: { readonly all: Columns }) {
  const typed = useSignal("");
  const there = useMemo(() => columnIds(all).filter((id) => id !== "title" && hasColumn(all, id)), [
    all,
  ]);
  const table = tableIds.value;
  const wanted = fold(typed.value.trim());
  const ids = [...table, ...there.filter((id) => !table.includes(id))];
  const found = tableColumns(all, { ids, profile: keyProfile.value })
    .filter(({ label }) => fold(label).includes(wanted));
  const toggle = (id: string) => {
    const next = table.includes(id) ? table.filter((other) => other !== id) : [...table, id];
    if (next.length > 0) setView({ table: next });
  };
  const move = (id: string, by: number) => setView({ table: movedBy(table, { id, by }) });
  return (
    <Menu label="Columns" class="column-choice">
      <input
        class="input wide"
        type="search"
        aria-label="Find a column"
        placeholder="Find a column"
        autocomplete="off"
        value={typed.value}
        onInput={(event) => typed.value = event.currentTarget.value}
      />
      {found.length === 0 && <p class="muted">No column is called that</p>}
      <ul>
        {found.map(({ id, label }) => (
          <li key={id}>
            <label class="check">
              <input type="checkbox" checked={table.includes(id)} onChange={() => toggle(id)} />
              {label}
            </label>
            {table.includes(id) && (
              <>
                <Mover words={`Move ${label} left`} sign="↑" move={() => move(id, -1)} />
                <Mover words={`Move ${label} right`} sign="↓" move={() => move(id, 1)} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Menu>
  );
}

function Mover(
  { words, sign, move }: {
    readonly words: string;
    readonly sign: string;
    readonly move: () => void;
  },
) {
  return (
    <button type="button" class="small" title={words} aria-label={words} onClick={move}>
      {sign}
    </button>
  );
}
