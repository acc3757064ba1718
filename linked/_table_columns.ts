import { clock } from "../components/mod.ts";
import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  capital,
  CATALOGUE,
  categoryAt,
  type Columns,
  descriptorIn,
  formatValue,
  keyAt,
  type KeyProfile,
  keyText,
  type LabelColumn,
  labelDescriptors,
  labelNamed,
  numberAt,
  type NumberDescriptor,
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

/** The strongest class of each further set. */
const CLASSES: readonly TableColumn[] = ACTIVATION_SETS.filter((set) => set !== "styles").map(
  (set) => ({
    id: ACTIVATION_INFO[set].word,
    label: ACTIVATION_INFO[set].label,
    sort: ACTIVATION_INFO[set].word,
    number: false,
    width: "minmax(76px, 1fr)",
    text: (columns, row) => topNameAt(columns, { set, row }),
  }),
);

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
  const { id } = entry;
  if (entry.kind === "number") return numberColumn(entry);
  return {
    id,
    label: shortLabel(entry),
    sort: id,
    number: false,
    width: "96px",
    text: (columns, row) => categoryAt(columns, { id, row }) ?? "",
  };
});

function numberColumn(entry: NumberDescriptor): TableColumn {
  const { id } = entry;
  const plain = { ...entry, unit: "" };
  return {
    id,
    label: shortLabel(entry),
    sort: id,
    number: true,
    width: "68px",
    text: (columns, row) => {
      const x = numberAt(columns, { id, row });
      if (Number.isNaN(x)) return "";
      return id === "duration" ? clock(Math.round(x)) : formatValue(plain, x);
    },
  };
}

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
  ...CLASSES,
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

/** Every column that the table of a collection can have, by id: also one for each label set and its numbers. */
export function columnIds(columns: Columns): readonly string[] {
  return [...ALL.map(({ id }) => id), ...labelDescriptors(columns).map(({ id }) => id)];
}

/** Whether a text can name a column: one that every table can have, or one of a label set. */
export function isTableColumn(id: string): boolean {
  return BY_ID.has(id) || labelNamed(id) !== undefined;
}

/** The columns of those ids that a collection has; keys are those under `profile`. */
export function tableColumns(
  columns: Columns,
  { ids, profile }: { readonly ids: readonly string[]; readonly profile: KeyProfile },
): TableColumn[] {
  return ids.map((id) => {
    if (id === "key") return keyColumn(profile);
    return BY_ID.get(id) ?? labelColumn(columns, id);
  }).filter((column) => column !== undefined);
}

/** The column of a label set, all labels of a row in it, or of one of its numbers. */
function labelColumn(columns: Columns, id: string): TableColumn | undefined {
  const descriptor = descriptorIn(columns, id);
  const set = columns.labels?.[labelNamed(id)?.set ?? ""];
  if (!descriptor || !set) return undefined;
  if (descriptor.kind === "number") return numberColumn(descriptor);
  const isAspect = labelNamed(id)?.field !== undefined;
  return {
    id,
    label: descriptor.label,
    sort: id,
    number: false,
    width: isAspect ? "96px" : "minmax(88px, 1fr)",
    text: isAspect
      ? (columns, row) => categoryAt(columns, { id, row }) ?? ""
      : (_, row) => namesAt(set, row),
  };
}

function namesAt({ set, offsets, classes }: LabelColumn, row: number): string {
  return Array.from(
    classes.subarray(offsets[row], offsets[row + 1]),
    (label) => set.classes[label],
  ).join(", ");
}

/** What stands at the head of a column besides its label: the unit. */
export function unitOf(columns: Columns, id: string): string {
  const descriptor = descriptorIn(columns, id);
  if (descriptor?.kind !== "number" || id === "duration") return "";
  return descriptor.unit;
}
