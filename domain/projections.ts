import { ACTIVATION_WORDS, activationSetOf, type ActivationWord } from "./activations.ts";
import { findDescriptor, numberDescriptorOf } from "./catalogue.ts";
import { isLabelAspect, isLabelName, labelNamed } from "./label_set.ts";
import { ACTIVATION_CLASSES } from "./labels/classes.ts";
import { splitStyle } from "./labels/styles.ts";

/**
 * Ways from many dimensions to two. `pca`: principal components, distances along them are true. `std`:
 * the same with each dimension brought to one deviation first. `tsne`, `umap`: neighbours together,
 * distances are not true.
 */
export const PROJECTIONS = ["pca", "std", "tsne", "umap"] as const;

/** Principal components that a map may show, counted from 1. */
export const MOST_COMPONENTS = 10;

/**
 * Where a map's two axes come from: one of {@linkcode PROJECTIONS}, two components such as `pca3-5`, or
 * two raw axes such as `raw~tag9~log-tempo` (see {@linkcode Axis}).
 */
export type Projection =
  | (typeof PROJECTIONS)[number]
  | `${"pca" | "std"}${number}-${number}`
  | `raw~${string}~${string}`;

/** One raw axis: a class of a set of activations by its place in the list, a dimension of the space from 1, a descriptor. */
export type Axis =
  & { readonly log: boolean }
  & (
    | { readonly of: ActivationWord | "dim"; readonly index: number }
    /** Catalogue id, or `label.<set>.<number>`. */
    | { readonly of: "descriptor"; readonly id: string }
  );

/** A {@linkcode Projection} taken apart. */
export type Layout =
  | { readonly method: "tsne" | "umap" }
  | { readonly method: "pca" | "std"; readonly components: readonly [number, number] }
  | { readonly method: "raw"; readonly axes: readonly [Axis, Axis] };

const COMPONENTS = /^(pca|std)([1-9]\d?)-([1-9]\d?)$/;
const NUMBERED = new RegExp(`^(${ACTIVATION_WORDS.join("|")}|dim)([1-9]\\d{0,3})$`);
const LOG = "log-";
const PARTS = "~";
const MOST_DIMENSIONS = 9999;
const LABELS = { pca: "PCA", std: "Standardised PCA", tsne: "t-SNE", umap: "UMAP" } as const;

/** The projection that is written so; undefined where there is none. */
export function projectionNamed(text: string): Projection | undefined {
  const plain = PROJECTIONS.find((known) => known === text);
  if (plain) return plain;
  const [, method, ...numbers] = COMPONENTS.exec(text) ?? [];
  if (method) {
    const [across, up] = numbers.map(Number);
    const there = Math.max(across!, up!) <= MOST_COMPONENTS && across !== up;
    return there
      ? projectionOf({ method: method as "pca" | "std", components: [across!, up!] })
      : undefined;
  }
  const [raw, ...written] = text.split(PARTS);
  const axes = written.map(axisNamed);
  if (raw !== "raw" || axes.length !== 2 || !axes[0] || !axes[1]) return undefined;
  return projectionOf({ method: "raw", axes: [axes[0], axes[1]] });
}

/** What {@linkcode projectionNamed} reads back; the first two components by the method alone. */
export function projectionOf(layout: Layout): Projection {
  if (layout.method === "raw") {
    const [x, y] = layout.axes.map(axisText);
    return `raw~${x!}~${y!}`;
  }
  if (!("components" in layout)) return layout.method;
  const [across, up] = layout.components;
  return across === 1 && up === 2 ? layout.method : `${layout.method}${across}-${up}`;
}

/** Takes a projection apart. */
export function layoutOf(projection: Projection): Layout {
  if (projection === "tsne" || projection === "umap") return { method: projection };
  if (projection === "pca" || projection === "std") {
    return { method: projection, components: [1, 2] };
  }
  const [, method, across, up] = COMPONENTS.exec(projection) ?? [];
  if (method) {
    return { method: method as "pca" | "std", components: [Number(across), Number(up)] };
  }
  const [, x, y] = projection.split(PARTS).map(axisNamed);
  return { method: "raw", axes: [x!, y!] };
}

/** What a projection is called on the screen. */
export function projectionLabel(projection: Projection): string {
  const layout = layoutOf(projection);
  if (layout.method === "raw") return layout.axes.map(axisLabel).join(" × ");
  const label = LABELS[layout.method];
  return projection === layout.method || !("components" in layout)
    ? label
    : `${label} ${layout.components.join(" × ")}`;
}

/** The axis that is written so, such as `tag9`, `dim120`, `tempo`, `log-duration`, `label.deam.arousal`. */
export function axisNamed(text: string): Axis | undefined {
  const log = text.startsWith(LOG);
  const name = log ? text.slice(LOG.length) : text;
  const [, of, digits] = NUMBERED.exec(name) ?? [];
  if (of) {
    const kind = of as ActivationWord | "dim";
    const most = classesOn(kind)?.length ?? MOST_DIMENSIONS;
    return Number(digits) <= most ? { of: kind, index: Number(digits), log } : undefined;
  }
  const field = labelNamed(name)?.field;
  const isNumber = field === undefined
    ? findDescriptor(name)?.kind === "number"
    : !isLabelAspect(field) && !isLabelName(field);
  return isNumber ? { of: "descriptor", id: name, log } : undefined;
}

/** What {@linkcode axisNamed} reads back. */
export function axisText(axis: Axis): string {
  const name = axis.of === "descriptor" ? axis.id : `${axis.of}${axis.index}`;
  return axis.log ? LOG + name : name;
}

/** What an axis is called on the screen, with its unit. */
export function axisLabel(axis: Axis): string {
  const log = axis.log ? " (log)" : "";
  if (axis.of === "descriptor") {
    const named = labelNamed(axis.id);
    if (named) return `${named.field!.replaceAll("_", " ")} (${named.set})${log}`;
    const { label, unit } = numberDescriptorOf(axis.id);
    return `${label}${unit && `, ${unit}`}${log}`;
  }
  const name = classesOn(axis.of)?.[axis.index - 1];
  return `${name === undefined ? `dimension ${axis.index}` : splitStyle(name).name}${log}`;
}

/** The classes that an axis may show; undefined for one of dimensions. */
function classesOn(of: ActivationWord | "dim"): readonly string[] | undefined {
  const set = activationSetOf(of);
  return set && ACTIVATION_CLASSES[set];
}
