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

/** Whether every field in quotes has its closing quote: a line break in one goes on in the next line. */
export function isWholeTsvRecord(record: string): boolean {
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

/** The fields of a record as {@linkcode tsvLine} writes it, without its line break. */
export function tsvFields(record: string): string[] {
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

/** The records of a text as {@linkcode tsvLine} writes them; empty lines are passed over. */
export function tsvRecords(text: string): readonly (readonly string[])[] {
  return [...eachTsvRecord(text)];
}

/** The same one after another, for texts so long that others are given a turn meanwhile. */
export function* eachTsvRecord(text: string): Generator<readonly string[]> {
  let open: string | undefined;
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end);
    at = end + 1;
    const record: string = open === undefined ? line : `${open}\n${line}`;
    open = isWholeTsvRecord(record) ? undefined : record;
    if (open === undefined && record !== "") yield tsvFields(record);
  }
}
