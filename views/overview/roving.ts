/** What is one stop of the Tab key, and what in it the arrows go to. */
const GROUPS = "main svg[role=group], main .contents";
const MEMBERS = "a";

/**
 * Makes every chart with links, and the list of questions, one stop of the Tab key; arrows go from mark
 * to mark, Home and End to the first and the last. Where the reader was in a chart is kept.
 */
export function followRoving(): { renew(): void; stop(): void } {
  const stop = new AbortController();
  const { signal } = stop;
  const renew = () => {
    for (const group of document.querySelectorAll(GROUPS)) enterAt(group);
  };
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element)) return;
    const group = target.closest(GROUPS);
    if (group && target.matches(MEMBERS)) enterAt(group, target);
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) {
      return;
    }
    const group = event.target.closest(GROUPS);
    const members = group ? [...group.querySelectorAll<SVGElement | HTMLElement>(MEMBERS)] : [];
    const at = members.findIndex((member) => member === event.target);
    const next = members[placeAfter(event.key, { at, of: members.length })];
    if (at < 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  }, { signal, capture: true });
  renew();
  return { renew, stop: () => stop.abort() };
}

/** Leaves one member of a group to the Tab key: the one given, else the one that was, else the first. */
function enterAt(group: Element, wanted?: Element): void {
  const members = [...group.querySelectorAll(MEMBERS)];
  const way = wanted ?? members.find((member) => member.getAttribute("tabindex") === "0") ??
    members[0];
  for (const member of members) {
    const index = member === way ? "0" : "-1";
    if (member.getAttribute("tabindex") !== index) member.setAttribute("tabindex", index);
  }
}

/** The member that a key goes to; -1 for keys that mean nothing here. */
export function placeAfter(
  key: string,
  { at, of }: { readonly at: number; readonly of: number },
): number {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(of - 1, at + 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return of - 1;
    default:
      return -1;
  }
}
