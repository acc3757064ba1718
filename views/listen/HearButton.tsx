import { Icon } from "../../components/mod.ts";

/** Plays one track of a trial. */
export function HearButton(
  { name, hotkey, query, sounds, heard, onClick }: {
    readonly name: string;
    readonly hotkey: string;
    readonly query: boolean;
    readonly sounds: boolean;
    readonly heard: boolean;
    readonly onClick: () => void;
  },
) {
  return (
    <button
      type="button"
      class={`hear-button${query ? " query" : ""}${sounds ? " sounds" : ""}`}
      aria-pressed={sounds}
      onClick={onClick}
    >
      <Icon name={sounds ? "pause" : "play"} />
      <span class="name">{name}</span>
      <span class="muted">{sounds ? "playing" : heard ? "heard" : "not heard yet"}</span>
      <kbd>{hotkey}</kbd>
    </button>
  );
}
