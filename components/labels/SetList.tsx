import type { VNode } from "preact";
import { countText, type LabelSet, plural } from "../../domain/mod.ts";
import { Table } from "../Table.tsx";

/** A label set in the list, with the tracks of the collection that it says something of. */
export interface ListedSet {
  readonly set: LabelSet;
  readonly tracks: number;
}

const ORIGINS = {
  publisher: "data set",
  hand: "by hand",
  model: "learned here",
  cluster: "clusters",
} as const;

/** Kinds of sets that no publisher of a data set made. */
const OWN_KINDS: Readonly<Record<string, string>> = {
  folders: "folders",
  tags: "file tags",
  table: "a table",
};

/** Who said it, in words. */
export function originText({ origin, kind }: Pick<LabelSet, "origin" | "kind">): string {
  return origin === "publisher" ? OWN_KINDS[kind] ?? ORIGINS.publisher : ORIGINS[origin];
}

/** All label sets of a collection. */
export function SetList(
  { sets, tracks }: { readonly sets: readonly ListedSet[]; readonly tracks: number },
): VNode {
  return (
    <Table
      caption={`${plural(sets.length, "label set")} on ${plural(tracks, "track")}`}
      rows={sets}
      columns={[
        {
          title: "Set",
          cell: ({ set }) => <a href={`/labels/${set.id}`}>{set.name}</a>,
        },
        { title: "Said by", cell: ({ set }) => originText(set) },
        { title: "Tracks", number: true, cell: (row) => countText(row.tracks) },
        { title: "Labels", number: true, cell: ({ set }) => countText(set.classes.length) },
        { title: "Numbers", cell: ({ set }) => set.fields.map(({ id }) => id).join(", ") || "–" },
        { title: "Licence", cell: ({ set }) => set.licence ?? "–" },
      ]}
    />
  );
}
