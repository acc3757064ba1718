import { latest, readPage } from "../../wire/mod.ts";

/** Least time between two refreshes, ms. */
const PAUSE = 2_000;

/**
 * Brings the parts of the page that are marked `data-part` up to date from the server's own markup.
 * One request at a time; while one is under way only the latest wish waits.
 */
export function refreshPage(onRefreshed: () => void): { now(): void; stop(): void } {
  const refresh = latest(async (_: void, signal) => {
    const next = await readPage(signal);
    if (signal.aborted) return;
    takeOver(next);
    onRefreshed();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  });
  return { now: () => refresh.run(), stop: refresh.stop };
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
