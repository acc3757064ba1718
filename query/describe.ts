import {
  ACTIVATION_INFO,
  findDescriptor,
  formatValue,
  labelDescriptorId,
  labelNamed,
  lowerFirst,
  type NumberDescriptor,
  projectionLabel,
  splitStyle,
} from "../domain/mod.ts";
import { formatKeyPattern } from "./_parse_keys.ts";
import {
  type ActivationClause,
  type Clause,
  clauseIdOf,
  type LabelClause,
  type Missing,
  type NumberClause,
} from "./clause.ts";
import { isParent } from "./names.ts";

/** A clause in a few words, as on a chip: `Tempo 120 to 130 BPM, half and double too`. */
export function describeClause(clause: Clause): string {
  switch (clause.kind) {
    case "number":
      return describeNumber(clause);
    case "category":
      return withMissing(labelOf(clause.descriptor), listed(clause.names), clause.missing);
    case "voice":
      return withMissing("Voice", `${listed(clause.sides)} at ${clause.threshold}`, clause.missing);
    case "activation":
      return describeActivations(clause);
    case "top":
      return withMissing(
        `Top ${lowerFirst(ACTIVATION_INFO[clause.set].label)}`,
        listed(clause.names.map(shortName)),
        clause.missing,
      );
    case "label":
      return describeLabels(clause);
    case "key":
      return withMissing(
        "Key",
        `${listed(clause.keys.map(formatKeyPattern))} (${clause.profile})`,
        clause.missing,
      );
    case "camelot":
      return withMissing(
        "Key",
        `within ${clause.steps} of ${clause.code} on the Camelot wheel (${clause.profile})`,
        clause.missing,
      );
    case "named":
      return withMissing(nameOfLabels(clauseIdOf(clause)), listed(clause.names), clause.missing);
    case "text":
      return `Text “${clause.text.trim()}”`;
    case "artist":
      return withMissing(
        "Artist",
        `${clause.exclude ? "not " : ""}${listed(clause.names)}`,
        clause.missing,
      );
    case "folder":
      return `In ${clause.folder}`;
    case "format":
      return `Format ${listed(clause.formats)}`;
    case "since":
      return `Added since ${new Date(clause.since).toISOString().slice(0, 10)}`;
    case "region":
      return `Drawn on the map (${clause.space}, ${projectionLabel(clause.projection)})`;
  }
}

function shortName(name: string): string {
  return isParent(name) ? name : splitStyle(name).name;
}

function labelOf(id: string): string {
  return findDescriptor(id)?.label ?? (labelNamed(id) ? nameOfLabels(id) : id);
}

/** `label.my-set.arousal` as a reader is told of it where the set itself is not at hand. */
function nameOfLabels(id: string): string {
  const { set, field } = labelNamed(id)!;
  return field === undefined ? `Label ${set}` : `${field.replaceAll("_", " ")} (${set})`;
}

function describeLabels(clause: LabelClause): string {
  const label = nameOfLabels(labelDescriptorId(clause.set));
  const names = listed(clause.names, clause.mode === "all" ? "and" : "or");
  const over = clause.over === undefined ? "" : ` ≥ ${clause.over}`;
  return withMissing(label, `${clause.exclude ? "not " : ""}${names}${over}`, clause.missing);
}

function listed(words: readonly string[], and = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

function withMissing(label: string, what: string, missing: Missing): string {
  if (missing === "only") return `${label} missing`;
  return missing === "include" ? `${label} ${what} or missing` : `${label} ${what}`;
}

function describeNumber(clause: NumberClause): string {
  const descriptor = findDescriptor(clause.descriptor) as NumberDescriptor | undefined;
  const say = (value: number) =>
    descriptor ? formatValue({ ...descriptor, unit: "" }, value) : String(value).replace("-", "−");
  const { min, max } = clause;
  const range = min === undefined
    ? max === undefined ? "known" : `up to ${say(max)}`
    : max === undefined
    ? `from ${say(min)}`
    : `${say(min)} to ${say(max)}`;
  const unit = descriptor?.unit && range !== "known" ? ` ${descriptor.unit}` : "";
  const octaves = clause.octaves ? ", half and double too" : "";
  return withMissing(labelOf(clause.descriptor), `${range}${unit}${octaves}`, clause.missing);
}

function describeActivations(clause: ActivationClause): string {
  const names = clause.terms.map(({ name, threshold }) => `${shortName(name)} ≥ ${threshold}`);
  const { label } = ACTIVATION_INFO[clause.set];
  const what = listed(names, clause.mode === "all" ? "and" : "or");
  return withMissing(label, clause.exclude ? `not ${what}` : what, clause.missing);
}
