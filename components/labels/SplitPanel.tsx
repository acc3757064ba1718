import type { VNode } from "preact";
import { countText, type LabelSet, plural } from "../../domain/mod.ts";
import type { LabelStatistics } from "../../labels/mod.ts";
import { EMPTY_QUERY, formatQuery, withClause } from "../../query/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { labelHref } from "./links.ts";

/** Labels whose parts stand open; of more sets the rest is folded away. */
const MOST_ROWS = 20;
/** What our reader adds to an album's title to tell it from others; no tag of a file has it. */
const NUMBER_OF_ALBUM = / \(FMA album \d+\)$/;

/** The publisher's split, class by class, and what is in more than one part of it. */
export function SplitPanel(
  { set, statistics: { split, classes, artistsInSeveral, albumsInSeveral } }: {
    readonly set: LabelSet;
    readonly statistics: LabelStatistics;
  },
): VNode | null {
  if (!split) return null;
  const { training, validation, test, artists, albums } = split;
  const rows = classes.filter(({ parts }) => parts.some((count) => count > 0))
    .toSorted((a, b) => b.tracks - a.tracks);
  return (
    <Panel
      title="Does the split leak?"
      finding={`${countText(split.artistsInSeveral)} of ${plural(artists, "artist")} and ${
        countText(split.albumsInSeveral)
      } of ${plural(albums, "album")} are in more than one part.`}
      footer={`Training ${countText(training)}, validation ${countText(validation)}, test ${
        countText(test)
      }; artists and albums as the set or the file tags name them`}
    >
      {rows.length > 0 && <Parts set={set} rows={rows.slice(0, MOST_ROWS)} />}
      {rows.length > MOST_ROWS && (
        <details>
          <summary>{plural(rows.length - MOST_ROWS, "rarer label")}</summary>
          <Parts set={set} rows={rows.slice(MOST_ROWS)} />
        </details>
      )}
      <InSeveral what="artist" names={artistsInSeveral} all={split.artistsInSeveral} />
      <InSeveral what="album" names={albumsInSeveral} all={split.albumsInSeveral} />
    </Panel>
  );
}

function Parts(
  { set, rows }: { readonly set: LabelSet; readonly rows: LabelStatistics["classes"] },
): VNode {
  return (
    <Table
      rows={rows}
      columns={[
        { title: "Label", cell: ({ name }) => <a href={labelHref(set, [name])}>{name}</a> },
        { title: "Training", number: true, cell: ({ parts }) => countText(parts[0]) },
        { title: "Validation", number: true, cell: ({ parts }) => countText(parts[1]) },
        { title: "Test", number: true, cell: ({ parts }) => countText(parts[2]) },
      ]}
    />
  );
}

function InSeveral(
  { what, names, all }: {
    readonly what: string;
    readonly names: LabelStatistics["artistsInSeveral"];
    readonly all: number;
  },
): VNode | null {
  if (names.length === 0) return null;
  return (
    <details open={what === "artist"}>
      <summary>
        {plural(all, what)}{" "}
        in more than one part{all > names.length && `, the largest ${names.length}`}
      </summary>
      <ul class="plain">
        {names.map(({ name, parts, tracks }) => (
          <li key={name}>
            <a href={`/explore?${textQuery(name.replace(NUMBER_OF_ALBUM, ""))}`}>{name}</a>{" "}
            <span class="muted">{parts.join(", ")} · {plural(tracks, "track")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function textQuery(text: string): string {
  return formatQuery(withClause(EMPTY_QUERY, { kind: "text", text }));
}
