import { labelSetIdOf, nameOf } from "../../domain/mod.ts";
import type { LabelDraft, LabelRow, ReadOptions, Source } from "../draft.ts";
import { numberOf, splitOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headerName, oddRow, readBatches, type TableRecord } from "../records.ts";
import { readLines } from "../text.ts";
import { type Column, columnsIn, guessId } from "./_table_columns.ts";

/** Records that a guess looks at. */
const LOOKED_AT = 500;

/** A table of one's own: TSV, CSV or JSON lines, with a column that names the track. */
export const TABLE: Source = {
  kind: "table",
  title: "a table (TSV, CSV, JSON lines) with a column of ids or paths",
  recognises: (files) => files.names.length === 1 && tables(files).length === 1,
  async read(files, options) {
    const [name, another] = tables(files);
    if (!name) {
      throw new LabelError(
        `Cannot read labels from ${files.root}: no reader knows it, and it holds no TSV, CSV or JSON lines; name its kind with --kind`,
      );
    }
    if (another) {
      throw new LabelError(
        `Cannot read labels from ${files.root}: it holds several tables, ${name} and ${another} among them; name one`,
      );
    }
    const { header, records } = await headRecords(files, name);
    const id = idIn(header, { records, options, name });
    const found = columnsIn(header, { records, id: id.at, wanted: options.labelColumns, name });
    const warnings = [
      `Tracks are found by the column ${header[id.at]} (${id.why}); name another with --id`,
      ...found.passed.map(({ name, why }) => `The column ${name} is left out: ${why}`),
    ];
    const title = options.name ?? nameOf(name);
    const shape = { name, header, id: id.at, found };
    return draftsOf({ title, warnings }, found).map(({ columns, ...draft }) => ({
      ...draft,
      rows: () => rowsOf(files, { ...shape, columns }),
    }));
  },
};

function tables(files: SourceFiles): string[] {
  return namesWhere(files, (file) => /\.(tsv|csv|tab|jsonl|ndjson)$/.test(file));
}

function batchesOf(files: SourceFiles, name: string): AsyncGenerator<readonly TableRecord[]> {
  return /\.(jsonl|ndjson)$/i.test(name) ? jsonBatches(files, name) : readBatches(files, name);
}

const LINES_AT_ONCE = 5_000;

async function* jsonBatches(
  files: SourceFiles,
  name: string,
): AsyncGenerator<readonly TableRecord[]> {
  let batch: TableRecord[] = [];
  for await (const record of jsonRecords(files, name)) {
    if (batch.push(record) < LINES_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function* jsonRecords(files: SourceFiles, name: string): AsyncGenerator<TableRecord> {
  let header: string[] | undefined;
  for await (const { text, line } of readLines(files, name)) {
    if (text.trim() === "") continue;
    let record: unknown;
    try {
      record = JSON.parse(text);
    } catch (cause) {
      throw new LabelError(`Cannot read ${name}: line ${line} is no JSON`, { cause });
    }
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new LabelError(`Cannot read ${name}: line ${line} is no JSON object`);
    }
    if (!header) {
      header = Object.keys(record);
      yield { line, fields: header };
    }
    const values = record as Record<string, unknown>;
    yield { line, fields: header.map((key) => textIn(values[key])) };
  }
}

function textIn(value: unknown): string {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.map(textIn).join("|") : String(value);
}

async function headRecords(
  files: SourceFiles,
  name: string,
): Promise<{ readonly header: readonly string[]; readonly records: readonly TableRecord[] }> {
  const records: TableRecord[] = [];
  for await (const batch of batchesOf(files, name)) {
    records.push(...batch.slice(0, LOOKED_AT + 1 - records.length));
    if (records.length > LOOKED_AT) break;
  }
  const [header, ...rest] = records;
  if (!header || rest.length === 0) {
    throw new LabelError(`Cannot read ${name}: it holds no row below a header`);
  }
  return { header: header.fields.map(headerName), records: rest };
}

function idIn(
  header: readonly string[],
  { records, options, name }: {
    readonly records: readonly TableRecord[];
    readonly options: ReadOptions;
    readonly name: string;
  },
): { readonly at: number; readonly why: string } {
  const { idColumn, tracks } = options;
  if (idColumn === undefined) return guessId(header, { records, tracks, name });
  const at = header.findIndex((column) => column.toLowerCase() === idColumn.toLowerCase());
  if (at >= 0) return { at, why: "as asked" };
  throw new LabelError(
    `Cannot read ${name}: it has no column ${idColumn}; its columns are ${header.join(", ")}`,
  );
}

interface Found {
  readonly columns: readonly Column[];
  readonly split?: number | undefined;
  readonly artist?: number | undefined;
  readonly album?: number | undefined;
}

/** One set of all numbers, one of all columns of 0 and 1, and one a column of words. */
function draftsOf(
  { title, warnings }: { readonly title: string; readonly warnings: readonly string[] },
  { columns }: Found,
): (Omit<LabelDraft, "rows"> & { readonly columns: readonly Column[] })[] {
  const groups: (readonly Column[])[] = [
    columns.filter(({ kind }) => kind === "number"),
    columns.filter(({ kind }) => kind === "flag"),
    ...columns.filter(({ kind }) => kind === "words").map((column) => [column]),
  ].filter((group) => group.length > 0);
  const suffix = (group: readonly Column[]) =>
    groups.length === 1
      ? ""
      : group[0]!.kind === "number"
      ? " numbers"
      : group[0]!.kind === "flag"
      ? " tags"
      : ` ${group[0]!.name}`;
  return groups.map((group) => {
    const name = `${title}${suffix(group)}`;
    const [first] = group;
    return {
      id: labelSetIdOf(name),
      name,
      several: first!.kind === "flag" || first!.separator !== undefined,
      warnings,
      columns: group,
      ...(first!.kind === "flag" && { classes: group.map((column) => column.name) }),
      ...(first!.kind === "number" && { fields: group.map((column) => column.field!) }),
    };
  });
}

interface Shape {
  readonly name: string;
  readonly header: readonly string[];
  readonly id: number;
  readonly found: Found;
  readonly columns: readonly Column[];
}

async function* rowsOf(files: SourceFiles, shape: Shape): AsyncGenerator<readonly LabelRow[]> {
  let isFirst = true;
  for await (const batch of batchesOf(files, shape.name)) {
    const records = isFirst ? batch.slice(1) : batch;
    isFirst = false;
    yield records.map((record) => rowOf(record, shape));
  }
}

function rowOf({ fields, line }: TableRecord, { header, id, found, columns }: Shape): LabelRow {
  const key = fields[id]?.trim() ?? "";
  const at = (place: number | undefined) =>
    place === undefined ? undefined : fields[place]?.trim() || undefined;
  const said = saidIn(fields, columns);
  return {
    key,
    line,
    match: { id: key, path: key, stems: [key, nameOf(key)] },
    split: splitOf(at(found.split)),
    artist: at(found.artist),
    album: at(found.album),
    ...said,
    fault: key === ""
      ? "its id is empty"
      : fields.length !== header.length
      ? oddRow(fields, header)
      : said.fault,
  };
}

function saidIn(
  fields: readonly string[],
  columns: readonly Column[],
): Pick<LabelRow, "labels" | "values" | "fault"> {
  const [first] = columns;
  if (first!.kind === "number") {
    const values = columns.map(({ at }) => numberOf(fields[at]));
    const odd = columns.find(({ at }, i) => Number.isNaN(values[i]) && fields[at]?.trim());
    if (odd) return { fault: `its ${odd.name} ${JSON.stringify(fields[odd.at])} is no number` };
    return values.every(Number.isNaN) ? { fault: "it has no label" } : { values };
  }
  const labels = first!.kind === "flag"
    ? columns.filter(({ at }) => fields[at]?.trim() === "1").map(({ name }) => name)
    : wordsIn(fields[first!.at] ?? "", first!.separator);
  return labels.length > 0 || first!.kind === "flag" ? { labels } : { fault: "it has no label" };
}

function wordsIn(text: string, separator: string | undefined): string[] {
  const parts = separator === undefined ? [text] : text.split(separator);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))];
}
