import { ExchangeError } from "./failure.ts";

/**
 * One field of a TSV file: as it is, or in double quotes (those within doubled) where it holds a tab,
 * a line break or a quote; pandas, DuckDB and spreadsheets read this without being told.
 */
export function tsvField(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a TSV file with its line break. */
export function tsvLine(fields: readonly string[]): string {
  return fields.map(tsvField).join("\t") + "\n";
}

/** A record of a TSV file, and the number of its first line, from 1. */
export interface TsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The records of a TSV file, its header first. Throws an ExchangeError where a quote never ends. */
export async function* readTsv(path: string): AsyncGenerator<TsvRecord> {
  let line = 0;
  let started = 0;
  let open: string | undefined;
  for await (const text of readLines(path)) {
    line++;
    if (open === undefined) started = line;
    const record: string = open === undefined ? text : `${open}\n${text}`;
    if (!isComplete(record)) {
      open = record;
      continue;
    }
    open = undefined;
    if (record !== "") yield { line: started, fields: fieldsOf(record) };
  }
  if (open !== undefined) {
    throw new ExchangeError(`Cannot read ${path}: the quote on line ${started} never ends`);
  }
}

/** The lines of a text file without their `\n`. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = await Deno.open(path);
  let rest = "";
  for await (const chunk of file.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** Whether every field in quotes has its closing quote. */
function isComplete(record: string): boolean {
  if (!record.includes('"')) return true;
  let inside = false;
  for (let i = 0; i < record.length; i++) {
    const atStart = i === 0 || record[i - 1] === "\t";
    if (!inside && record[i] === '"' && atStart) inside = true;
    else if (inside && record[i] === '"') {
      if (record[i + 1] === '"') i++;
      else inside = false;
    }
  }
  return !inside;
}

function fieldsOf(record: string): string[] {
  const text = record.endsWith("\r") ? record.slice(0, -1) : record;
  if (!text.includes('"')) return text.split("\t");
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const quoted = text[at] === '"' ? /"((?:[^"]|"")*)"/y : undefined;
    if (quoted) quoted.lastIndex = at;
    const match = quoted?.exec(text);
    const end = match ? at + match[0].length : endOf(text, at);
    fields.push(match ? match[1]!.replaceAll('""', '"') : text.slice(at, end));
    at = end + 1;
  }
  return fields;
}

function endOf(text: string, from: number): number {
  const tab = text.indexOf("\t", from);
  return tab < 0 ? text.length : tab;
}
