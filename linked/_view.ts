import {
  type Projection,
  projectionNamed,
  type Space,
  spaceNamed,
  type TrackId,
} from "../domain/mod.ts";
import type { Parameter } from "../query/mod.ts";
import { isTableColumn } from "./_table_columns.ts";

/** Which map: a projection of a space. */
export interface MapName {
  readonly space: Space;
  readonly projection: Projection;
}

/** How the collection is shown; part of the address. */
export interface View {
  /** Catalogue id by which the map is coloured, `style_parent` or `tag_top`; undefined for the usual. */
  readonly colour: string | undefined;
  /** Undefined for the first space that there is. */
  readonly space: Space | undefined;
  /** Undefined for the best one that is ready. */
  readonly projection: Projection | undefined;
  /** The map beside it, where two are shown; undefined for the first that is another. */
  readonly beside: MapName | undefined;
  /** The query of two maps; on Explore the track in the inspector. */
  readonly track: TrackId | undefined;
  /** How far the left of two maps has moved to the right one, in [0, 1]. */
  readonly morph: number;
  /** Whether two maps are panned and zoomed as one. */
  readonly together: boolean;
  /** Columns of the table, by id; undefined for the usual ones. */
  readonly table: readonly string[] | undefined;
  /** Widths of columns that the reader has sized, px. */
  readonly widths: Readonly<Record<string, number>>;
  /** Part of the height that the table takes under the map, in [0, 1]; 0 where it is shut. */
  readonly drawer: number;
  /** Whether the map fills the window. */
  readonly whole: boolean;
  /** By what tracks are counted in place of the table, by one or by two; undefined for the table. */
  readonly groups: Groups | undefined;
  /** Whether histograms show shares of the selection and of the whole instead of counts. */
  readonly shares: boolean;
}

/** Ids of groupings. */
export interface Groups {
  readonly rows: string;
  readonly across: string | undefined;
}

/** Part of the height that the table takes where nothing else is asked, in [0, 1]. */
export const DEFAULT_DRAWER = 0.29;

/** What is shown where the address says nothing. */
export const DEFAULT_VIEW: View = {
  colour: undefined,
  space: undefined,
  projection: undefined,
  beside: undefined,
  track: undefined,
  morph: 0,
  together: true,
  table: undefined,
  widths: {},
  drawer: DEFAULT_DRAWER,
  whole: false,
  groups: undefined,
  shares: false,
};

/** Whether a parameter of the address belongs to the view. */
export function isViewParameter(parameter: string): boolean {
  return parameter.startsWith("view.");
}

/** Reads the view; what cannot be read is as usual. */
export function parseView(params: URLSearchParams): View {
  const table = (params.get("view.table") ?? "").split(",").filter(isTableColumn);
  return {
    colour: params.get("view.colour") || undefined,
    space: spaceNamed(params.get("view.space")),
    projection: projectionNamed(params.get("view.projection") ?? ""),
    beside: mapNamed(params.get("view.beside") ?? ""),
    track: params.get("view.track") || undefined,
    morph: shareIn(params.get("view.morph") ?? "") ?? DEFAULT_VIEW.morph,
    together: params.get("view.zoom") !== "apart",
    table: table.length > 0 ? table : undefined,
    widths: widthsIn(params.get("view.widths") ?? ""),
    drawer: shareIn(params.get("view.drawer") ?? "") ?? DEFAULT_VIEW.drawer,
    whole: params.get("view.map") === "whole",
    groups: groupsIn(params.get("view.groups") ?? ""),
    shares: params.get("view.bars") === "shares",
  };
}

/** What of a view is not as usual, as parameters. */
export function viewParameters(view: View): Parameter[] {
  const parameters: (Parameter | false | undefined)[] = [
    view.colour !== undefined && ["view.colour", view.colour],
    view.space !== undefined && ["view.space", view.space],
    view.projection !== undefined && ["view.projection", view.projection],
    view.beside && ["view.beside", `${view.beside.space}.${view.beside.projection}`],
    view.track !== undefined && ["view.track", view.track],
    view.morph > 0 && ["view.morph", String(view.morph)],
    !view.together && ["view.zoom", "apart"],
    view.table !== undefined && ["view.table", view.table.join(",")],
    Object.keys(view.widths).length > 0 && ["view.widths", widthsText(view.widths)],
    view.drawer !== DEFAULT_VIEW.drawer && ["view.drawer", String(view.drawer)],
    view.whole && ["view.map", "whole"],
    view.groups &&
    ["view.groups", [view.groups.rows, view.groups.across].filter(Boolean).join("*")],
    view.shares && ["view.bars", "shares"],
  ];
  return parameters.filter((parameter) => parameter !== false && parameter !== undefined);
}

/** Widths as they are written, `title:200,artist:90`; what is no column or no sensible width is left out. */
function widthsIn(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(",").map((part) => part.split(":")).filter(([id, width]) =>
    isTableColumn(id!) && /^\d{2,3}$/.test(width ?? "")
  );
  return Object.fromEntries(pairs.map(([id, width]) => [id, Number(width)]));
}

function widthsText(widths: Readonly<Record<string, number>>): string {
  return Object.entries(widths).map(([id, width]) => `${id}:${width}`).join(",");
}

/** A share of 0 to 1 in hundredths; `undefined` where the text is no number. */
function shareIn(text: string): number | undefined {
  const share = Math.round(100 * Number(text)) / 100;
  return text.trim() !== "" && Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : undefined;
}

/** The groupings that are written `style_parent*key`. */
function groupsIn(text: string): Groups | undefined {
  const [rows, across] = text.split("*");
  return rows ? { rows, across: across || undefined } : undefined;
}

/** The map that is written `musicnn.pca`. */
function mapNamed(text: string): MapName | undefined {
  const dot = text.indexOf(".");
  const space = spaceNamed(text.slice(0, dot));
  const projection = projectionNamed(text.slice(dot + 1));
  return space && projection && { space, projection };
}
