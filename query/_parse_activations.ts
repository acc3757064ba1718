import { ACTIVATION_FLOOR, ACTIVATION_INFO, type ActivationSet } from "../domain/mod.ts";
import { splitNames } from "./_lists.ts";
import { takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import { type ActivationClause, type ActivationTerm, DEFAULT_THRESHOLD } from "./clause.ts";
import { activationNamed } from "./names.ts";

/** Reads `style=`, `tag=`, those of the other sets, and their `not.` forms. */
export function readActivations(
  reading: Reading,
  { set, exclude }: { readonly set: ActivationSet; readonly exclude: boolean },
): ActivationClause | undefined {
  const parameter = `${exclude ? "not." : ""}${ACTIVATION_INFO[set].word}`;
  const [parts, missing] = takeMissing(reading.take(parameter).split(",").map((p) => p.trim()));
  const mode = exclude ? undefined : reading.word(`${parameter}.mode`, ["any", "all"]);
  const terms: ActivationTerm[] = [];
  for (const { item, named } of splitNames(parts.join(", "), (n) => activationNamed(n, set))) {
    const threshold = item.number ?? DEFAULT_THRESHOLD;
    if ("problem" in named) reading.fail(parameter, named.problem);
    else if (!(threshold >= ACTIVATION_FLOOR && threshold <= 1)) {
      reading.fail(parameter, `${named.name}: expected a threshold from ${ACTIVATION_FLOOR} to 1`);
    } else if (terms.some((term) => term.name === named.name)) {
      reading.fail(parameter, `${named.name} stands there twice; the first counts`);
    } else terms.push({ name: named.name, threshold });
  }
  if (terms.length === 0 && missing !== "only") {
    return mode ? reading.fail(`${parameter}.mode`, `there is no ${parameter}=`) : undefined;
  }
  return { kind: "activation", set, exclude, mode: mode ?? "any", terms, missing };
}
