import { setView, view } from "../../linked/mod.ts";
import { left, lenses, right, showAll } from "./state.ts";

/** Whether both maps are panned and zoomed as one, and the way back to all of them. */
export function LensChoice() {
  if (!left.value || !right.value) return null;
  const near = lenses.left.value !== undefined || lenses.right.value !== undefined;
  return (
    <span class="lens">
      <label title="Off: look at a part of one map and at all of the other">
        <input
          type="checkbox"
          checked={view.value.together}
          onChange={(event) => setView({ together: event.currentTarget.checked })}
        />
        zoom together
      </label>
      <button type="button" class="button quiet" disabled={!near} onClick={showAll}>
        whole maps
      </button>
    </span>
  );
}
