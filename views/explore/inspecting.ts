import { useEffect } from "preact/hooks";
import type { TrackId } from "../../domain/mod.ts";
import { rowOf, setView, view } from "../../linked/mod.ts";

/** Links to a track's whole page keep this, so that they are followed. */
export const WHOLE_PAGE = "data-whole-page";

/** What had the focus before the inspector took it. */
let opener: Element | null = null;
let focusWanted = false;

/** Opens a track beside the map, and hands the focus over to it. */
export function inspect(track: TrackId): void {
  if (view.peek().track === undefined) opener = document.activeElement;
  focusWanted = true;
  setView({ track });
}

/** Whether the inspector is to take the focus, as it was opened by hand; asked once. */
export function takesFocus(): boolean {
  const wanted = focusWanted;
  focusWanted = false;
  return wanted;
}

/** Shuts the inspector and gives the focus back. */
export function shutInspector(): void {
  const back = opener;
  opener = null;
  setView({ track: undefined });
  if (back instanceof HTMLElement && back.isConnected) back.focus();
}

/** Opens the track of any title that is clicked, the playing one's included, beside the map. */
export function useTitles(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const track = link instanceof HTMLAnchorElement ? trackOf(link) : undefined;
      if (rowOf(track) === undefined) return;
      event.preventDefault();
      inspect(track!);
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, []);
}

function trackOf(link: HTMLAnchorElement): TrackId | undefined {
  const [, page, id, more] = link.pathname.split("/");
  const isOther = link.origin !== location.origin || link.hasAttribute(WHOLE_PAGE);
  return page === "track" && id && more === undefined && !isOther
    ? decodeURIComponent(id)
    : undefined;
}
