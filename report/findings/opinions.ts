import { numberDescriptorOf, numberText, percentText, TWO_OPINIONS } from "../../domain/mod.ts";
import type { Summary } from "../summary.ts";

/** How far two models agree on a question; `undefined` where they have not both been asked. */
export function opinionText({ opinions }: Pick<Summary, "opinions">, id: string) {
  const found = opinions.find((one) => one.id === id);
  if (!found || found.n < 2) return undefined;
  const question = TWO_OPINIONS.find((one) => one.id === id)!.question;
  const { n, agree, disagree, first, second, correlation } = found;
  const names = [first, second].map((descriptor) => numberDescriptorOf(descriptor).label);
  return `On ${question}, ${names.join(" and ")} agree on ${
    percentText(agree, n)
  } and are opposite on ${percentText(disagree, n)}, where the answer is uncertain${
    correlation === null ? "" : ` (Spearman ρ = ${numberText(correlation, 2)})`
  }.`;
}
