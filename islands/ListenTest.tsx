import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, buttonClass, Progress } from "../components/mod.ts";
import { playableOf } from "../domain/mod.ts";
import { sendAnswer, takeBack, wordsOf } from "../wire/mod.ts";
import { AnswerButtons } from "../views/listen/AnswerButtons.tsx";
import { answerOf, choicesOf, HEAR_KEYS, namesOf, type ShownTrial } from "../views/listen/keys.ts";
import { HearButton } from "../views/listen/HearButton.tsx";
import { current, matched, pause, play, playing } from "../player/mod.ts";

/** A listening test under way. */
export interface ListenTestProps {
  readonly id: string;
  readonly listener: string;
  readonly trials: readonly ShownTrial[];
  readonly answered: number;
}

/** Asks trial after trial; answers are kept by the server one by one. */
export default function ListenTest({ id, listener, trials, answered }: ListenTestProps) {
  const at = useSignal(answered);
  const heard = useSignal<ReadonlySet<number>>(new Set());
  const begun = useSignal(0);
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const trial = trials[at.value];
  const isReady = () => trials[at.value]?.tracks.every((_, i) => heard.value.has(i)) ?? false;
  const ready = isReady();

  function hear(place: number): void {
    const trial = trials[at.value];
    if (!trial) return;
    if (isCurrent(trial.tracks[place]) && playing.value) return pause();
    const names = namesOf(trial.kind);
    const queue = trial.tracks.map((track, i) =>
      playableOf({
        ...track,
        title: names[i]!,
        blind: `/api/tracks/${encodeURIComponent(track.id)}/audio`,
      })
    );
    if (begun.value === 0) begun.value = Date.now();
    play(queue[place]!, { queue });
    heard.value = new Set([...heard.value, place]);
  }

  async function go(step: 1 | -1, kept: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = await kept().then(() => undefined, wordsOf);
    busy.value = false;
    if (problem.value !== undefined) return;
    pause();
    heard.value = new Set();
    begun.value = 0;
    at.value += step;
  }

  function answer(choice: string): void {
    if (!isReady()) {
      problem.value = "Hear all three first";
      return;
    }
    const seconds = (Date.now() - begun.value) / 1000;
    void go(1, () => sendAnswer(id, { trial: at.value, choice, seconds }));
  }

  const back = () => at.value > 0 ? void go(-1, () => takeBack(id)) : undefined;

  useEffect(() => {
    matched.value = true;
    const onKey = (event: KeyboardEvent) => {
      const trial = trials[at.value];
      if (event.ctrlKey || event.metaKey || event.altKey || !trial) return;
      const place = HEAR_KEYS.indexOf(event.key);
      const choice = answerOf(trial.kind, event.key);
      if (place >= 0) hear(place);
      else if (choice) answer(choice);
      else if (event.key === "Backspace") back();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  });

  if (!trial) return <Done listener={listener} trials={trials.length} onBack={back} />;
  return (
    <section class="listen-test" aria-label="Listening test">
      <Progress label={`Trials of ${listener}`} done={at.value} total={trials.length} />
      <h1>
        {trial.kind === "pair"
          ? "Which sounds more like the query?"
          : "Which of the three does not belong?"}
      </h1>
      <div class="hear">
        {namesOf(trial.kind).map((name, place) => (
          <HearButton
            key={`${at.value} ${place}`}
            name={name}
            hotkey={HEAR_KEYS[place]!}
            query={trial.kind === "pair" && place === 0}
            sounds={isCurrent(trial.tracks[place]) && playing.value}
            heard={heard.value.has(place)}
            onClick={() => hear(place)}
          />
        ))}
      </div>
      <AnswerButtons
        choices={choicesOf(trial.kind)}
        ready={ready && !busy.value}
        onAnswer={answer}
      />
      <div class="row">
        <Button look="quiet" disabled={at.value === 0} onClick={back}>← Back (Backspace)</Button>
        <a class={buttonClass("quiet")} href="/listen">Go on later</a>
      </div>
      <p role="status" class={problem.value ? "fault" : "muted"}>
        {problem.value ?? (ready ? "Your answer" : "Hear all three, then answer")}
      </p>
    </section>
  );
}

function isCurrent(track: { readonly id: string } | undefined): boolean {
  return track !== undefined && current.value?.id === track.id;
}

function Done(
  { listener, trials, onBack }: {
    readonly listener: string;
    readonly trials: number;
    readonly onBack: () => void;
  },
) {
  return (
    <section class="listen-test">
      <h1>Done</h1>
      <p class="prose">{listener}, all {trials} trials are answered and kept.</p>
      <div class="row">
        <a class={buttonClass("primary")} href="/listen/results">See the results</a>
        <a class={buttonClass()} href="/listen">Another test</a>
        <Button look="quiet" onClick={onBack}>Back to the last trial</Button>
      </div>
    </section>
  );
}
