import {
  type Columns,
  descriptorIn,
  type LabelColumn,
  labelNamed,
  MISSING_CODE,
  type NumberDescriptor,
  PITCH_CLASSES,
  rootOf,
} from "../domain/mod.ts";
import { topClasses } from "../query/mod.ts";
import { parentColour, STEPS as CHART_STEPS } from "../charts/mod.ts";

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number];

/** One entry of a legend. */
export interface Swatch {
  readonly name: string;
  /** Class that gives the colour in style sheets; its custom property is `--<class>`. */
  readonly colour: string;
  /** What it stands for, where that is not its name alone. */
  readonly names?: readonly string[];
  /** Rows that have it. */
  readonly count: number;
}

/** Rows coloured by a descriptor. */
export interface Colouring {
  readonly id: string;
  readonly label: string;
  /** Index into `swatches` by row; {@linkcode MISSING_CODE} where there is no value. Shape `(n,)`. */
  readonly codes: Uint8Array;
  readonly swatches: readonly Swatch[];
  /** For numbers: edges of the swatches, one more than those. */
  readonly edges?: readonly number[];
  /** Of the edges. */
  readonly unit?: string;
  /** Rows without a value. */
  readonly missing: number;
  /** Whether it is by a descriptor, which the collection can be filtered by. */
  readonly filters: boolean;
  /** What of a track with several values gives it its colour, in words; left out where each has one. */
  readonly by?: string;
}

/** The palest steps of the ramp are too near the ground for points of a few px. */
const PALE = 2;
const STEPS = CHART_STEPS - PALE;

/** Names that a category can have and still be told apart by colour. */
const MOST_NAMES = 24;

/** The colouring by a descriptor, a label set, `style_parent`, or `tag_top`; `undefined` where the collection lacks it. */
export function colouringOf(columns: Columns, id: string): Colouring | undefined {
  const descriptor = descriptorIn(columns, id);
  if (descriptor?.kind === "number") {
    const column = columns.numbers[id];
    return column && numberColouring(column, descriptor);
  }
  if (id === "tag_top") return tagColouring(columns);
  const named = labelNamed(id);
  const labels = named && named.field === undefined ? columns.labels?.[named.set] : undefined;
  if (labels) return labelColouring(labels, id);
  const category = columns.categories[id];
  if (!category || category.names.length > MOST_NAMES) return undefined;
  const codes = Uint8Array.from(category.codes);
  const counts = countsOf(codes, category.names.length);
  const swatches = category.names.map((name, i) => ({
    name,
    colour: categoryColour(id, { name, index: i }),
    count: counts[i]!,
  }));
  return {
    id,
    label: descriptor?.label ?? "Style",
    missing: counts[MISSING_CODE]!,
    filters: true,
    ...(id === "style_parent" && { by: "its strongest style" }),
    ...withOneGrey(id === "style_parent" ? "other styles" : "others", { codes, swatches }),
  };
}

/** Names that there is no colour for are one entry: several in one grey could not be told apart. */
function withOneGrey(
  name: string,
  { codes, swatches }: Pick<Colouring, "codes" | "swatches">,
): Pick<Colouring, "codes" | "swatches"> {
  const isGrey = ({ colour, count }: Swatch) => colour === "cat-other" && count > 0;
  const grey = swatches.filter(isGrey);
  if (grey.length < 2) return { codes, swatches };
  const coloured = swatches.filter((swatch) => !isGrey(swatch));
  const codeOf = Uint8Array.from({ length: 256 }, (_, code) => {
    const swatch = swatches[code];
    if (!swatch) return MISSING_CODE;
    return isGrey(swatch) ? coloured.length : coloured.indexOf(swatch);
  });
  return {
    codes: codes.map((code) => codeOf[code]!),
    swatches: [...coloured, {
      name,
      colour: "cat-other",
      names: grey.map((swatch) => swatch.name),
      count: grey.reduce((sum, { count }) => sum + count, 0),
    }],
  };
}

function categoryColour(
  id: string,
  at: { readonly name: string; readonly index: number },
): string {
  if (id === "style_parent") return parentColour(at.name);
  const fifths = (PITCH_CLASSES as readonly string[]).indexOf(at.name) * 7 % 12;
  if (id.startsWith("key_")) return fifths < 10 ? `cat-${fifths + 1}` : "cat-other";
  return at.index < 10 ? `cat-${at.index + 1}` : "cat-other";
}

function numberColouring(
  column: Float32Array,
  { id, label, range: [low, high], unit }: NumberDescriptor,
): Colouring {
  const edges = Array.from({ length: STEPS + 1 }, (_, i) => low + i * (high - low) / STEPS);
  const codes = Uint8Array.from(column, (value) => {
    if (Number.isNaN(value)) return MISSING_CODE;
    const at = Math.floor((value - low) / (high - low) * STEPS);
    return Math.min(STEPS - 1, Math.max(0, at));
  });
  const counts = countsOf(codes, STEPS);
  return {
    id,
    label,
    codes,
    edges,
    missing: counts[MISSING_CODE]!,
    filters: true,
    ...(unit && { unit }),
    swatches: edges.slice(1).map((_, i) => ({
      name: String(i),
      colour: `seq-${i + PALE}`,
      count: counts[i]!,
    })),
  };
}

/** Names that have a colour of their own where there are more than colours; the others share one. */
const COLOURED = 9;

/** By the tag with the largest activation: the commonest in colours of their own. */
function tagColouring(columns: Columns): Colouring | undefined {
  const names = columns.activations.tags?.labels;
  if (!names) return undefined;
  const tops = topClasses(columns, "tags");
  return {
    id: "tag_top",
    label: "Tag",
    by: "its strongest tag",
    ...byCommonest(tops, { names, others: "other tags", alone: COLOURED }),
  };
}

/** Most names that all have a colour of their own. */
const COLOURS = 10;

/** By the first label of each track, where there is a hierarchy by the root above it. */
function labelColouring(
  { set, offsets, classes }: LabelColumn,
  id: string,
): Colouring | undefined {
  if (set.classes.length === 0) return undefined;
  const roots = set.classes.map((_, index) => rootOf(set, index));
  const tops = Int32Array.from(
    { length: offsets.length - 1 },
    (_, row) => offsets[row + 1]! > offsets[row]! ? roots[classes[offsets[row]!]!]! : -1,
  );
  return {
    id,
    label: set.name,
    ...(set.several && { by: set.strength ? "its strongest label" : "its first label" }),
    ...byCommonest(tops, { names: set.classes, others: "other labels", alone: COLOURS }),
  };
}

/** The commonest names in colours of their own, the others in one. @param tops Index into `names` by row, -1 for none */
function byCommonest(
  tops: ArrayLike<number> & Iterable<number>,
  { names, others, alone }: {
    readonly names: readonly string[];
    readonly others: string;
    /** Most names of which none has to share. */
    readonly alone: number;
  },
): Pick<Colouring, "codes" | "swatches" | "missing" | "filters"> {
  const counts = new Uint32Array(names.length);
  let missing = 0;
  for (const top of tops) top < 0 ? missing++ : counts[top]!++;
  const order = [...counts.keys()].filter((name) => counts[name]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const own = order.length <= alone ? alone : COLOURED;
  const [named, rest] = [order.slice(0, own), order.slice(own)];
  const codeOf = new Uint8Array(names.length).fill(named.length);
  named.forEach((name, code) => codeOf[name] = code);
  const swatches = named.map((name, i): Swatch => ({
    name: names[name]!,
    colour: `cat-${i + 1}`,
    count: counts[name]!,
  }));
  return {
    filters: true,
    missing,
    codes: Uint8Array.from(tops, (top) => codeOf[top] ?? MISSING_CODE),
    swatches: rest.length === 0 ? swatches : [...swatches, {
      name: others,
      colour: "cat-other",
      names: rest.map((name) => names[name]!),
      count: rest.reduce((sum, name) => sum + counts[name]!, 0),
    }],
  };
}

function countsOf(codes: Uint8Array, names: number): Uint32Array {
  const counts = new Uint32Array(Math.max(names, 256));
  for (const code of codes) counts[code]!++;
  return counts;
}

/** Colours as the style sheet has them now, light or dark. */
export interface Palette {
  rgb(colour: string): Rgb;
}

/** Reads colours from the custom properties of an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const known = new Map<string, Rgb>();
  return {
    rgb(colour) {
      const kept = known.get(colour) ?? hexToRgb(style.getPropertyValue(`--${colour}`).trim());
      known.set(colour, kept);
      return kept;
    },
  };
}

function hexToRgb(hex: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1] ?? "808080";
  const number = Number.parseInt(digits, 16);
  return [number >> 16, number >> 8 & 255, number & 255];
}

/** Red, green, blue and opacity of every row. Shape `(4n,)`. */
export function coloursOf(colouring: Colouring, palette: Palette): Uint8Array {
  const table = new Uint8Array(256 * 4);
  for (let code = 0; code < 256; code++) {
    const swatch = colouring.swatches[code];
    table.set([...palette.rgb(swatch?.colour ?? "edge"), swatch ? 235 : 110], code * 4);
  }
  const colours = new Uint8Array(colouring.codes.length * 4);
  const [from, to] = [new Uint32Array(table.buffer), new Uint32Array(colours.buffer)];
  for (let row = 0; row < colouring.codes.length; row++) to[row] = from[colouring.codes[row]!]!;
  return colours;
}
