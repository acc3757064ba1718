import type { ComponentChildren } from "preact";

/** One column of a table of records. */
export interface TableColumn<Row> {
  readonly title: ComponentChildren;
  /** Numbers stand right, with tabular figures. */
  readonly number?: boolean;
  readonly cell: (row: Row, index: number) => ComponentChildren;
}

/** A small table; long ones want virtual rows and are islands of their own. */
export interface TableProps<Row> {
  readonly caption?: ComponentChildren;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
}

/** A table of records, the first column naming each row. */
export function Table<Row>({ caption, columns, rows }: TableProps<Row>) {
  return (
    <div class="table-frame">
      <table class="table">
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ title, number }, i) => (
              <th key={i} scope="col" class={number ? "number" : undefined}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map(({ cell, number }, i) => (
                <td key={i} class={number ? "number" : undefined}>{cell(row, at)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
