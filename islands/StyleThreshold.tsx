import { numberText } from "../domain/mod.ts";
import { useSignal } from "@preact/signals";
import {
  type ClassSummary,
  exploreHref,
  type StyleCounting,
  StyleList,
  THRESHOLDS,
} from "../report/page.ts";
import { changes } from "../views/overview/state.ts";
import { loadStyles, useAsked } from "../wire/mod.ts";

/** Every style with its tracks, by largest activation or over a threshold that one can move. */
export default function StyleThreshold() {
  const styles = useSignal<ClassSummary | undefined>(undefined);
  const step = useSignal(0);
  const problem = useAsked(String(changes.value), {
    ask: loadStyles,
    take: (read) => styles.value = read,
  });
  const counting: StyleCounting = step.value === 0 ? "top" : THRESHOLDS[step.value - 1]!;
  const text = counting === "top"
    ? "each track in the style with its largest activation"
    : `each track in every style from ${numberText(counting, 2)} up`;
  return (
    <div class="style-threshold">
      <div class="field">
        <label for="style-threshold">Every style: {text}</label>
        <input
          id="style-threshold"
          type="range"
          min="0"
          max={THRESHOLDS.length}
          value={step.value}
          aria-valuetext={text}
          onInput={(event) => step.value = Number(event.currentTarget.value)}
        />
      </div>
      {problem && <p class="fault" role="alert">{problem}</p>}
      {styles.value
        ? <StyleList styles={styles.value} counting={counting} href={exploreHref} />
        : !problem && <p class="muted">Reading the styles…</p>}
    </div>
  );
}
