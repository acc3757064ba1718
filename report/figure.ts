import type { VNode } from "preact";

/** A cell of a table: text, a number in full, or nothing. */
export type Cell = string | number | null;

/** The numbers behind a figure. Units join the names of columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A chart with its words and numbers. */
export interface Figure {
  /** Also the name of its files: `tempo` for `tempo.svg` and `tempo.tsv`. */
  readonly id: string;
  readonly title: string;
  /** What is counted, out of how many, and what is missing. */
  readonly caption: string;
  readonly table: Table;
  /** Takes the whole width of a page instead of a column. */
  readonly wide?: boolean;
  /** Draws at a width in px; charts of a column are drawn at {@linkcode COLUMN}. */
  readonly draw: (width: number) => VNode;
}

/** Width of a chart in a column, px: as wide as a telephone, so that its text keeps its size. */
export const COLUMN = 360;
/** Width of a chart that spans a page, px. */
export const PAGE = 1120;

/** A question with what answers it. */
export interface Section {
  readonly id: string;
  readonly question: string;
  /** Sentences computed from the data. */
  readonly findings: readonly string[];
  readonly figures: readonly Figure[];
}
