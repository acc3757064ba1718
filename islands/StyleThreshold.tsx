import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  type ClassSummary,
  exploreHref,
  type StyleCounting,
  StyleList,
  THRESHOLDS,
} from "../report/page.ts";
import { changes } from "./overview/state.ts";
import { numberText } from "../domain/mod.ts";

/** Every style with its tracks, by largest activation or over a threshold that one can move. */
export default function StyleThreshold() {
  const styles = useSignal<ClassSummary | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const step = useSignal(0);
  const counted = changes.value;
  useEffect(() => {
    const stop = new AbortController();
    readStyles(stop.signal)
      .then((read) => {
        styles.value = read;
        problem.value = undefined;
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) problem.value = String(error);
      });
    return () => stop.abort();
  }, [counted]);
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
      {problem.value && <p class="fault">The styles could not be read: {problem.value}</p>}
      {styles.value
        ? <StyleList styles={styles.value} counting={counting} href={exploreHref} />
        : !problem.value && <p class="muted">Reading the styles…</p>}
    </div>
  );
}

async function readStyles(signal: AbortSignal): Promise<ClassSummary | undefined> {
  const response = await fetch("/api/summary", { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const { styles } = await response.json() as { styles: ClassSummary | null };
  return styles ?? undefined;
}
