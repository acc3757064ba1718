import { type ComponentChildren, Fragment, h, toChildArray, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ClientAssets } from "./client_assets.ts";
import type { PageComponent, PageProps } from "./context.ts";
import { inScope, type RenderScope } from "./_islands.tsx";

/** Props of a page without those that the frame around it adds. */
export type FrameProps<State> = Omit<PageProps<undefined, State>, "data" | "Component">;

/** What a page is put into. */
export interface Frame<State> {
  readonly app: PageComponent<undefined, State> | undefined;
  /** Outermost first. */
  readonly layouts: readonly PageComponent<undefined, State>[];
  readonly client: ClientAssets;
}

/** Renders a whole document: page in layouts in app, head tags and client scripts put in place. */
export async function renderDocument<State>(
  content: ComponentChildren,
  frame: Frame<State>,
  props: FrameProps<State>,
): Promise<string> {
  let inner = content;
  for (const wrapper of [...frame.layouts.toReversed(), ...(frame.app ? [frame.app] : [])]) {
    const children = inner;
    inner = await wrapper({ ...props, data: undefined, Component: () => children });
  }
  const scope: RenderScope = { islands: [], head: [] };
  const html = inScope(scope, () => renderToString(h(Fragment, null, inner)));
  const head = inScope(
    { islands: [], head: [] },
    () => renderToString(h(Fragment, null, headTags(scope.head), clientTags(scope, frame.client))),
  );
  return "<!DOCTYPE html>" + withHead(html, head, scope.head.some((tag) => tag.type === "title"));
}

function headTags(tags: readonly VNode[]): ComponentChildren {
  const title = tags.findLast((tag) => tag.type === "title");
  return tags.filter((tag) => tag.type !== "title" || tag === title);
}

function clientTags(scope: RenderScope, client: ClientAssets): ComponentChildren {
  const used = [...new Set(scope.islands)].map((name) => client.island(name));
  const styles = new Set(used.flatMap((island) => island.styles));
  const preload = new Set(used.flatMap((island) => island.preload));
  return toChildArray([
    ...[...styles].map((href) => h("link", { rel: "stylesheet", href })),
    ...[...preload].map((href) => h("link", { rel: "modulepreload", href })),
    ...client.scripts.map((src) => h("script", { type: "module", src })),
  ]);
}

function withHead(html: string, head: string, titled: boolean): string {
  const end = html.indexOf("</head>");
  if (end === -1) return html + head;
  const before = html.slice(0, end);
  const kept = titled ? before.replace(/<title>.*?<\/title>/s, "") : before;
  return kept + head + html.slice(end);
}
