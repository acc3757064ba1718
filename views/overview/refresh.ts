/** Least time between two refreshes, ms. */
const PAUSE = 2_000;

/**
 * Brings the parts of the page that are marked `data-part` up to date from the server's own markup.
 * One request at a time; while one is under way only the latest wish waits.
 */
export function refreshPage(onRefreshed: () => void): { now(): void; stop(): void } {
  const stop = new AbortController();
  let busy = false;
  let again = false;
  async function run() {
    busy = true;
    try {
      const response = await fetch(location.href, { signal: stop.signal });
      if (response.ok && !stop.signal.aborted) {
        const next = new DOMParser().parseFromString(await response.text(), "text/html");
        if (!stop.signal.aborted) takeOver(next);
        onRefreshed();
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    } catch {
      // the server is gone or the page is left: the status stream comes back when the server does
    } finally {
      busy = false;
      if (again && !stop.signal.aborted) {
        again = false;
        void run();
      }
    }
  }
  return {
    now() {
      if (busy) again = true;
      else void run();
    },
    stop: () => stop.abort(),
  };
}

/** Replaces what changed, and leaves open what was open. New parts need the page to be loaded anew. */
function takeOver(next: Document): void {
  const parts = [...document.querySelectorAll<HTMLElement>("main [data-part]")];
  const fresh = [...next.querySelectorAll<HTMLElement>("main [data-part]")];
  const names = (list: readonly HTMLElement[]) => list.map(({ dataset }) => dataset["part"]).join();
  if (names(parts) !== names(fresh)) {
    location.reload();
    return;
  }
  parts.forEach((part, i) => {
    const now = fresh[i]!;
    if (part.innerHTML === now.innerHTML) return;
    const open = new Set(openOnes(part));
    const focused = focusable(part).indexOf(document.activeElement as HTMLElement);
    part.replaceChildren(...document.adoptNode(now).childNodes);
    if (focused >= 0) focusable(part)[focused]?.focus({ preventScroll: true });
    for (const details of part.querySelectorAll("details")) {
      details.open = open.has(nameOf(details));
    }
  });
}

function focusable(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>("a, button, summary, [tabindex]")];
}

function openOnes(part: HTMLElement): string[] {
  return [...part.querySelectorAll<HTMLDetailsElement>("details[open]")].map(nameOf);
}

function nameOf(details: Element): string {
  const figure = details.closest("figure")?.id ?? "";
  return `${figure} ${details.querySelector("summary")?.textContent ?? ""}`;
}
