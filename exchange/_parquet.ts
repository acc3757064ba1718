import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { COLUMNS } from "./columns.ts";

/** Rows in one row group. */
const GROUP_ROWS = 5_000;

/** Writes rows of {@linkcode COLUMNS} as Parquet, a group at a time. Missing values are null. */
export class TracksParquet {
  readonly #writer: ParquetWriter;
  #columns: (number | string | null)[][] = COLUMNS.map(() => []);

  constructor(path: string) {
    const schema = schemaFromColumnData({ columnData: columnData(this.#columns) });
    this.#writer = new ParquetWriter({ writer: fileWriter(path), schema });
  }

  /** Adds a row. */
  write(row: readonly (number | string | undefined)[]): void {
    row.forEach((value, i) => this.#columns[i]!.push(value ?? null));
    if (this.#columns[0]!.length === GROUP_ROWS) this.#flush();
  }

  /** Writes what is left and the footer. */
  finish(): void {
    this.#flush();
    this.#writer.finish();
  }

  #flush(): void {
    if (this.#columns[0]!.length === 0) return;
    this.#writer.write({ columnData: columnData(this.#columns), rowGroupSize: GROUP_ROWS });
    this.#columns = COLUMNS.map(() => []);
  }
}

function columnData(columns: readonly (number | string | null)[][]) {
  return COLUMNS.map(({ name, kind }, i) => ({
    name,
    data: columns[i]!,
    type: kind === "number" ? "DOUBLE" as const : "STRING" as const,
    nullable: true,
  }));
}
