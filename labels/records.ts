import Papa from "papaparse";
import { LabelError } from "./failure.ts";
import type { SourceFiles } from "./files.ts";
import { LONGEST_RECORD, readText, tooLong } from "./text.ts";

/** One record of a table, and the number of its first line, from 1. */
export interface TableRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** How a table is written. */
export interface TableForm {
  /** Guessed from the first line where left out. */
  readonly delimiter?: string;
  /** Whether a quotation mark at the start of a field has a meaning; `true` where left out. */
  readonly quotes?: boolean;
}

/** Characters that are parsed at once. */
const PIECE = 1 << 17;

interface ParserResult {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * The records of a table (RFC 4180), header and all. A record may span lines, empty lines are left out.
 * Throws a LabelError where a quote never ends or is followed by more text.
 */
export async function* readRecords(
  files: SourceFiles,
  name: string,
  form: TableForm = {},
): AsyncGenerator<TableRecord> {
  for await (const batch of readBatches(files, name, form)) {
    for (const record of batch) yield record;
  }
}

/** {@linkcode readRecords}, as many at a time as 128 kB hold: a step of its own each costs more than it holds. */
export async function* readBatches(
  files: SourceFiles,
  name: string,
  form: TableForm = {},
): AsyncGenerator<readonly TableRecord[]> {
  let rest = "";
  let line = 1;
  let parser: ((text: string, isLast: boolean) => ParserResult) | undefined;
  const parse = (isLast: boolean): TableRecord[] => {
    parser ??= parserFor(rest, form);
    const { data, errors, meta } = parser(rest, isLast);
    const quoted = form.quotes !== false && rest.includes('"');
    const faults = new Map(errors.toReversed().map(({ row, code }) => [row, code]));
    const records: TableRecord[] = [];
    for (const [row, fields] of data.entries()) {
      const fault = faults.get(row);
      if (fault !== undefined) throw quoteError(name, { line, fault });
      const isEmpty = fields.length === 1 && fields[0]!.trim() === "";
      if (!isEmpty) records.push({ line, fields: withoutEnd(fields) });
      line += 1 + (quoted ? breaksIn(fields) : 0);
    }
    rest = isLast ? "" : rest.slice(meta.cursor);
    if (rest.length > LONGEST_RECORD) {
      if (quoted && rest.includes('"')) throw quoteError(name, { line, fault: "MissingQuotes" });
      throw tooLong(name, line);
    }
    return records;
  };
  for await (const piece of readText(files, name)) {
    rest += piece;
    if (rest.length >= PIECE) yield parse(false);
  }
  if (rest !== "") yield parse(true);
}

function parserFor(head: string, form: TableForm): (text: string, isLast: boolean) => ParserResult {
  const firstLine = head.slice(0, head.search(/[\r\n]|$/));
  const config = {
    delimiter: form.delimiter ?? delimiterOf(firstLine),
    newline: head.includes("\n")
      ? "\n" as const
      : head.includes("\r")
      ? "\r" as const
      : "\n" as const,
    ...(form.quotes === false && { fastMode: true }),
  };
  return (text, isLast) => new Papa.Parser(config).parse(text, 0, !isLast) as ParserResult;
}

/** The separator of a table, by its first line: tab, comma, semicolon or bar, whichever is there most. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, "");
  const counts = ["\t", ",", ";", "|"].map((mark) => ({ mark, count: bare.split(mark).length }));
  const most = counts.reduce((a, b) => b.count > a.count ? b : a);
  return most.count > 1 ? most.mark : ",";
}

function quoteError(
  name: string,
  { line, fault }: { readonly line: number; readonly fault: string },
): LabelError {
  return new LabelError(
    fault === "MissingQuotes"
      ? `Cannot read ${name}: a quote that opens in the record on line ${line} is never closed`
      : `Cannot read ${name}: in the record on line ${line} a closing quote is followed by more text; double quotes within a quoted field`,
  );
}

function withoutEnd(fields: string[]): string[] {
  const last = fields.length - 1;
  if (fields[last]?.endsWith("\r")) fields[last] = fields[last].slice(0, -1);
  return fields;
}

function breaksIn(fields: readonly string[]): number {
  let breaks = 0;
  for (const field of fields) {
    for (let at = field.indexOf("\n"); at >= 0; at = field.indexOf("\n", at + 1)) breaks++;
  }
  return breaks;
}

/** The fault of a row that has fewer or more fields than its header. */
export function oddRow(fields: readonly string[], header: readonly string[]): string {
  return `it has ${fields.length} fields, and the header ${header.length}`;
}

/** A name in a header, without the quotes, blanks and marks that publishers leave around it. */
export function headerName(text: string): string {
  return text.replace(/^\ufeff/, "").trim().replace(/^"(.*)"$/, "$1").trim();
}

/** Where each wanted column of a header is. Throws a LabelError that names those that are missing. */
export function columnsOf<Name extends string>(
  header: readonly string[],
  { wanted, name }: { readonly wanted: readonly Name[]; readonly name: string },
): Readonly<Record<Name, number>> {
  const names = header.map((field) => headerName(field).toLowerCase());
  const places = Object.fromEntries(
    wanted.map((column) => [column, names.indexOf(column.toLowerCase())]),
  ) as Record<Name, number>;
  const missing = wanted.filter((column) => places[column] < 0);
  if (missing.length === 0) return places;
  const shown = names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");
  throw new LabelError(
    `Cannot read ${name}: it has no column ${missing.join(", ")}; its columns are ${shown}`,
  );
}
