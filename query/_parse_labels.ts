import {
  isLabelAspect,
  isLabelName,
  LABEL_ASPECTS,
  LABEL_PREFIX,
  LABEL_SETTINGS,
  type LabelName,
  labelNamed,
  nameKey,
} from "../domain/mod.ts";
import { numberIn, splitList } from "./_lists.ts";
import { readCategory, readNumber, takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import type { Clause, LabelClause, NamedClause } from "./clause.ts";

const NOT = "not.";
const SETTINGS: readonly string[] = LABEL_SETTINGS;

/** Reads every `label.<set>=`, `not.label.<set>=` and `label.<set>.<field>=`, splits and names among them. */
export function readLabels(reading: Reading): Clause[] {
  const clauses: Clause[] = [];
  for (const parameter of reading.left()) {
    const exclude = parameter.startsWith(NOT);
    const id = exclude ? parameter.slice(NOT.length) : parameter;
    if (!id.startsWith(LABEL_PREFIX)) continue;
    const named = labelNamed(id);
    if (!named || (exclude && named.field !== undefined)) {
      reading.take(parameter);
      reading.fail(
        parameter,
        "expected label.<set>, or label.<set>.<number>, .split, .known_bad, .artist or .album without not.",
      );
      continue;
    }
    const { set, field } = named;
    if (field !== undefined && SETTINGS.includes(field)) continue;
    const clause = field === undefined
      ? readLabel(reading, { parameter, set, exclude })
      : isLabelAspect(field)
      ? readCategory(reading, { id, names: LABEL_ASPECTS[field] })
      : isLabelName(field)
      ? readNamed(reading, { set, id, by: field })
      : readNumber(reading, { id });
    if (clause) clauses.push(clause);
  }
  return clauses;
}

/** Two spellings of one name are one. */
function readNamed(
  reading: Reading,
  { set, id, by }: { readonly set: string; readonly id: string; readonly by: LabelName },
): NamedClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take(id)));
  const names = [...new Map(parts.map((name) => [nameKey(name), name])).values()];
  if (names.length === 0 && missing !== "only") return undefined;
  return { kind: "named", set, by, names, missing };
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
