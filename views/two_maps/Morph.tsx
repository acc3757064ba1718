import { useEffect, useRef } from "preact/hooks";
import { setView } from "../../linked/mod.ts";
import { left, morph, right } from "./state.ts";

/** How long a track takes from one map to the other, ms. */
const FLIGHT = 250;

/** Moves the left map to the places of the right one. */
export function Morph() {
  const frame = useRef(0);
  useEffect(() => () => {
    cancelAnimationFrame(frame.current);
    morph.value = 0;
  }, []);
  const fly = () => {
    cancelAnimationFrame(frame.current);
    const from = morph.peek();
    const to = from < 0.5 ? 1 : 0;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setView({ morph: to });
      return;
    }
    const started = performance.now();
    const step = (now: number) => {
      const passed = Math.min(1, Math.max(0, (now - started) / FLIGHT));
      const eased = passed * passed * (3 - 2 * passed);
      morph.value = from + (to - from) * eased;
      if (passed < 1) frame.current = requestAnimationFrame(step);
      else setView({ morph: to });
    };
    frame.current = requestAnimationFrame(step);
  };
  if (!left.value || !right.value) return null;
  return (
    <div class="morph" role="group" aria-label="Move the left map to the right one">
      <button type="button" class="button" onClick={fly}>
        {morph.value < 0.5 ? "Move left to right" : "Move back"}
      </button>
      <input
        type="range"
        min="0"
        max="1"
        step="0.01"
        value={morph.value}
        aria-label="How far the left map has moved to the right one"
        aria-valuetext={`${Math.round(100 * morph.value)} %`}
        onInput={(event) => {
          cancelAnimationFrame(frame.current);
          morph.value = event.currentTarget.valueAsNumber;
        }}
        onChange={() => setView({ morph: morph.peek() })}
      />
    </div>
  );
}
