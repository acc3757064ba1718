import { type Space, SPACES } from "../../domain/mod.ts";
import { type Parameter, type Projection, PROJECTIONS } from "../../query/mod.ts";
import { COLUMN_IDS, DEFAULT_COLUMNS } from "./table_columns.ts";

/** How the collection is shown; part of the address. */
export interface View {
  /** Catalogue id by which the map is coloured, or `style_parent`. */
  readonly colour: string;
  /** Undefined for the first space that there is. */
  readonly space: Space | undefined;
  readonly projection: Projection;
  /** Columns of the table, by id. */
  readonly table: readonly string[];
}

/** What is shown where the address says nothing. */
export const DEFAULT_VIEW: View = {
  colour: "style_parent",
  space: undefined,
  projection: "pca",
  table: DEFAULT_COLUMNS,
};

/** Whether a parameter of the address belongs to the view. */
export function isViewParameter(parameter: string): boolean {
  return parameter.startsWith("view.");
}

/** Reads the view; what cannot be read is as usual. */
export function parseView(params: URLSearchParams): View {
  const table = (params.get("view.table") ?? "").split(",").filter((id) => COLUMN_IDS.includes(id));
  return {
    colour: params.get("view.colour") || DEFAULT_VIEW.colour,
    space: SPACES.find((space) => space === params.get("view.space")),
    projection: PROJECTIONS.find((name) => name === params.get("view.projection")) ?? "pca",
    table: table.length > 0 ? table : DEFAULT_COLUMNS,
  };
}

/** What of a view is not as usual, as parameters. */
export function viewParameters(view: View): Parameter[] {
  const table = view.table.join(",");
  const parameters: (Parameter | false)[] = [
    view.colour !== DEFAULT_VIEW.colour && ["view.colour", view.colour],
    view.space !== undefined && ["view.space", view.space],
    view.projection !== DEFAULT_VIEW.projection && ["view.projection", view.projection],
    table !== DEFAULT_COLUMNS.join(",") && ["view.table", table],
  ];
  return parameters.filter((parameter) => parameter !== false);
}
