import type { VNode } from "preact";
import type { ExploreHref } from "../explore_filter.ts";
import type { Summary } from "../summary.ts";
import { CornerList } from "./corners.tsx";
import { Failures } from "./failures.tsx";
import { StyleList } from "./style_list.tsx";

/** What follows the figures of a section: every style, tracks to hear, files that failed. */
export function SectionExtras(
  { id, summary, href }: { id: string; summary: Summary; href?: ExploreHref },
): VNode | null {
  if (id === "styles" && summary.styles) {
    return (
      <div>
        <h3>Every style, by the largest activation</h3>
        <StyleList styles={summary.styles} counting="top" href={href} />
      </div>
    );
  }
  if (id === "emotion") return <CornerList summary={summary} {...(href ? { href } : {})} />;
  if (id === "files") return <Failures files={summary.files} />;
  return null;
}
