import type { VNode } from "preact";
import type { Evaluation, LabelSpread, SpaceFigures } from "../../similarity/mod.ts";
import { countText, numberText } from "../../domain/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { NameOfSpace } from "./NameOfSpace.tsx";
import { spaceLabel } from "./space_label.ts";

/** How far apart tracks are in each space, within tracks and within labels. */
export function Spreads({ figures: { spaces } }: { readonly figures: Evaluation }): VNode | null {
  const told = spaces.filter(({ spread }) => spread !== undefined);
  if (told.length === 0) return null;
  return (
    <Panel
      title="How far apart are tracks?"
      finding={told.map(finding).join(" ")}
      footer="Mean cosine distances over all pairs, exact: 0 is the same direction, 1 nothing in common. Patches are those that analyze --segments keeps. Labels of at least five tracks, the 60 commonest of a kind"
    >
      <Table
        rows={told}
        columns={[
          { title: "Space", cell: ({ space }) => <NameOfSpace space={space} /> },
          { title: "Two tracks", number: true, cell: ({ spread }) => numberText(spread!.all, 3) },
          {
            title: "Two patches of a track",
            number: true,
            cell: ({ patches }) => patches ? numberText(patches.within, 3) : "–",
          },
          {
            title: "Patches of two tracks",
            number: true,
            cell: ({ patches }) => patches ? numberText(patches.between, 3) : "–",
          },
          {
            title: "Tracks with patches",
            number: true,
            cell: ({ patches }) => countText(patches?.tracks ?? 0),
          },
        ]}
      />
      {told.map(({ space, spread }) =>
        spread!.labels.length > 0 && (
          <details key={space}>
            <summary>By label in {spaceLabel(space)}</summary>
            <Table
              rows={spread!.labels}
              columns={[
                { title: "Kind", cell: ({ kind }) => kind },
                { title: "Label", cell: ({ label }) => label },
                { title: "Within", number: true, cell: ({ within }) => numberText(within, 3) },
                { title: "To others", number: true, cell: ({ between }) => numberText(between, 3) },
                { title: "Ratio", number: true, cell: ({ ratio }) => numberText(ratio, 2) },
                { title: "Tracks", number: true, cell: ({ tracks }) => countText(tracks) },
              ]}
            />
          </details>
        )
      )}
    </Panel>
  );
}

function finding({ space, spread, patches }: SpaceFigures): string {
  const all = spread!.labels;
  const [closest] = all;
  const tightest = all.reduce<LabelSpread | undefined>(
    (best, one) => one.ratio < (best?.ratio ?? Infinity) ? one : best,
    closest,
  );
  const label = tightest
    ? `; closest together lies ${tightest.label}, at ${
      numberText(tightest.ratio, 2)
    } of its distance to others`
    : "";
  const within = patches
    ? `; two patches of one track are ${
      numberText(patches.within / patches.between, 2)
    } as far apart as patches of two`
    : "";
  return `${spaceLabel(space)}: ${numberText(spread!.all, 3)}${within}${label}.`;
}
