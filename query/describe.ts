import { findDescriptor, formatValue, type NumberDescriptor, splitStyle } from "../domain/mod.ts";
import { formatKeyPattern } from "./_parse_keys.ts";
import type { ActivationClause, Clause, Missing, NumberClause } from "./clause.ts";
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
        clause.set === "styles" ? "Top style" : "Top tag",
        listed(clause.names.map(shortName)),
        clause.missing,
      );
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
    case "text":
      return `Text “${clause.text.trim()}”`;
    case "folder":
      return `In ${clause.folder}`;
    case "format":
      return `Format ${listed(clause.formats)}`;
    case "since":
      return `Added since ${new Date(clause.since).toISOString().slice(0, 10)}`;
    case "region":
      return `Drawn on the map (${clause.space}, ${clause.projection})`;
  }
}

function shortName(name: string): string {
  return isParent(name) ? name : splitStyle(name).name;
}

function labelOf(id: string): string {
  return findDescriptor(id)?.label ?? id;
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
  const descriptor = findDescriptor(clause.descriptor) as NumberDescriptor;
  const say = (value: number) => formatValue({ ...descriptor, unit: "" }, value);
  const { min, max } = clause;
  const range = min === undefined
    ? max === undefined ? "known" : `up to ${say(max)}`
    : max === undefined
    ? `from ${say(min)}`
    : `${say(min)} to ${say(max)}`;
  const unit = descriptor.unit && range !== "known" ? ` ${descriptor.unit}` : "";
  const octaves = clause.octaves ? ", half and double too" : "";
  return withMissing(descriptor.label, `${range}${unit}${octaves}`, clause.missing);
}

function describeActivations(clause: ActivationClause): string {
  const names = clause.terms.map(({ name, threshold }) => `${shortName(name)} ≥ ${threshold}`);
  const label = clause.set === "styles" ? "Style" : "Tag";
  const what = listed(names, clause.mode === "all" ? "and" : "or");
  return withMissing(label, clause.exclude ? `not ${what}` : what, clause.missing);
}
