import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { emotionPlaneOf } from "../../domain/mod.ts";
import { columns, hasValues, setView, shownNumbers, view } from "../../linked/mod.ts";
import { BrushHistogram } from "./BrushHistogram.tsx";
import { SaveButtons } from "../save/SaveButtons.tsx";
import { Plane } from "./Plane.tsx";
import { histogramSheet } from "./sheets.ts";

/** One histogram for each descriptor that the collection has. */
export function Histograms() {
  const all = columns.value;
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  if (!all) return null;
  const { first, others } = shownNumbers(all);
  const plane = emotionPlaneOf(all.numbers);
  const planeThere = hasValues(all.numbers[plane.x]) && hasValues(all.numbers[plane.y]);
  return (
    <div class="histograms" ref={box}>
      <label
        class="check"
        title="Each bar as its share of what is selected, and of all: few among many can be seen"
      >
        <input
          type="checkbox"
          checked={view.value.shares}
          onChange={(event) => setView({ shares: event.currentTarget.checked })}
        />
        bars are shares
      </label>
      {first.map((descriptor) => <BrushHistogram key={descriptor.id} descriptor={descriptor} />)}
      {planeThere && <Plane plane={plane} />}
      {others.length > 0 && (
        <details onToggle={(event) => open.value = event.currentTarget.open}>
          <summary>{others.length} more descriptors</summary>
          {open.value &&
            others.map((descriptor) => (
              <BrushHistogram key={descriptor.id} descriptor={descriptor} />
            ))}
        </details>
      )}
      <SaveButtons of="the histograms" sheet={() => histogramSheet(box.current)} />
    </div>
  );
}
