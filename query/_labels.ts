import {
  ACTIVATION_STEPS,
  classesUnder,
  type LabelColumn,
  type NameColumn,
  nameKey,
  nameKeys,
} from "../domain/mod.ts";
import type { LabelClause, NamedClause } from "./clause.ts";

/** Writes into `mask` the rows whose labels a clause asks for; the rows without any are `missing`. */
export function fillLabels(
  mask: Uint8Array,
  column: LabelColumn | undefined,
  clause: LabelClause,
): Uint8Array {
  const missing = clause.missing === "exclude" ? 0 : 1;
  if (!column) return mask.fill(missing);
  const { present } = column;
  if (clause.missing === "only") {
    for (let row = 0; row < mask.length; row++) mask[row] = 1 - present[row]!;
    return mask;
  }
  const terms = clause.names.map((name) => wantedBy(column, name));
  const groups = clause.mode === "all" ? terms : [either(terms, column.set.classes.length)];
  mask.fill(1);
  const least = Math.round((clause.over ?? 0) * ACTIVATION_STEPS);
  for (const wanted of groups) keepWith(mask, column, { wanted, least });
  for (let row = 0; row < mask.length; row++) {
    if (present[row] !== 1) mask[row] = missing;
    else if (clause.exclude) mask[row]! ^= 1;
  }
  return mask;
}

/** Writes into `mask` the rows that a set names as a clause asks for. */
export function fillNamed(
  mask: Uint8Array,
  column: NameColumn | undefined,
  clause: NamedClause,
): Uint8Array {
  const missing = clause.missing === "exclude" ? 0 : 1;
  if (!column) return mask.fill(missing);
  const asked = new Set(clause.names.map(nameKey));
  const wanted = Uint8Array.from(nameKeys(column.names), (name) => asked.has(name) ? 1 : 0);
  for (const [row, code] of column.codes.entries()) mask[row] = wanted[code] ?? missing;
  return mask;
}

/** The classes that a name stands for: its own, and those below it. */
function wantedBy({ set }: LabelColumn, name: string): Uint8Array {
  const wanted = new Uint8Array(set.classes.length);
  const folded = name.toLowerCase();
  for (const [index, label] of set.classes.entries()) {
    if (label.toLowerCase() !== folded) continue;
    for (const below of classesUnder(set, index)) wanted[below] = 1;
  }
  return wanted;
}

function either(terms: readonly Uint8Array[], length: number): Uint8Array {
  const wanted = new Uint8Array(length);
  for (const term of terms) for (let i = 0; i < length; i++) wanted[i]! |= term[i]!;
  return wanted;
}

function keepWith(
  mask: Uint8Array,
  { offsets, classes, strengths }: LabelColumn,
  { wanted, least }: { readonly wanted: Uint8Array; readonly least: number },
): void {
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    let found = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]! && found === 0; at++) {
      if (wanted[classes[at]!] === 1 && (strengths?.[at] ?? ACTIVATION_STEPS) >= least) found = 1;
    }
    mask[row] = found;
  }
}
