import { numberText } from "../domain/mod.ts";
import { Button, Icon } from "../components/mod.ts";
import { current, match, matched, volume } from "./_signals.ts";
import { CEILING, TARGET } from "./_gain.ts";

/** Loudness matching and volume. */
export function Sound() {
  return (
    <div class="sound">
      <Button
        look="quiet"
        class="match"
        aria-pressed={matched.value}
        title={matchWords()}
        onClick={() => matched.value = !matched.value}
      >
        <Icon name="level" />
        <span>{matched.value ? "Loudness-matched" : "As recorded"}</span>
        {matched.value && current.value && !current.value.blind && match.value.limit !== "none" && (
          <span class="num">{signed(match.value.gain)} dB</span>
        )}
      </Button>
      <label class="volume">
        <span class="visually-hidden">Volume</span>
        <Icon name={volume.value === 0 ? "muted" : "volume"} />
        <input
          type="range"
          class="slider"
          min={0}
          max={1}
          step={0.01}
          value={volume.value}
          aria-valuetext={`${Math.round(volume.value * 100)} %`}
          style={{ "--share": volume.value }}
          onInput={(event) => volume.value = event.currentTarget.valueAsNumber}
        />
      </label>
    </div>
  );
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${numberText(value, 1)}`;
}

function matchWords(): string {
  const target = `${numberText(TARGET, 0)} LUFS`;
  if (!matched.value) return `Tracks sound as recorded; press to bring them to ${target}`;
  if (!current.value || current.value.blind) return `Tracks are brought to ${target}`;
  const { gain, limit } = match.value;
  if (limit === "none") return "The loudness of this track was not measured: it sounds as recorded";
  const peak = limit === "peak"
    ? `, no further as its peak would pass ${numberText(CEILING, 0)} dBTP`
    : "";
  return `Brought towards ${target}: ${signed(gain)} dB${peak}`;
}
