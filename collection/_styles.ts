import { type CategoryColumn, MISSING_CODE, type SparseActivations } from "../domain/mod.ts";

/** The part of a style's name before `---`. */
export function styleParent(style: string): string {
  return style.split("---", 1)[0]!;
}

/** The distinct parents of styles, in the order in which they first appear. */
export function styleParents(styles: readonly string[]): readonly string[] {
  return [...new Set(styles.map(styleParent))];
}

/** Names for codes that can be more than a byte; see {@linkcode CategoryColumn}. */
function coded(labels: readonly string[]): readonly string[] {
  if (labels.length <= MISSING_CODE) return labels;
  return [...labels.slice(0, MISSING_CODE), "", ...labels.slice(MISSING_CODE)];
}

/** The columns `style` and `style_parent`, from the class of the largest activation (-1: none). */
export function styleColumns(
  topClass: Int16Array,
  { labels }: Pick<SparseActivations, "labels">,
): { readonly style: CategoryColumn; readonly style_parent: CategoryColumn } {
  const parents = styleParents(labels);
  const parentOf = labels.map((label) => parents.indexOf(styleParent(label)));
  const style = new Uint16Array(topClass.length).fill(MISSING_CODE);
  const parent = new Uint8Array(topClass.length).fill(MISSING_CODE);
  for (let i = 0; i < topClass.length; i++) {
    const top = topClass[i]!;
    if (top < 0) continue;
    style[i] = top < MISSING_CODE ? top : top + 1;
    parent[i] = parentOf[top]!;
  }
  return {
    style: { codes: style, names: coded(labels) },
    style_parent: { codes: parent, names: parents },
  };
}
