import type { VNode } from "preact";
import { type CombinedSpace, plural, spaceInfo } from "../../domain/mod.ts";
import { Button } from "../Button.tsx";
import { NameOfSpace } from "../evaluate/NameOfSpace.tsx";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";

/** Where a kept combination leads. */
const WAYS = [
  ["Lists", (space: string) => `/similar?space=${space}`],
  ["Map", (space: string) => `/explore?view.space=${space}`],
  ["Two maps", (space: string) => `/similar/maps?view.space=${space}`],
  ["Clusters", (space: string) => `/clusters?space=${space}`],
  ["Rankings", (space: string) => `/similar/rankings?space=${space}`],
  ["Blind test", (space: string) => `/listen?second=${space}`],
] as const;

/** The combinations that are spaces of the collection. */
export function KeptCombinations(
  { kept, most, back }: {
    readonly kept: readonly CombinedSpace[];
    /** As many can be kept. */
    readonly most: number;
    /** Parameters of the page that one comes back to. */
    readonly back: readonly (readonly [name: string, value: string])[];
  },
): VNode | null {
  if (kept.length === 0) return null;
  return (
    <Panel
      title="Which combinations are kept?"
      finding={`${plural(kept.length, "combination")} of ${most} that can be.`}
      footer={
        <>
          Each stays as it was when it was kept, however the collection grows;{" "}
          <a href="/evaluate">Evaluation</a> has all spaces beside each other
        </>
      }
    >
      <Table
        caption="Kept combinations"
        rows={kept}
        columns={[
          {
            title: "Combination",
            cell: (space) => (
              <a href={`/similar/combine?space=${space}`}>
                <NameOfSpace space={space} />
              </a>
            ),
          },
          { title: "Name", cell: (space) => <code>{space}</code> },
          {
            title: "Seen as",
            cell: (space) => (
              <span class="ways">
                {WAYS.map(([name, href]) => <a key={name} href={href(space)}>{name}</a>)}
              </span>
            ),
          },
          {
            title: "Remove",
            untitled: true,
            cell: (space) => (
              <form method="post" action="/similar/combine">
                {back.map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <input type="hidden" name="remove" value={space} />
                <Button type="submit" look="quiet" aria-label={`Remove ${spaceInfo(space).label}`}>
                  Remove
                </Button>
              </form>
            ),
          },
        ]}
      />
    </Panel>
  );
}
