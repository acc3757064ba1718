import { ACTIVATION_INFO, type ActivationSet } from "../domain/mod.ts";
import { splitNames } from "./_lists.ts";
import { takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import type { TopClause } from "./clause.ts";
import { activationNamed } from "./names.ts";

/** Reads `style.top=`, `tag.top=` and those of the other sets. */
export function readTop(reading: Reading, set: ActivationSet): TopClause | undefined {
  const parameter = `${ACTIVATION_INFO[set].word}.top`;
  const [parts, missing] = takeMissing(reading.take(parameter).split(",").map((p) => p.trim()));
  const names = new Set<string>();
  for (const { item, named } of splitNames(parts.join(", "), (n) => activationNamed(n, set))) {
    if ("problem" in named) reading.fail(parameter, named.problem);
    else if (item.number !== undefined) {
      reading.fail(parameter, `${named.name}: no threshold stands here, the largest counts`);
    } else names.add(named.name);
  }
  if (names.size === 0 && missing !== "only") return undefined;
  return { kind: "top", set, names: [...names], missing };
}
