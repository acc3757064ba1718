import {
  type CategoryColumn,
  MISSING_CODE,
  splitStyle,
  STYLE_PARENTS,
  STYLES,
} from "../domain/mod.ts";

const PARENT_OF = STYLES.map((style) => STYLE_PARENTS.indexOf(splitStyle(style).parent));

/** The column `style_parent`, from the style of the largest activation (-1: none) of each row. */
export function styleParentColumn(topStyle: Int16Array): CategoryColumn {
  const codes = Uint8Array.from(topStyle, (style) => PARENT_OF[style] ?? MISSING_CODE);
  return { codes, names: STYLE_PARENTS };
}
