import { clock } from "../components/mod.ts";
import {
  type ActivationSet,
  CATALOGUE,
  categoryAt,
  type Columns,
  findDescriptor,
  formatValue,
  keyAt,
  type KeyProfile,
  keyText,
  numberAt,
  splitStyle,
} from "../domain/mod.ts";
import { DEFAULT_PROFILE, topClasses } from "../query/mod.ts";

/** A column of the table of results. */
export interface TableColumn {
  readonly id: string;
  readonly label: string;
  /** What `sort=` is given; undefined where the column cannot be sorted by. */
  readonly sort: string | undefined;
  /** Numbers stand at the right. */
  readonly number: boolean;
  /** CSS width in the grid of the table. */
  readonly width: string;
  /** What stands in a row; empty where there is no value. */
  readonly text: (columns: Columns, row: number) => string;
}

/** Names that fit over a column of numbers. */
const SHORT: Readonly<Record<string, string>> = { loudness: "Loudness" };

const TEXTS = ["title", "artist", "album", "genre", "path"] as const;

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function keyColumn(profile: KeyProfile): TableColumn {
  return {
    id: "key",
    label: "Key",
    sort: `camelot_${profile}`,
    number: false,
    width: "76px",
    text: (columns, row) => {
      const key = keyAt(columns, { profile, row });
      return key ? keyText(key) : "";
    },
  };
}

const STYLE: TableColumn = {
  id: "style",
  label: "Style",
  sort: "style",
  number: false,
  width: "minmax(76px, 1fr)",
  text: (columns, row) => {
    const style = topNameAt(columns, { set: "styles", row });
    return style && splitStyle(style).name;
  },
};

const TAG: TableColumn = {
  id: "tag",
  label: "Tag",
  sort: "tag",
  number: false,
  width: "minmax(76px, 1fr)",
  text: (columns, row) => topNameAt(columns, { set: "tags", row }),
};

/** The class of the largest activation, empty where none is known. */
function topNameAt(
  columns: Columns,
  at: { readonly set: ActivationSet; readonly row: number },
): string {
  const top = topClasses(columns, at.set)[at.row] ?? -1;
  return columns.activations[at.set]?.labels[top] ?? "";
}

/** Name of a descriptor where there is little room. */
export function shortLabel({ id, label }: { readonly id: string; readonly label: string }): string {
  return SHORT[id] ?? label;
}

const DESCRIBED: readonly TableColumn[] = CATALOGUE.map((entry): TableColumn => {
  const label = shortLabel(entry);
  const base = { id: entry.id, label, sort: entry.id };
  if (entry.kind === "category") {
    const text = (columns: Columns, row: number) =>
      categoryAt(columns, { id: entry.id, row }) ?? "";
    return { ...base, number: false, width: "96px", text };
  }
  const plain = { ...entry, unit: "" };
  const text = (columns: Columns, row: number) => {
    const x = numberAt(columns, { id: entry.id, row });
    if (Number.isNaN(x)) return "";
    return entry.id === "duration" ? clock(Math.round(x)) : formatValue(plain, x);
  };
  return { ...base, number: true, width: "68px", text };
});

const ALL: readonly TableColumn[] = [
  ...TEXTS.map((id): TableColumn => ({
    id,
    label: capital(id),
    sort: id,
    number: false,
    width: id === "path" ? "minmax(160px, 2fr)" : "minmax(74px, 1.2fr)",
    text: (columns, row) => columns.texts[id][row] ?? "",
  })),
  STYLE,
  TAG,
  keyColumn(DEFAULT_PROFILE),
  {
    id: "format",
    label: "Format",
    sort: "format",
    number: false,
    width: "72px",
    text: (columns, row) => columns.texts.codec[row] ?? "",
  },
  {
    id: "added",
    label: "Added",
    sort: "added",
    number: false,
    width: "92px",
    text: (columns, row) => new Date(columns.added[row]!).toISOString().slice(0, 10),
  },
  ...DESCRIBED,
];

const BY_ID = new Map(ALL.map((column) => [column.id, column]));

/** Every column that the table can have, by id. */
export const COLUMN_IDS: readonly string[] = ALL.map(({ id }) => id);

/** The columns of those ids that there are; keys are those under `profile`. */
export function tableColumns(ids: readonly string[], profile: KeyProfile): TableColumn[] {
  return ids.map((id) => id === "key" ? keyColumn(profile) : BY_ID.get(id))
    .filter((column) => column !== undefined);
}

/** What stands at the head of a column besides its label: the unit. */
export function unitOf(id: string): string {
  const descriptor = findDescriptor(id);
  if (descriptor?.kind !== "number" || id === "duration") return "";
  return descriptor.unit;
}
