/** Room between the list of questions and a section that counts as read, px. */
const ROOM = 24;

/** Marks the question that is being read in the list of them; gives the end of this, and a renewal. */
export function followSection(): { renew(): void; stop(): void } {
  const stop = new AbortController();
  let frame = 0;
  const mark = () => {
    const contents = document.querySelector<HTMLElement>("main .contents");
    if (!contents) return;
    const line = contents.getBoundingClientRect().bottom + ROOM;
    const links = [...contents.querySelectorAll("a")];
    const read = links.findLast(({ hash }) =>
      (document.getElementById(hash.slice(1))?.getBoundingClientRect().top ?? Infinity) <= line
    );
    for (const link of links) {
      if (link === read) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (read) keepInView(contents, read);
  };
  const renew = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
  };
  addEventListener("scroll", renew, { passive: true, signal: stop.signal });
  renew();
  return {
    renew,
    stop() {
      stop.abort();
      cancelAnimationFrame(frame);
    },
  };
}

/** Scrolls a row of links so that one of them is seen; the page stays where it is. */
function keepInView(row: HTMLElement, link: HTMLElement): void {
  const left = link.offsetLeft - row.offsetLeft;
  if (left < row.scrollLeft) row.scrollLeft = left;
  const right = left + link.offsetWidth - row.clientWidth;
  if (right > row.scrollLeft) row.scrollLeft = right;
}
