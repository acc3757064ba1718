import type { VNode } from "preact";
import type { Playable } from "../../domain/mod.ts";
import { PlayButton } from "../PlayButton.tsx";
import { Table } from "../Table.tsx";

/** A file of a plan as the page shows it. */
export interface PlanRow {
  readonly path: string;
  /** The track, where the collection still has it. */
  readonly track: Playable | undefined;
  /** Why `apply` would leave the file, as far as the collection knows. */
  readonly trouble: string | undefined;
  readonly changes: readonly {
    readonly tag: string;
    readonly old: readonly string[];
    readonly new: readonly string[];
    readonly certainty: string;
  }[];
}

/** Files with what would change in each: a tag a line, what it says now and what it would say. */
export function PlanTable({ rows }: { readonly rows: readonly PlanRow[] }): VNode {
  return (
    <div data-play-list class="plan-table">
      <Table
        caption="Files and the tags that would change"
        rows={rows}
        columns={[
          {
            title: "Play",
            untitled: true,
            cell: ({ track }) => track && <PlayButton track={track} />,
          },
          {
            title: "File",
            cell: ({ path, track, trouble }) => (
              <>
                {track
                  ? (
                    <a href={`/track/${encodeURIComponent(track.id)}`}>
                      {track.title}
                      {track.artist && <span class="muted">, {track.artist}</span>}
                    </a>
                  )
                  : "A track that is not in the collection any more"}
                <small class="plan-path">{path}</small>
                {trouble && <small class="problem">Would be left: {trouble}</small>}
              </>
            ),
          },
          {
            title: "Would change",
            cell: ({ changes }) => (
              <ul class="plan-changes">
                {changes.map(({ tag, old, new: now, certainty }) => (
                  <li key={tag}>
                    <code>{tag}</code>
                    <span>
                      {old.length > 0
                        ? <del>{old.join("; ")}</del>
                        : <span class="muted">empty</span>}
                      <span aria-hidden="true">→</span>
                      <span class="visually-hidden">becomes</span>
                      {now.length > 0
                        ? <ins>{now.join("; ")}</ins>
                        : <span class="muted">empty</span>}
                    </span>
                    <span class="muted plan-certainty">{certainty}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </div>
  );
}
