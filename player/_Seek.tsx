import { clock } from "../components/mod.ts";
import { current, duration, time } from "./_signals.ts";
import { seek } from "./_transport.ts";

/** Where the track is, and a slider to change it. */
export function Seek() {
  const length = duration.value;
  const blind = current.value?.blind !== undefined;
  const share = length > 0 ? Math.min(1, time.value / length) : 0;
  return (
    <div class="seek">
      <span class="num" aria-hidden="true">{blind ? "" : clock(time.value)}</span>
      <input
        type="range"
        class="slider"
        aria-label="Position in the track"
        aria-valuetext={blind
          ? `${Math.round(100 * share)} %`
          : `${clock(time.value)} of ${clock(length)}`}
        min={0}
        max={length || 1}
        step={0.1}
        value={time.value}
        disabled={!current.value || length === 0}
        style={{ "--share": share }}
        onInput={(event) => seek(event.currentTarget.valueAsNumber)}
      />
      <span class="num muted" aria-hidden="true">{blind ? "" : clock(length || undefined)}</span>
    </div>
  );
}
