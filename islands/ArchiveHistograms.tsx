import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { binEdges, countText, numberDescriptorOf } from "../domain/mod.ts";
import {
  BrushFigure,
  followAddress,
  isOpen,
  meets,
  query,
  settle,
  written,
} from "../linked/mod.ts";
import { parseQuery, type Query, withClause } from "../query/mod.ts";
import { addressOf } from "../views/archive/address.ts";
import { RangeForm } from "../views/archive/RangeForm.tsx";
import { navigate } from "../web/client/mod.ts";

/** A histogram over all that is asked but its own range. */
export interface ArchiveHistogram {
  readonly id: string;
  readonly counts: readonly number[];
  readonly missing: number;
}

/** How long a key rests before the page is asked anew, ms. */
const REST = 600;

/**
 * Histograms of a data set, each to brush: what a brush takes in is seen at once, and when it is let go the
 * page is asked anew.
 *
 * @param props.asked The query that the histograms answer, as it is written.
 */
export default function ArchiveHistograms(
  { asked, histograms }: {
    readonly asked: string;
    readonly histograms: readonly ArchiveHistogram[];
  },
) {
  const shown = useRef<string | undefined>(undefined);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { query: given } = parseQuery(new URLSearchParams(asked));
  const now = query.value;
  useLayoutEffect(() => {
    const end = followAddress();
    shown.current = written.peek();
    return end;
  }, [asked]);
  useEffect(() => () => clearTimeout(resting.current), []);
  const ask = async () => {
    clearTimeout(resting.current);
    settle();
    if (written.peek() === shown.current) return;
    shown.current = written.peek();
    const end = document.activeElement?.closest("[role=slider]")?.getAttribute("aria-label");
    await navigate(location.href, { replace: true, stay: true });
    if (end) focusSlider(end);
  };
  return (
    <div
      class="archive-histograms"
      onPointerUp={ask}
      onKeyUp={(event) => {
        if (!(event.target instanceof SVGElement)) return;
        clearTimeout(resting.current);
        resting.current = setTimeout(ask, REST);
      }}
    >
      {histograms.map((histogram) => (
        <One
          key={histogram.id}
          histogram={histogram}
          given={given}
          now={shown.current === undefined ? given : now}
        />
      ))}
    </div>
  );
}

/** The end of a brush that had the focus has it again on the page that was asked anew. */
function focusSlider(label: string): void {
  const sliders = [...document.querySelectorAll<SVGElement>(".archive-histograms [role=slider]")];
  const slider = sliders.find((each) => each.getAttribute("aria-label") === label);
  slider?.focus({ preventScroll: true });
}

function One(
  { histogram: { id, counts, missing }, given, now }: {
    readonly histogram: ArchiveHistogram;
    /** What the page answers. */
    readonly given: Query;
    /** What is brushed meanwhile. */
    readonly now: Query;
  },
) {
  const descriptor = numberDescriptorOf(id);
  const clause = now.clauses[id];
  const range = clause?.kind === "number" ? clause : undefined;
  const edges = binEdges(descriptor);
  const isIn = (bin: number) =>
    range === undefined || range.missing !== "only" &&
      (isOpen(range) || meets(range, { from: edges[bin]!, to: edges[bin + 1]! }));
  const selected = counts.map((count, bin) => isIn(bin) ? count : 0);
  const without = withClause(given, {
    kind: "number",
    descriptor: id,
    octaves: false,
    missing: "only",
  });
  return (
    <BrushFigure
      descriptor={descriptor}
      counts={{ whole: counts, selected }}
      aside={missing > 0 && (
        <a class="num" href={addressOf(without)}>{countText(missing)} without</a>
      )}
    >
      <RangeForm query={given} descriptor={descriptor} />
    </BrushFigure>
  );
}
