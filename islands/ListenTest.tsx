import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button, buttonClass, Progress } from "../components/mod.ts";
import { numberText, playableOf } from "../domain/mod.ts";
import { HeardTime, LEAST_HEARD } from "../listening/mod.ts";
import { current, matched, pause, play, playing, time } from "../player/mod.ts";
import {
  answerOf,
  choicesOf,
  HEAR_KEYS,
  isForTest,
  namesOf,
  type ShownTrial,
} from "../views/listen/keys.ts";
import { TrialCard } from "../views/listen/TrialCard.tsx";
import { sendAnswer, takeBack, wordsOf } from "../wire/mod.ts";

/** A listening test under way. */
export interface ListenTestProps {
  readonly id: string;
  readonly listener: string;
  readonly trials: readonly ShownTrial[];
  readonly answered: number;
}

const NOTHING_HEARD: readonly number[] = [0, 0, 0];

/** Asks trial after trial; answers are kept by the server one by one. */
export default function ListenTest({ id, listener, trials, answered }: ListenTestProps) {
  const at = useSignal(answered);
  const meters = useRef([new HeardTime(), new HeardTime(), new HeardTime()]);
  const heard = useSignal(NOTHING_HEARD);
  const begun = useSignal(0);
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const trial = trials[at.value];
  const isReady = () =>
    trials[at.value]?.tracks.every(({ least }, i) => heard.value[i]! >= least) ?? false;
  const ready = isReady();

  useSignalEffect(() => {
    const tracks = trials[at.value]?.tracks ?? [];
    const sounding = playing.value ? current.value?.id : undefined;
    const position = time.value;
    meters.current.forEach((meter, i) =>
      meter.at(sounding !== undefined && tracks[i]?.id === sounding ? position : undefined)
    );
    const next = meters.current.map(({ seconds }) => seconds);
    if (next.some((seconds, i) => seconds !== heard.peek()[i])) heard.value = next;
  });

  function hear(place: number): void {
    const trial = trials[at.value];
    if (!trial) return;
    if (isCurrent(trial.tracks[place]) && playing.value) return pause();
    const names = namesOf(trial.kind);
    const queue = trial.tracks.map((track, i) => playableOf({ ...track, title: names[i]! }));
    if (begun.value === 0) begun.value = Date.now();
    problem.value = undefined;
    play(queue[place]!, { queue });
  }

  async function go(step: 1 | -1, kept: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = await kept().then(() => undefined, wordsOf);
    busy.value = false;
    if (problem.value !== undefined) return;
    pause();
    meters.current = [new HeardTime(), new HeardTime(), new HeardTime()];
    heard.value = NOTHING_HEARD;
    begun.value = 0;
    at.value += step;
  }

  function answer(choice: string): void {
    if (!isReady()) {
      problem.value = HEAR_FIRST;
      return;
    }
    const seconds = (Date.now() - begun.value) / 1000;
    const given = { trial: at.value, choice, seconds, heard: heard.value };
    void go(1, () => sendAnswer(id, given));
  }

  const back = () => at.value > 0 ? void go(-1, () => takeBack(id)) : undefined;

  useEffect(() => {
    matched.value = true;
    const onKey = (event: KeyboardEvent) => {
      const trial = trials[at.value];
      if (event.ctrlKey || event.metaKey || event.altKey || !trial) return;
      if (!isForTest(event.target)) return;
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
          <TrialCard
            key={`${at.value} ${place}`}
            name={name}
            hotkey={HEAR_KEYS[place]!}
            query={trial.kind === "pair" && place === 0}
            sounds={isCurrent(trial.tracks[place]) && playing.value}
            heard={heard.value[place]!}
            least={trial.tracks[place]!.least}
            choices={choicesOf(trial.kind).filter(({ under }) => under === place)}
            ready={ready && !busy.value}
            onHear={() => hear(place)}
            onAnswer={answer}
          />
        ))}
      </div>
      <div class="row">
        <Button look="quiet" disabled={at.value === 0} onClick={back}>← Back (Backspace)</Button>
        <a class={buttonClass("quiet")} href="/listen">Go on later</a>
      </div>
      <p role="status" class={problem.value ? "fault" : "muted"}>
        {problem.value ?? (ready ? "Your answer" : HEAR_FIRST)}
      </p>
    </section>
  );
}

const HEAR_FIRST = `Hear at least ${numberText(LEAST_HEARD, 0)} s of all three first`;

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
