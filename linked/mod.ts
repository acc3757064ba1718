/**
 * The linked columns of the browser: one collection, one selection, one history, on which pages lay
 * their views. Whatever one touches changes the query; every view derives from that.
 *
 * @module
 */
export { Brushable, type BrushAxis } from "./_Brushable.tsx";
export { BrushFigure } from "./_BrushFigure.tsx";
export { Changed } from "./_Changed.tsx";
export { Chips } from "./_Chips.tsx";
export { Counted, countedText } from "./_Counted.tsx";
export { ColourChoice, Legend } from "./_Legend.tsx";
export { query, rangeOf, useClause, view, withRange } from "./_asked.ts";
export { squaresPath } from "./_bars.ts";
export { isOpen, meets, type Range, toPx } from "./_brush.ts";
export { colouring, ownColouring, tableIds } from "./_coloured.ts";
export { type Colouring, coloursOf, paletteOf, type Rgb } from "./_colouring.ts";
export {
  columns,
  keyProfile,
  loading,
  recommend,
  recommended,
  rowOf,
  useColumns,
} from "./_columns.ts";
export {
  hasActivations,
  hasColumn,
  hasKeys,
  hasValues,
  hasVoice,
  PLANE_BINS,
  planeId,
  shownNumbers,
} from "./_facets.ts";
export {
  canRedo,
  canUndo,
  changeQuery,
  dropClause,
  followAddress,
  openQuery,
  type ReadOthers,
  redo,
  resetQuery,
  setQuery,
  settle,
  setView,
  undo,
  WORDS_PARAMETER,
  written,
} from "./_history.ts";
export { besideData, type MapData, mapData, useBestMap, useMap } from "./_maps.ts";
export { hovered, pinned, togglePin } from "./_marks.ts";
export { mapOfSecondRegion, regionOn, setRegion } from "./_region.ts";
export { brushed, rows } from "./_selection.ts";
export { columnIds, type TableColumn, tableColumns, unitOf } from "./_table_columns.ts";
export { leftOfWords, sayWords } from "./_words.ts";
export { DEFAULT_DRAWER, type MapName } from "./_view.ts";
