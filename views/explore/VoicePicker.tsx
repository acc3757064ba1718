import { useMemo } from "preact/hooks";
import {
  DEFAULT_VOICE_THRESHOLD,
  numberText,
  VOICE_SIDES,
  type VoiceSide,
  voiceSources,
  voiceSourcesText,
} from "../../domain/mod.ts";
import { type VoiceClause, withClause, withoutClause } from "../../query/mod.ts";
import {
  brushed,
  changeQuery,
  columns,
  Counted,
  query,
  setQuery,
  settle,
  useClause,
} from "../../linked/mod.ts";
import { countVoice } from "./voice_counts.ts";

const USUAL: VoiceClause = {
  kind: "voice",
  sides: [...VOICE_SIDES],
  threshold: DEFAULT_VOICE_THRESHOLD,
  missing: "exclude",
};

/** With voice, instrumental, and the zone between them in which the model does not decide. */
export function VoicePicker() {
  const clause = useClause("voice");
  const voice = clause?.kind === "voice" ? clause : undefined;
  const { threshold, sides } = voice ?? USUAL;
  const table = columns.value;
  const all = useMemo(() => countVoice(table, { threshold }), [table, threshold]);
  const says = useMemo(() => table ? voiceSourcesText(voiceSources(table)) : "", [table]);
  const mask = brushed.value?.selection.maskWithout(["voice"]);
  const selected = countVoice(table, { threshold, mask });
  const toggle = (side: VoiceSide) => {
    const next = VOICE_SIDES.filter((s) => (s === side) !== sides.includes(s));
    const all = next.length === 0 || next.length === VOICE_SIDES.length;
    setQuery(
      all
        ? withoutClause(query.peek(), "voice")
        : withClause(query.peek(), { ...(voice ?? USUAL), sides: next }),
    );
  };
  return (
    <details class="filter" open>
      <summary>Voice</summary>
      <div class="voice-bar" aria-hidden="true">
        {(["instrumental", "undecided", "vocal"] as const).map((side) => (
          <span
            key={side}
            class={sides.includes(side) ? `${side} on` : side}
            style={{ flexGrow: all[side] }}
          />
        ))}
      </div>
      <div class="row">
        {(["instrumental", "undecided", "vocal"] as const).map((side) => (
          <label key={side} class="check">
            <input
              type="checkbox"
              checked={sides.includes(side)}
              onChange={() =>
                toggle(side)}
            />
            {side} <Counted selected={selected[side]} all={all[side]} />
          </label>
        ))}
      </div>
      <label class="term">
        <span>decided from</span>
        <input
          type="range"
          class="slider"
          min="0.55"
          max="0.95"
          step="0.05"
          value={threshold}
          disabled={!voice}
          title={voice ? undefined : "Choose a side first"}
          onInput={(event) =>
            voice && changeQuery(
              withClause(query.peek(), { ...voice, threshold: Number(event.currentTarget.value) }),
              "voice",
            )}
          onChange={settle}
        />
        <output class="num">{numberText(threshold, 2)}</output>
      </label>
      <p class="muted">By {says}</p>
    </details>
  );
}
