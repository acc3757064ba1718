import { type LabelField, labelFieldId } from "../../domain/mod.ts";
import { numberOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import type { TableRecord } from "../records.ts";
import type { TrackIndex } from "../track_index.ts";

/** A column that holds labels. */
export interface Column {
  readonly at: number;
  readonly name: string;
  /** Numbers; 0 and 1 for a label that is named by the header; or words. */
  readonly kind: "number" | "flag" | "words";
  /** Between several labels in one cell. */
  readonly separator?: string;
  readonly field?: LabelField;
}

/** The columns of a table by their part. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly split?: number | undefined;
  readonly artist?: number | undefined;
  readonly album?: number | undefined;
  /** Columns that are not taken as labels, and why. */
  readonly passed: readonly { readonly name: string; readonly why: string }[];
}

/** Names that a column of ids usually has, the surest first. */
const ID_NAMES = [
  "path",
  "file",
  "filename",
  "file_name",
  "filepath",
  "file_path",
  "mp3_path",
  "audio",
  "audio_path",
  "track_id",
  "trackid",
  "id",
  "clip_id",
  "song_id",
  "track",
  "stem",
  "name",
];
const SPLIT_NAMES = ["split", "subset", "partition", "fold", "set"];
/** Flags are taken as one set of tags from so many columns on. */
const FEWEST_FLAGS = 3;
/** A column is one of numbers where at least this share of its cells is; the others are faults. */
const MOSTLY = 0.8;
/** A column with more different words than this share of its rows names things, not kinds of things. */
const MOST_DISTINCT = 0.5;

/** The column that names tracks: that whose cells most often find one, or one that is called so. */
export function guessId(
  header: readonly string[],
  { records, tracks, name }: {
    readonly records: readonly TableRecord[];
    readonly tracks: TrackIndex;
    readonly name: string;
  },
): { readonly at: number; readonly why: string } {
  const hits = header.map((_, at) =>
    records.filter(({ fields }) => {
      const cell = fields[at]?.trim() ?? "";
      return cell !== "" && "tracks" in tracks.find({ id: cell, path: cell });
    }).length
  );
  const most = Math.max(...hits);
  if (most > 0) {
    const at = hits.indexOf(most);
    return { at, why: `${most} of its first ${records.length} cells are tracks` };
  }
  const named = ID_NAMES.map((id) => header.findIndex((column) => column.toLowerCase() === id))
    .find((at) => at >= 0);
  if (named !== undefined) return { at: named, why: "by its name" };
  throw new LabelError(
    `Cannot read ${name}: no column holds ids or paths of tracks; name it with --id (columns are ${
      header.join(", ")
    })`,
  );
}

/** Which columns hold labels, of which kind. Throws a LabelError where none does. */
export function columnsIn(
  header: readonly string[],
  { records, id, wanted, name }: {
    readonly records: readonly TableRecord[];
    readonly id: number;
    readonly wanted: readonly string[] | undefined;
    readonly name: string;
  },
): Columns {
  const place = (names: readonly string[]) => {
    const at = header.findIndex((column) => names.includes(column.toLowerCase()));
    return at < 0 || at === id || wanted?.includes(header[at]!) ? undefined : at;
  };
  const parts = { split: place(SPLIT_NAMES), artist: place(["artist"]), album: place(["album"]) };
  const unknown = wanted?.find((column) => !header.includes(column));
  if (unknown !== undefined) {
    throw new LabelError(
      `Cannot read ${name}: it has no column ${unknown}; its columns are ${header.join(", ")}`,
    );
  }
  const taken = new Set([id, ...Object.values(parts)]);
  const passed: { readonly name: string; readonly why: string }[] = [];
  const columns: Column[] = [];
  for (const [at, column] of header.entries()) {
    if (taken.has(at) || (wanted && !wanted.includes(column))) continue;
    const cells = records.map(({ fields }) => fields[at]?.trim() ?? "").filter((c) => c !== "");
    const found = columnOf(cells, { at, name: column, isWanted: wanted !== undefined });
    if ("why" in found) passed.push({ name: column, why: found.why });
    else columns.push(found);
  }
  const flags = columns.filter(({ kind }) => kind === "flag");
  const kept = flags.length >= FEWEST_FLAGS
    ? columns
    : columns.map((column) =>
      column.kind === "flag" ? { ...column, kind: "words" as const } : column
    );
  if (kept.length === 0) {
    throw new LabelError(`Cannot read ${name}: no column holds labels; name one with --label`);
  }
  return { columns: kept, ...parts, passed };
}

function columnOf(
  cells: readonly string[],
  { at, name, isWanted }: {
    readonly at: number;
    readonly name: string;
    readonly isWanted: boolean;
  },
): Column | { readonly why: string } {
  const distinct = new Set(cells);
  if (distinct.size === 0) return { why: "it is empty" };
  if ([...distinct].every((cell) => cell === "0" || cell === "1")) {
    return { at, name, kind: "flag" };
  }
  const numbers = cells.map(numberOf).filter(Number.isFinite);
  if (numbers.length >= MOSTLY * cells.length && (isWanted || distinct.size > 2)) {
    if (!isWanted && isCounter(numbers)) return { why: "it numbers the rows" };
    return { at, name, kind: "number", field: fieldOf(name, numbers) };
  }
  const separator = ["|", ";"].find((mark) => cells.some((cell) => cell.includes(mark)));
  const words = separator
    ? new Set(cells.flatMap((cell) => cell.split(separator).map((word) => word.trim())))
    : distinct;
  if (!isWanted && cells.length > 20 && words.size > MOST_DISTINCT * cells.length) {
    return { why: "nearly every row says something else; name it with --label to take it" };
  }
  return { at, name, kind: "words", ...(separator !== undefined && { separator }) };
}

function isCounter(numbers: readonly number[]): boolean {
  return numbers.length > 2 && numbers.every((number, i) => number === numbers[0]! + i);
}

/** The field of a column of numbers, with a range and bins that fit them. */
export function fieldOf(name: string, numbers: readonly number[]): LabelField {
  const id = name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "") || "value";
  if (id === "tempo" || id === "bpm") {
    return { id: "tempo", unit: "BPM", range: [40, 240], bin: 5, digits: 1 };
  }
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  const step = 10 ** Math.floor(Math.log10((high - low || 1) / 20));
  const bin = [1, 2, 5, 10].map((factor) => factor * step)
    .find((bin) => (high - low) / bin <= 40)!;
  const range = [Math.floor(low / bin) * bin, Math.ceil(high / bin) * bin || 1] as const;
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(bin))));
  return {
    id: labelFieldId(id),
    unit: "",
    range: [range[0], Math.max(range[1], range[0] + bin)],
    bin,
    digits,
  };
}
