import { type Columns, type OpinionName, TWO_OPINIONS } from "../domain/mod.ts";
import { correlationOf } from "./distribution.ts";

/** How two models' answers to one question compare. */
export interface OpinionSummary {
  /** Catalogue id of the comparison. */
  readonly id: string;
  /** Catalogue ids of what is compared. */
  readonly first: string;
  readonly second: string;
  /** Tracks with both answers. */
  readonly n: number;
  readonly agree: number;
  readonly undecided: number;
  readonly disagree: number;
  /** Spearman's, with the sign turned where one asks for the opposite of the other. */
  readonly correlation: number | null;
}

/** How the models' answers compare on each question that two of them have answered. */
export function opinionsOf({ numbers, categories }: Columns): OpinionSummary[] {
  return TWO_OPINIONS.flatMap((question) => {
    const has = (id: string) => numbers[id]?.some((value) => !Number.isNaN(value)) ?? false;
    const first = question.first.find(({ descriptor }) => has(descriptor))?.descriptor;
    const second = question.second.descriptor;
    if (first === undefined || !has(second)) return [];
    const counts: Record<OpinionName, number> = { agree: 0, undecided: 0, disagree: 0 };
    const { codes, names } = categories[question.id] ?? { codes: [], names: [] };
    for (const code of codes) {
      const name = names[code] as OpinionName | undefined;
      if (name) counts[name]++;
    }
    const n = counts.agree + counts.undecided + counts.disagree;
    const correlation = correlationOf(numbers[first]!, numbers[second]!);
    const turned = correlation !== null && question.second.inverse ? -correlation : correlation;
    return [{ id: question.id, first, second, n, ...counts, correlation: turned }];
  });
}
