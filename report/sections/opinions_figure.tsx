import { Bars } from "../../charts/mod.ts";
import { countText, descriptorOf, numberDescriptorOf, OPINION_NAMES } from "../../domain/mod.ts";
import type { ExploreHref } from "../explore_filter.ts";
import type { Figure } from "../figure.ts";
import type { OpinionSummary } from "../opinions.ts";
import type { Summary } from "../summary.ts";

const TEXT = { agree: "agree", undecided: "one is undecided", disagree: "are opposite" } as const;

/** How two models compare, for those questions that both have answered. */
export function opinionFigures(
  { opinions }: Pick<Summary, "opinions">,
  ids: readonly string[],
  href?: ExploreHref,
): Figure[] {
  return opinions.filter(({ id }) => ids.includes(id)).map((one) => opinionFigure(one, href));
}

function opinionFigure(opinion: OpinionSummary, href?: ExploreHref): Figure {
  const { id, n, first, second } = opinion;
  const spec = {
    rows: OPINION_NAMES.map((name) => ({ name: TEXT[name], count: opinion[name] })),
    title: "tracks",
    ...(href
      ? {
        href: ({ name }: { name: string }) =>
          href({
            kind: "category",
            descriptor: id,
            name: OPINION_NAMES.find((each) => TEXT[each] === name) ?? name,
          }),
      }
      : {}),
  };
  const models = [first, second].map((descriptor) => numberDescriptorOf(descriptor).label);
  return {
    id,
    title: descriptorOf(id).label,
    caption: `n = ${countText(n)} with both: ${models.join(" and ")}`,
    table: {
      columns: ["relation", "tracks"],
      rows: OPINION_NAMES.map((name) => [name, opinion[name]]),
    },
    draw: (width) => <Bars spec={spec} width={width} />,
  };
}
