import { useEffect, useRef } from "preact/hooks";
import { plural } from "../domain/mod.ts";

/** A track that is in both lists, with its places from 0. */
export interface CommonTrack {
  readonly id: string;
  readonly left: number;
  readonly right: number;
}

/** Height of a row of a list and width of the space between two lists, px; `similar.css` has the same. */
const ROW = 56;
const GAP = 64;

/** Lines that join the tracks of both lists; pointing at a track marks it wherever it stands. */
export default function CommonLines(
  { tracks, rows }: { readonly tracks: readonly CommonTrack[]; readonly rows: number },
) {
  const ref = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const lists = ref.current?.closest<HTMLElement>(".lists");
    return lists ? attachPointing(lists) : undefined;
  }, []);
  const y = (place: number) => (place + 0.5) * ROW;
  return (
    <svg
      ref={ref}
      class="common-lines"
      width={GAP}
      height={rows * ROW}
      viewBox={`0 0 ${GAP} ${rows * ROW}`}
      role="img"
      aria-label={`${plural(tracks.length, "track is", "tracks are")} in both lists`}
    >
      {tracks.map(({ id, left, right }) => (
        <path
          key={id}
          data-track={id}
          d={`M2 ${y(left)}C${GAP / 2} ${y(left)} ${GAP / 2} ${y(right)} ${GAP - 2} ${y(right)}`}
        />
      ))}
    </svg>
  );
}

function attachPointing(lists: HTMLElement): () => void {
  const events = new AbortController();
  const { signal } = events;
  const mark = (event: Event) => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<HTMLElement>("[data-track]")?.dataset["track"];
    for (const element of lists.querySelectorAll<HTMLElement>("[data-track]")) {
      element.toggleAttribute("data-pointed", element.dataset["track"] === id);
    }
  };
  for (const type of ["pointerover", "focusin"]) lists.addEventListener(type, mark, { signal });
  lists.addEventListener("pointerleave", mark, { signal });
  return () => events.abort();
}
