import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { ExchangeColumn, ExchangeValue } from "./columns.ts";

/** Rows in one row group. */
const GROUP_ROWS = 5_000;

type SchemaElement = ParquetWriter["schema"][number];

const OPTIONAL = "OPTIONAL" as const;
const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;

/** The schema of one column; names are a list of texts. */
export function schemaOf({ name, kind }: Pick<ExchangeColumn, "name" | "kind">): SchemaElement[] {
  if (kind !== "names") {
    return [{
      name,
      repetition_type: OPTIONAL,
      ...(kind === "number" ? { type: "DOUBLE" } : TEXT),
    }];
  }
  return [
    { name, repetition_type: OPTIONAL, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", ...TEXT },
  ];
}

/** Writes rows of some columns as Parquet, a group at a time. Missing values are null. */
export class TracksParquet {
  readonly #writer: ParquetWriter;
  readonly #columns: readonly ExchangeColumn[];
  #cells: (number | string | readonly string[] | null)[][];

  constructor(path: string, columns: readonly ExchangeColumn[]) {
    const schema = [
      { name: "root", num_children: columns.length },
      ...columns.flatMap(schemaOf),
    ];
    this.#writer = new ParquetWriter({ writer: fileWriter(path), schema });
    this.#columns = columns;
    this.#cells = columns.map(() => []);
  }

  /** Adds a row. */
  write(row: readonly ExchangeValue[]): void {
    row.forEach((value, i) => this.#cells[i]!.push(value ?? null));
    if (this.#cells[0]!.length === GROUP_ROWS) this.#flush();
  }

  /** Writes what is left and the footer. */
  finish(): void {
    this.#flush();
    this.#writer.finish();
  }

  #flush(): void {
    if (this.#cells[0]!.length === 0) return;
    const columnData = this.#columns.map(({ name }, i) => ({ name, data: this.#cells[i]! }));
    this.#writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    this.#cells = this.#columns.map(() => []);
  }
}
