import { mistakesOf } from "../../learning/mod.ts";
import type { LearnerResult, TrainingFound } from "../../library/mod.ts";

/** Some of the test tracks. */
export interface Cell {
  readonly title: string;
  /** Whether the test track at that place is one of them. */
  has(place: number): boolean;
}

/**
 * The cell of a confusion that an address names: `label` found as `found`; of several labels `missed` and
 * `wrong`, of which either may be left out for none of its kind, or one `label` `as` hits, missed or wrong.
 * Undefined where there is none.
 */
export function cellOf(
  asked: URLSearchParams,
  { found, result }: { readonly found: TrainingFound; readonly result: LearnerResult },
): Cell | undefined {
  const { classes, labelled, labelledAll } = found;
  const place = (name: string) => classes.indexOf(asked.get(name) ?? "");
  const [label, as, missed, wrong] = [
    place("label"),
    asked.get("as"),
    place("missed"),
    place("wrong"),
  ];
  const { foundAll } = result;
  const isWrongName = ["label", "missed", "wrong", "found"].some((name) =>
    asked.has(name) && place(name) < 0
  );
  if (isWrongName) return undefined;
  const several = labelledAll && foundAll &&
    { mistakes: (i: number) => mistakesOf(labelledAll[i]!, foundAll[i]!), labelledAll, foundAll };
  if (several && (missed >= 0 || wrong >= 0)) {
    return {
      title: [
        missed < 0 ? "Nothing missed" : `${classes[missed]} missed`,
        wrong < 0 ? "nothing wrongly found" : `${classes[wrong]} wrongly found`,
      ].join(", "),
      has(i) {
        const own = several.mistakes(i);
        const isIn = (some: readonly number[], one: number) =>
          one < 0 ? some.length === 0 : some.includes(one);
        return isIn(own.missed, missed) && isIn(own.wrong, wrong);
      },
    };
  }
  if (label < 0) return undefined;
  if (several && as !== null) {
    const words = WORDS[as];
    return words === undefined ? undefined : {
      title: `${classes[label]}, ${words}`,
      has: (i) =>
        as === "hits"
          ? several.labelledAll[i]!.includes(label) && several.foundAll[i]!.includes(label)
          : several.mistakes(i)[as as "missed" | "wrong"].includes(label),
    };
  }
  const predicted = place("found");
  return predicted < 0 ? undefined : {
    title: label === predicted
      ? `${classes[label]}, rightly found`
      : `${classes[label]} found as ${classes[predicted]}`,
    has: (i) => labelled[i] === label && result.found[i] === predicted,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  hits: "rightly found",
  missed: "missed",
  wrong: "wrongly found",
};
