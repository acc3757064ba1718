import type { VNode } from "preact";
import { parentColour, px } from "../../charts/mod.ts";
import { type ClassSummary, THRESHOLDS } from "../classes.ts";
import type { ExploreHref } from "../explore_filter.ts";
import { countText, percentText } from "../../domain/mod.ts";

/** How tracks are counted: by the style with the largest activation, or over a threshold. */
export type StyleCounting = "top" | (typeof THRESHOLDS)[number];

/** One parent with its styles, the most frequent first; styles without a track are left out. */
export interface StyleGroup {
  readonly parent: string;
  /** Tracks of its styles added up: over a threshold a track counts once in every style. */
  readonly count: number;
  readonly styles: readonly { readonly name: string; readonly count: number }[];
}

/** Parents with their styles under one way of counting. */
export function styleGroups(
  { classes }: Pick<ClassSummary, "classes">,
  counting: StyleCounting,
): StyleGroup[] {
  const at = counting === "top" ? -1 : THRESHOLDS.indexOf(counting);
  const groups = Map.groupBy(
    classes.map(({ name, parent, top, over }) => ({
      name,
      parent,
      count: at < 0 ? top : over[at]!,
    }))
      .filter(({ count }) => count > 0),
    ({ parent }) => parent,
  );
  return [...groups].map(([parent, styles]) => ({
    parent,
    count: styles.reduce((sum, { count }) => sum + count, 0),
    styles: styles.map(({ name, count }) => ({ name, count })).sort((a, b) => b.count - a.count),
  })).sort((a, b) => b.count - a.count || (a.parent < b.parent ? -1 : 1));
}

/** Parents as bars that open to show their styles: all 400 in one place, readable. */
export function StyleList(
  { styles, counting, href }: {
    styles: ClassSummary;
    counting: StyleCounting;
    href?: ExploreHref | undefined;
  },
): VNode {
  const groups = styleGroups(styles, counting);
  const most = groups[0]?.count ?? 0;
  const largest = Math.max(0, ...groups.flatMap(({ styles }) => styles.map(({ count }) => count)));
  if (most === 0) return <p class="muted">No style reaches that.</p>;
  return (
    <div class="style-list">
      {groups.map(({ parent, count, styles: members }) => (
        <details key={parent}>
          <summary>
            <Row name={parent} count={count} of={most} whole={styles.n} parent={parent} />
          </summary>
          {members.map(({ name, count }) => (
            <div class="leaf" key={name}>
              <Row
                name={name}
                count={count}
                of={largest}
                whole={styles.n}
                parent={parent}
                href={href?.({
                  kind: "class",
                  set: "styles",
                  name: `${parent}---${name}`,
                  ...(counting === "top" ? {} : { over: counting }),
                })}
              />
            </div>
          ))}
        </details>
      ))}
    </div>
  );
}

function Row(
  props: {
    readonly name: string;
    readonly parent: string;
    readonly count: number;
    /** Count of the longest bar. */
    readonly of: number;
    readonly whole: number;
    readonly href?: string | undefined;
  },
): VNode {
  const { name, parent, count, of, whole, href } = props;
  return (
    <span class="row" title={`${name}: ${countText(count)} (${percentText(count, whole)})`}>
      {href ? <a href={href}>{name}</a> : <span>{name}</span>}
      <svg class="chart" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class={`bar ${parentColour(parent)}`} width={px(100 * count / of)} height="10" />
      </svg>
      <span>{countText(count)}</span>
    </span>
  );
}
