import { formatValue, type NumberDescriptor } from "../../domain/mod.ts";
import { brushed, BrushFigure, columns, rows, view } from "../../linked/mod.ts";
import { inspect } from "./inspecting.ts";
import { RangeFields } from "./RangeFields.tsx";

/**
 * The distribution of a descriptor: the whole in grey, what is selected in the accent, and a brush.
 * The selected part ignores the histogram's own brush.
 */
export function BrushHistogram({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const current = brushed.value?.selection.counts(descriptor.id);
  if (!current) return null;
  return (
    <BrushFigure
      descriptor={descriptor}
      counts={current}
      shares={view.value.shares}
      aside={<Median descriptor={descriptor} />}
    >
      <RangeFields descriptor={descriptor} missing={current.missing.whole} />
    </BrushFigure>
  );
}

/** The median of what is selected, which no bin can tell. */
function Median({ descriptor }: { readonly descriptor: NumberDescriptor }) {
  const median = brushed.value?.selection.median(descriptor.id) ?? NaN;
  if (Number.isNaN(median)) return <span class="muted">none</span>;
  return (
    <button
      type="button"
      class="median num"
      title={`Open the track in the middle of what is selected: ${formatValue(descriptor, median)}`}
      onClick={() => openMiddle(descriptor.id, median)}
    >
      median {formatValue({ ...descriptor, unit: "" }, median)}
    </button>
  );
}

/** Opens the track whose value is nearest to the median, as an exemplar of what is brushed. */
function openMiddle(id: string, median: number): void {
  const all = columns.peek();
  const values = all?.numbers[id];
  if (!all || !values) return;
  let nearest: number | undefined;
  let least = Infinity;
  for (const row of rows.peek()) {
    const distance = Math.abs(values[row]! - median);
    if (distance >= least || Number.isNaN(distance)) continue;
    nearest = row;
    least = distance;
  }
  if (nearest !== undefined) inspect(all.ids[nearest]!);
}
