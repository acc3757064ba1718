import type { VNode } from "preact";
import { countText, type LabelSet, plural } from "../../domain/mod.ts";
import type { LabelStatistics } from "../../labels/mod.ts";
import { Panel } from "../Panel.tsx";
import { labelHref } from "./links.ts";

type Node = LabelStatistics["classes"][number] & { readonly index: number };

/** The labels as a tree, each with the tracks of it and of those below. */
export function Hierarchy(
  { set, statistics: { classes } }: {
    readonly set: LabelSet;
    readonly statistics: LabelStatistics;
  },
): VNode | null {
  if (set.parents === undefined) return null;
  const byParent = Map.groupBy(
    classes.map((node, index): Node => ({ ...node, index })).filter(({ withBelow }) =>
      withBelow > 0
    ),
    ({ parent }) => parent,
  );
  const roots = byParent.get(-1) ?? [];
  if (roots.length === 0) return null;
  return (
    <Panel
      title="How do the labels lie below each other?"
      finding={`${plural(roots.length, "root")}, ${
        plural(classes.filter(({ withBelow }) => withBelow > 0).length, "label")
      } with tracks.`}
      footer="Tracks of a label and of all below it; in brackets those that bear the label itself"
    >
      <Branch set={set} nodes={roots} byParent={byParent} depth={0} />
    </Panel>
  );
}

/** Deeper than any published hierarchy; a ring would not end. */
const DEEPEST = 12;

function Branch(
  { set, nodes, byParent, depth }: {
    readonly set: LabelSet;
    readonly nodes: readonly Node[];
    readonly byParent: ReadonlyMap<number, readonly Node[]>;
    readonly depth: number;
  },
): VNode {
  return (
    <ul class={depth === 0 ? "label-tree" : undefined}>
      {nodes.toSorted((a, b) => b.withBelow - a.withBelow).map((node) => {
        const below = depth < DEEPEST ? byParent.get(node.index) : undefined;
        return (
          <li key={node.index}>
            <a href={labelHref(set, [node.name])}>{node.name}</a>{" "}
            <span class="num muted">
              {countText(node.withBelow)}
              {node.tracks !== node.withBelow && ` (${countText(node.tracks)})`}
            </span>
            {below && <Branch set={set} nodes={below} byParent={byParent} depth={depth + 1} />}
          </li>
        );
      })}
    </ul>
  );
}
