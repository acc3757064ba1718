import type { VNode } from "preact";
import { countText, type LabelSet, plural } from "../../domain/mod.ts";
import type { LabelStatistics } from "../../labels/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { labelHref, nameInSplitHref } from "./links.ts";

/** Labels whose parts stand open; of more sets the rest is folded away. */
const MOST_ROWS = 20;

/** The publisher's split, class by class, and what is in more than one part of it. */
export function SplitPanel(
  { set, statistics: { split, classes, artistsInSeveral, albumsInSeveral }, withBad }: {
    readonly set: LabelSet;
    readonly statistics: LabelStatistics;
    /** Whether the statistics count recordings that are known to be bad. */
    readonly withBad: boolean;
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
      <InSeveral
        what="artist"
        names={artistsInSeveral}
        all={split.artistsInSeveral}
        href={(name) => nameInSplitHref(set, { by: "artist", name, withBad })}
      />
      <InSeveral
        what="album"
        names={albumsInSeveral}
        all={split.albumsInSeveral}
        href={(name) => nameInSplitHref(set, { by: "album", name, withBad })}
      />
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
  { what, names, all, href }: {
    readonly what: string;
    readonly names: LabelStatistics["artistsInSeveral"];
    readonly all: number;
    readonly href: (name: string) => string;
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
            <a href={href(name)}>{name}</a>{" "}
            <span class="muted">{parts.join(", ")} · {plural(tracks, "track")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
