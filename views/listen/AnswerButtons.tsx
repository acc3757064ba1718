import { Button } from "../../components/mod.ts";
import type { Choice } from "./keys.ts";

/** The answers to a trial, each with its key. */
export function AnswerButtons(
  { choices, ready, onAnswer }: {
    readonly choices: readonly Choice[];
    readonly ready: boolean;
    readonly onAnswer: (choice: string) => void;
  },
) {
  return (
    <div class="answers" role="group" aria-label="Answer">
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
