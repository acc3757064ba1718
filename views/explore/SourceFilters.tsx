import { useMemo } from "preact/hooks";
import type { Columns } from "../../domain/mod.ts";
import { type Clause, type ClauseId, withClause, withoutClause } from "../../query/mod.ts";
import { query, setQuery, useClause } from "../../linked/mod.ts";

/** Folders in the list, and how deep they go. */
const MOST_FOLDERS = 200;

/** Where a track comes from: folder, format, and since when it has been here. */
export function SourceFilters({ columns }: { readonly columns: Columns }) {
  const folders = useMemo(() => foldersOf(columns.texts.path), [columns]);
  const formats = useMemo(
    () => [...new Set(columns.texts.codec)].filter((codec) => codec !== "").sort(),
    [columns],
  );
  const [folder, format, since] = [useClause("folder"), useClause("format"), useClause("since")];
  const put = (id: ClauseId, clause: Clause | undefined) =>
    setQuery(clause ? withClause(query.peek(), clause) : withoutClause(query.peek(), id));
  const day = since?.kind === "since" ? new Date(since.since).toISOString().slice(0, 10) : "";
  const chosen = format?.kind === "format" ? format.formats : [];
  return (
    <details class="filter" open={Boolean(folder || format || since)}>
      <summary>Folder, format, date</summary>
      <div class="field">
        <label for="explore-folder">Folder</label>
        <input
          id="explore-folder"
          class="input"
          list="explore-folders"
          value={folder?.kind === "folder" ? folder.folder : ""}
          placeholder={folders[0] ?? ""}
          onChange={(event) => {
            const path = event.currentTarget.value.replace(/\/+$/, "");
            put("folder", path === "" ? undefined : { kind: "folder", folder: path });
          }}
        />
        <datalist id="explore-folders">
          {folders.map((path) => <option key={path} value={path} />)}
        </datalist>
      </div>
      {formats.length > 0 && (
        <div class="row" role="group" aria-label="Format">
          {formats.map((name) => (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={() => {
                  const next = chosen.includes(name)
                    ? chosen.filter((other) => other !== name)
                    : [...chosen, name];
                  put("format", next.length === 0 ? undefined : { kind: "format", formats: next });
                }}
              />
              {name}
            </label>
          ))}
        </div>
      )}
      <div class="field">
        <label for="explore-since">Added since</label>
        <input
          id="explore-since"
          class="input"
          type="date"
          value={day}
          onChange={(event) => {
            const instant = Date.parse(event.currentTarget.value);
            put("since", Number.isNaN(instant) ? undefined : { kind: "since", since: instant });
          }}
        />
      </div>
    </details>
  );
}

/** The folders with most tracks, by name. */
function foldersOf(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_FOLDERS).map(([path]) => path)
    .sort();
}
