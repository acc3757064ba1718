import type { ComponentChildren } from "preact";

/** One column of a table of records. */
export interface TableColumn<Row> {
  readonly title: string;
  /** Whether the title is only read out. */
  readonly untitled?: boolean;
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

/**
 * A table of records, the first column naming each row. On a small screen each row is a card that names
 * its columns; the roles keep it a table for those who do not see it.
 */
export function Table<Row>({ caption, columns, rows }: TableProps<Row>) {
  return (
    <div
      class="table-frame"
      role="group"
      aria-label={typeof caption === "string" ? caption : "Table"}
      tabIndex={0}
    >
      <table class="table" role="table">
        {caption && <caption>{caption}</caption>}
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, untitled, number }, i) => (
              <th
                key={i}
                role="columnheader"
                scope="col"
                class={number ? "number" : undefined}
              >
                {untitled ? <span class="visually-hidden">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, at) => (
            <tr key={at} role="row">
              {columns.map(({ title, untitled, cell, number }, i) => (
                <td
                  key={i}
                  role="cell"
                  class={number ? "number" : undefined}
                  data-title={untitled ? undefined : title}
                >
                  {cell(row, at)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
