import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  splitStyle,
  STYLE_PARENTS,
  STYLES,
} from "../domain/mod.ts";

/** A name found, or why it was not. */
export type Named = { readonly name: string } | { readonly problem: string };

function indexOf(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

const PARENTS = indexOf(STYLE_PARENTS);
const FULL_STYLES = indexOf(STYLES);
const CLASS_NAMES = new Map(ACTIVATION_SETS.map((set) => [set, indexOf(ACTIVATION_CLASSES[set])]));
const SHORT_STYLES = Map.groupBy(STYLES, (style) => splitStyle(style).name.toLowerCase());

/** A style by its full name, a parent, or a style by its own name where only one has it. */
export function styleNamed(text: string): Named {
  const wanted = text.trim().toLowerCase();
  const name = FULL_STYLES.get(wanted) ?? PARENTS.get(wanted);
  if (name) return { name };
  const short = SHORT_STYLES.get(wanted) ?? [];
  if (short.length === 1) return { name: short[0]! };
  return {
    problem: short.length === 0
      ? `no style or parent of styles is called ${JSON.stringify(text.trim())}`
      : `${JSON.stringify(text.trim())} is one of ${short.join(", ")}: write which`,
  };
}

/** A class of a set, or a parent of styles. */
export function activationNamed(text: string, set: ActivationSet): Named {
  if (set === "styles") return styleNamed(text);
  const name = CLASS_NAMES.get(set)!.get(text.trim().toLowerCase());
  const { one } = ACTIVATION_INFO[set];
  return name ? { name } : { problem: `no ${one} is called ${JSON.stringify(text.trim())}` };
}

/** Whether a name is that of a parent of styles rather than of one style. */
export function isParent(name: string): boolean {
  return !name.includes("---");
}

/** Indices of the labels that a name stands for: one class, or all styles of a parent. */
export function classesOf(name: string, labels: readonly string[]): number[] {
  const classes: number[] = [];
  const parent = `${name}---`;
  for (const [index, label] of labels.entries()) {
    if (label === name || label.startsWith(parent)) classes.push(index);
  }
  return classes;
}
