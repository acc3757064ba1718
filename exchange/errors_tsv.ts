import { type AnalysisError, tsvLine } from "../domain/mod.ts";
import { ExchangeError } from "./failure.ts";
import { readTsv } from "./tsv.ts";

const HEADER = ["path", "stage", "reason", "at", "size", "modified"] as const;

/** The ledger of errors as TSV: path, stage, reason, when (ms since epoch), size (bytes), modified. */
export function errorsTsv(errors: readonly AnalysisError[]): string {
  const rows = errors.map((error) => tsvLine(HEADER.map((name) => String(error[name]))));
  return tsvLine(HEADER) + rows.join("");
}

/** The ledger in a file that {@linkcode errorsTsv} wrote. */
export async function* readErrors(path: string): AsyncGenerator<AnalysisError> {
  let header: readonly string[] | undefined;
  for await (const { fields, line } of readTsv(path)) {
    if (!header) {
      header = fields;
      if (HEADER.some((name) => !fields.includes(name))) {
        throw new ExchangeError(
          `Cannot import ${path}: its columns must be ${HEADER.join(", ")}`,
        );
      }
      continue;
    }
    const text = (name: (typeof HEADER)[number]) => fields[header!.indexOf(name)] ?? "";
    const [at, size, modified] = [
      Number(text("at")),
      Number(text("size")),
      Number(text("modified")),
    ];
    if (![at, size, modified].every(Number.isFinite)) {
      throw new ExchangeError(`Cannot import ${path}: line ${line} has no numbers where it should`);
    }
    yield { path: text("path"), stage: text("stage"), reason: text("reason"), at, size, modified };
  }
}
