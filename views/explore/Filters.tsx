import {
  brushed,
  canRedo,
  canUndo,
  changeQuery,
  columns,
  hasActivations,
  hasColumn,
  hasKeys,
  hasValues,
  hasVoice,
  query,
  redo,
  settle,
  undo,
} from "../../linked/mod.ts";
import { aspectsOf, TWO_OPINIONS } from "../../domain/mod.ts";
import { withClause, withoutClause } from "../../query/mod.ts";
import { ActivationPicker } from "./ActivationPicker.tsx";
import { KeyPicker } from "./KeyPicker.tsx";
import { LabelPicker } from "./LabelPicker.tsx";
import { OctaveChoice } from "./OctaveChoice.tsx";
import { OpinionChoice } from "./OpinionChoice.tsx";
import { SourceFilters } from "./SourceFilters.tsx";
import { VoicePicker } from "./VoicePicker.tsx";

/** Everything that can be asked for besides ranges. */
export function Filters() {
  const all = columns.value;
  return (
    <div class="filters">
      <div class="filter-head">
        <h2>Filters</h2>
        <span>
          <button
            type="button"
            class="button quiet"
            disabled={!canUndo.value}
            title="Undo (Ctrl Z)"
            onClick={undo}
          >
            Undo
          </button>
          <button
            type="button"
            class="button quiet"
            disabled={!canRedo.value}
            title="Redo (Ctrl Shift Z)"
            onClick={redo}
          >
            Redo
          </button>
        </span>
      </div>
      <TextSearch />
      {all && hasActivations(all, "styles") && <ActivationPicker set="styles" />}
      {all && hasKeys(all) && <KeyPicker />}
      {all && hasVoice(all) && <VoicePicker />}
      {all && hasValues(all.numbers["tempocnn"]) && <OctaveChoice />}
      {all &&
        TWO_OPINIONS.filter(({ id }) => hasColumn(all, id)).map((asked) => (
          <OpinionChoice key={asked.id} asked={asked} />
        ))}
      {all && hasActivations(all, "tags") && <ActivationPicker set="tags" />}
      {all &&
        Object.values(all.labels ?? {})
          .filter((column) => column.set.classes.length > 0 || aspectsOf(column).length > 0)
          .map((column) => <LabelPicker key={column.set.id} column={column} />)}
      {all && <SourceFilters columns={all} />}
    </div>
  );
}

function TextSearch() {
  const clause = query.value.clauses["q"];
  const text = clause?.kind === "text" ? clause.text : "";
  return (
    <div class="field">
      <label for="explore-text">Text</label>
      <input
        id="explore-text"
        class="input"
        type="search"
        placeholder="title, artist, genre, path"
        autocomplete="off"
        value={text}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          const before = query.peek();
          changeQuery(
            typed.trim() === ""
              ? withoutClause(before, "q")
              : withClause(before, { kind: "text", text: typed }),
            "q",
          );
        }}
        onBlur={settle}
      />
      {text !== "" && brushed.value?.selection.count === 0 && (
        <span class="hint">All words have to occur; accents and case do not matter</span>
      )}
    </div>
  );
}
