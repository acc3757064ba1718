import { isWholeTsvRecord, tsvFields } from "../domain/mod.ts";
import { ExchangeError } from "./failure.ts";

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
    if (!isWholeTsvRecord(record)) {
      open = record;
      continue;
    }
    open = undefined;
    if (record !== "") yield { line: started, fields: tsvFields(record) };
  }
  if (open !== undefined) {
    throw new ExchangeError(`Cannot read ${path}: the quote on line ${started} never ends`);
  }
}

/**
 * The lines of a text file without their `\n`. Throws an ExchangeError that names the line where bytes are
 * not UTF-8, or where a line is longer than any of a table.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 0;
  for await (const bytes of lineBytes(path)) {
    line++;
    try {
      yield decoder.decode(bytes);
    } catch (cause) {
      throw new ExchangeError(
        `Cannot read ${path}: line ${line} is not UTF-8; save the file in that encoding`,
        { cause },
      );
    }
  }
}

const LINE_FEED = 10;
/** Bytes of a line: what lies along the longest track takes far less. */
const LONGEST_LINE = 16_000_000;

async function* lineBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await Deno.open(path);
  let rest = new Uint8Array();
  let line = 1;
  for await (const chunk of file.readable) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield joined(rest, chunk.subarray(from, end));
      rest = new Uint8Array();
      from = end + 1;
      line++;
    }
    rest = joined(rest, chunk.subarray(from));
    if (rest.length > LONGEST_LINE) {
      throw new ExchangeError(
        `Cannot read ${path}: line ${line} has more than ${LONGEST_LINE} bytes`,
      );
    }
  }
  if (rest.length > 0) yield rest;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
