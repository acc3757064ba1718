import { isPagePath, linkAction } from "./links.ts";
import { misfitOf, swapPage } from "./swap.ts";

/** Dispatched on `document` after a page has been changed in place. */
export const NAVIGATED = "web:navigated";

interface EntryState {
  /** Which page of this visit the entry shows; entries that islands add keep the page's number. */
  readonly page: number;
  readonly scroll?: number;
}

let pages = 0;
let shown = 0;
let shownPath = "";
let underway: AbortController | undefined;

/** Starts changing pages in place: links, search forms, and the back and forward buttons. */
export function startNavigation(): void {
  history.scrollRestoration = "manual";
  const { page } = entryState();
  pages = shown = page ?? 0;
  shownPath = location.pathname;
  keepEntry({ page: shown, scroll: entryState().scroll ?? 0 });
  if (entryState().scroll) scrollTo(0, entryState().scroll ?? 0);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", onPopState);
  addEventListener("scrollend", keepScroll);
  addEventListener("pagehide", keepScroll);
}

/**
 * Goes to another page of this site without reloading what stays. Falls back to a full load on
 * anything unexpected, so that a link always works.
 *
 * @param href Address, absolute or relative to the current page
 * @param options.replace Takes the current entry's place in the history
 * @param options.stay Leaves the page scrolled as it is: it is the same, asked anew
 */
export async function navigate(
  href: string,
  options: { readonly replace?: boolean; readonly stay?: boolean } = {},
): Promise<void> {
  const url = new URL(href, location.href);
  if (url.origin !== location.origin || !isPagePath(url.pathname)) return location.assign(url);
  keepScroll();
  await load(url, {
    enter(landed) {
      shown = ++pages;
      const state: EntryState = { page: shown, scroll: options.stay ? scrollY : 0 };
      if (options.replace) history.replaceState(state, "", landed);
      else history.pushState(state, "", landed);
    },
    arrive() {
      if (options.stay) return;
      const target = url.hash ? document.getElementById(url.hash.slice(1)) : null;
      if (target) target.scrollIntoView();
      else scrollTo(0, 0);
    },
  });
}

/**
 * Writes an island's state into the address without leaving the page. Going back then fires
 * `popstate`, which the island listens to; the page itself is not loaded again.
 *
 * @param options.push Adds an entry to the history; else the current one is changed
 */
export function setAddress(href: string, options: { readonly push?: boolean } = {}): void {
  const state: EntryState = { page: shown, scroll: scrollY };
  if (options.push) history.pushState(state, "", href);
  else history.replaceState(state, "", href);
}

function entryState(): Partial<EntryState> {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null ? state : {};
}

function keepEntry(state: EntryState): void {
  history.replaceState(state, "");
}

function keepScroll(): void {
  const { page } = entryState();
  if (page === shown && underway === undefined) keepEntry({ page, scroll: scrollY });
}

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const action = linkAction({
    href: link.href,
    target: link.target,
    download: link.hasAttribute("download"),
    fullLoad: link.dataset["fullLoad"] !== undefined,
    plain: event.button === 0 && !modified && !event.defaultPrevented,
  }, new URL(location.href));
  if (action.kind === "browser") return;
  event.preventDefault();
  void navigate(action.url.href);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const url = new URL(form.action, location.href);
  if (form.method !== "get" || url.origin !== location.origin) return;
  event.preventDefault();
  const data = [...new FormData(form, event.submitter)]
    .filter((field): field is [string, string] => typeof field[1] === "string");
  url.search = new URLSearchParams(data).toString();
  void navigate(url.href);
}

function onPopState(): void {
  const { page, scroll = 0 } = entryState();
  const samePage = page === undefined ? location.pathname === shownPath : page === shown;
  if (samePage) {
    if (page === undefined) keepEntry({ page: shown, scroll: scrollY });
    return;
  }
  void load(new URL(location.href), {
    enter() {
      shown = page ?? ++pages;
      keepEntry({ page: shown, scroll });
    },
    arrive: () => scrollTo(0, scroll),
  });
}

interface Visit {
  /** Writes the history, before the new islands read the address. */
  enter(landed: URL): void;
  /** Scrolls, once the new page stands. */
  arrive(): void;
}

/** Fetches a page and shows it. */
async function load(url: URL, visit: Visit): Promise<void> {
  underway?.abort();
  const own = underway = new AbortController();
  document.documentElement.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { accept: "text/html" }, signal: own.signal });
    const next = await pageOf(response);
    if (own.signal.aborted) return;
    if (!next) return location.assign(url);
    const landed = new URL(response.url);
    landed.hash = url.hash;
    visit.enter(landed);
    shownPath = location.pathname;
    const live = swapPage(next);
    visit.arrive();
    settle();
    await live;
    document.dispatchEvent(new CustomEvent(NAVIGATED));
  } catch (error) {
    if (own.signal.aborted) return;
    console.warn(`Cannot change the page in place (${String(error)}): it is loaded in full`);
    location.assign(url);
  } finally {
    if (underway === own) {
      underway = undefined;
      document.documentElement.removeAttribute("aria-busy");
    }
  }
}

async function pageOf(response: Response): Promise<Document | undefined> {
  if (!response.headers.get("content-type")?.startsWith("text/html")) return undefined;
  if (response.status >= 500) return undefined;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  return misfitOf(document, next) === undefined ? next : undefined;
}

/** Moves the focus to the new main part, so that a screen reader and the tab key go on there. */
function settle(): void {
  const main = document.querySelector("main");
  if (main && !main.contains(document.activeElement)) {
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
  }
}
