/** What a click on a link should do. */
export type LinkAction =
  | { readonly kind: "browser" }
  | { readonly kind: "navigate"; readonly url: URL };

const BROWSER: LinkAction = { kind: "browser" };

/** What of a click and its link decides whether the page is changed in place. */
export interface LinkClick {
  readonly href: string;
  readonly target: string;
  readonly download: boolean;
  /** The link asks for a full load (`data-full-load`). */
  readonly fullLoad: boolean;
  /** The click is a plain one: main button, no modifier, not prevented. */
  readonly plain: boolean;
}

/** Decides whether a click is answered by changing the page in place. */
export function linkAction(click: LinkClick, here: URL): LinkAction {
  if (!click.plain || click.download || click.fullLoad) return BROWSER;
  if (click.target !== "" && click.target !== "_self") return BROWSER;
  if (!URL.canParse(click.href, here)) return BROWSER;
  const url = new URL(click.href, here);
  if (url.origin !== here.origin || !isPagePath(url.pathname)) return BROWSER;
  const samePage = url.pathname === here.pathname && url.search === here.search;
  return samePage && url.hash !== "" ? BROWSER : { kind: "navigate", url };
}

/** Pages have no extension and are not below `/api/`. */
export function isPagePath(pathname: string): boolean {
  return !pathname.startsWith("/api/") && !/\.\w+$/.test(pathname);
}
