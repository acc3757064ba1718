import { LABEL_PREFIX, labelNamed } from "../domain/mod.ts";
import { numberIn, splitList } from "./_lists.ts";
import { readNumber, takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import type { Clause, LabelClause } from "./clause.ts";

const NOT = "not.";
/** What stands behind a set's name besides its fields. */
const SETTINGS = ["mode", "over"];

/** Reads every `label.<set>=`, `not.label.<set>=` and `label.<set>.<field>=`. */
export function readLabels(reading: Reading): Clause[] {
  const clauses: Clause[] = [];
  for (const parameter of reading.left()) {
    const exclude = parameter.startsWith(NOT);
    const id = exclude ? parameter.slice(NOT.length) : parameter;
    if (!id.startsWith(LABEL_PREFIX)) continue;
    const named = labelNamed(id);
    if (!named || (exclude && named.field !== undefined)) {
      reading.take(parameter);
      reading.fail(parameter, "expected label.<set>, or label.<set>.<number> without not.");
      continue;
    }
    const { set, field } = named;
    if (field !== undefined && SETTINGS.includes(field)) continue;
    const clause = field === undefined
      ? readLabel(reading, { parameter, set, exclude })
      : readNumber(reading, { id });
    if (clause) clauses.push(clause);
  }
  return clauses;
}

function readLabel(
  reading: Reading,
  { parameter, set, exclude }: {
    readonly parameter: string;
    readonly set: string;
    readonly exclude: boolean;
  },
): LabelClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take(parameter)));
  const mode = exclude ? undefined : reading.word(`${parameter}.mode`, ["any", "all"]);
  const written = exclude ? "" : reading.take(`${parameter}.over`);
  const over = written === "" ? undefined : numberIn(written);
  const inRange = over === undefined || (over > 0 && over <= 1);
  if (!inRange) reading.fail(`${parameter}.over`, "expected a number over 0 and at most 1");
  const names = [...new Set(parts)];
  if (names.length === 0 && missing !== "only") return undefined;
  return {
    kind: "label",
    set,
    exclude,
    mode: mode ?? "any",
    names,
    ...(over !== undefined && inRange && { over }),
    missing,
  };
}
