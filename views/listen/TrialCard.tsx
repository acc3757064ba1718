import { Button, Icon } from "../../components/mod.ts";
import { numberText } from "../../domain/mod.ts";
import type { Choice } from "./keys.ts";

/** One track of a trial: it is heard here, and the answers that mean it stand below. */
export function TrialCard(
  { name, hotkey, query, sounds, heard, least, choices, ready, onHear, onAnswer }: {
    readonly name: string;
    readonly hotkey: string;
    readonly query: boolean;
    readonly sounds: boolean;
    /** Seconds that were heard, and that have to be. */
    readonly heard: number;
    readonly least: number;
    readonly choices: readonly Choice[];
    readonly ready: boolean;
    readonly onHear: () => void;
    readonly onAnswer: (choice: string) => void;
  },
) {
  const isHeard = heard >= least;
  return (
    <div class="trial-card">
      <button
        type="button"
        class={`hear-button${query ? " query" : ""}${sounds ? " sounds" : ""}`}
        aria-pressed={sounds}
        onClick={onHear}
      >
        <Icon name={sounds ? "pause" : "play"} />
        <span class="name">{name}</span>
        <span class="muted num">
          {isHeard
            ? "heard"
            : heard === 0 && !sounds
            ? "not heard yet"
            : `${numberText(heard, 0)} of ${numberText(Math.ceil(least), 0)} s`}
        </span>
        <kbd>{hotkey}</kbd>
      </button>
      {choices.map(({ choice, text, hint }) => (
        <Button
          key={choice}
          aria-disabled={!ready}
          onClick={() => onAnswer(choice)}
        >
          {text} <kbd>{hint}</kbd>
        </Button>
      ))}
    </div>
  );
}
