import {
  type CategoryDescriptor,
  type Descriptor,
  findDescriptor,
  type NumberDescriptor,
} from "./catalogue.ts";
import type { Columns } from "./columns.ts";
import {
  isLabelAspect,
  LABEL_ASPECTS,
  LABEL_PREFIX,
  type LabelAspect,
  type LabelField,
  type LabelName,
  labelNamed,
  type LabelSet,
} from "./label_set.ts";

/** Most classes with which a label set is also one categorical column; those of larger sets are filtered alone. */
export const MOST_COLUMN_CLASSES = 250;

/** A name a row, from a list in which each is once. */
export interface NameColumn {
  /** Index into `names`; -1 where there is none. Shape `(n,)`. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/**
 * A label set as columns: the classes of row `i` lie at `offsets[i]` to `offsets[i + 1]`, strongest
 * first. A row without any entry has `present[i] === 0`; one whose entry names no class has none.
 */
export interface LabelColumn {
  readonly set: LabelSet;
  /** Shape `(n + 1,)`. */
  readonly offsets: Uint32Array;
  /** Index into the set's classes. Shape `(offsets[n],)`. */
  readonly classes: Uint16Array;
  /** In steps of 1/10,000, same shape; left out where the set has no strengths. */
  readonly strengths?: Uint16Array;
  /** Shape `(n,)`. */
  readonly present: Uint8Array;
  /** Its categories besides the classes: index into their names, 255 where it gives none. Those that no row has are left out. */
  readonly aspects: Readonly<Partial<Record<LabelAspect, Uint8Array>>>;
  /** Artist and album as the set names them; left out where no row has any. */
  readonly names: Readonly<Partial<Record<LabelName, NameColumn>>>;
}

/** The id under which a label set's classes, or one of its fields, stands among descriptors. */
export function labelDescriptorId(set: string, field?: string): string {
  return `${LABEL_PREFIX}${set}${field === undefined ? "" : `.${field}`}`;
}

function provenanceOf({ name, version, citation }: LabelSet) {
  const method = version === undefined ? name : `${name}, ${version}`;
  return { method, ...(citation !== undefined && { reference: citation }) };
}

function numberOfField(set: LabelSet, field: LabelField): NumberDescriptor {
  const id = labelDescriptorId(set.id, field.id);
  return {
    ...field,
    kind: "number",
    id,
    column: id,
    label: `${field.id[0]!.toUpperCase()}${field.id.slice(1).replaceAll("_", " ")} (${set.name})`,
    stage: "derived",
    provenance: provenanceOf(set),
  };
}

function categoryOf(set: LabelSet): CategoryDescriptor {
  const id = labelDescriptorId(set.id);
  return {
    kind: "category",
    id,
    column: id,
    label: set.name,
    stage: "derived",
    provenance: provenanceOf(set),
    names: set.classes,
  };
}

const ASPECT_LABELS: Readonly<Record<LabelAspect, string>> = {
  split: "Split",
  known_bad: "Known to be bad",
};

function categoryOfAspect(set: LabelSet, aspect: LabelAspect): CategoryDescriptor {
  const id = labelDescriptorId(set.id, aspect);
  return {
    ...categoryOf(set),
    id,
    column: id,
    label: `${ASPECT_LABELS[aspect]} (${set.name})`,
    names: LABEL_ASPECTS[aspect],
  };
}

/** The categories that a set has besides its classes. */
export function aspectsOf({ aspects }: Pick<LabelColumn, "aspects">): LabelAspect[] {
  return (Object.keys(LABEL_ASPECTS) as LabelAspect[]).filter((aspect) => aspects[aspect]);
}

/** A label set's descriptors: its classes where it has any, its fields, its split and what is known bad. */
function descriptorsOf(column: Pick<LabelColumn, "set" | "aspects">): Descriptor[] {
  const { set } = column;
  return [
    ...(set.classes.length > 0 ? [categoryOf(set)] : []),
    ...set.fields.map((field) => numberOfField(set, field)),
    ...aspectsOf(column).map((aspect) => categoryOfAspect(set, aspect)),
  ];
}

/** The descriptors of all label sets of a collection, set by set. */
export function labelDescriptors({ labels }: Pick<Columns, "labels">): Descriptor[] {
  return Object.values(labels ?? {}).flatMap(descriptorsOf);
}

/** The descriptor of that id: of the catalogue, or of a label set of the collection. */
export function descriptorIn(
  { labels }: Pick<Columns, "labels">,
  id: string,
): Descriptor | undefined {
  const named = labelNamed(id);
  if (!named) return findDescriptor(id);
  const column = labels?.[named.set];
  if (!column) return undefined;
  const { set, aspects } = column;
  if (named.field === undefined) return set.classes.length > 0 ? categoryOf(set) : undefined;
  if (isLabelAspect(named.field) && aspects[named.field]) return categoryOfAspect(set, named.field);
  const field = set.fields.find(({ id }) => id === named.field);
  return field && numberOfField(set, field);
}
