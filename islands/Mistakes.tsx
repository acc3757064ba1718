import { useSignal } from "@preact/signals";
import { Button, PlayButton } from "../components/mod.ts";
import type { Playable } from "../domain/mod.ts";
import { LabelEditor } from "../views/labels/LabelEditor.tsx";

/** A track whose label a learner surely missed. */
export interface ShownMistake {
  readonly track: Playable;
  readonly predicted: string;
  readonly probability: number;
  readonly labels: readonly string[];
}

const FIRST = 10;

/** The surest mistakes: to be heard, and to be corrected where it is the label that is wrong. */
export default function Mistakes({ mistakes }: { readonly mistakes: readonly ShownMistake[] }) {
  const all = useSignal(false);
  const open = useSignal<string | undefined>(undefined);
  if (mistakes.length === 0) return null;
  const shown = all.value ? mistakes : mistakes.slice(0, FIRST);
  return (
    <section class="panel" aria-label="Surest mistakes">
      <header>
        <h2>Which mistakes was it surest of?</h2>
        <p class="finding">Listen: is it the learner that is wrong, or the label?</p>
      </header>
      <ol class="found-tracks" data-play-list>
        {shown.map(({ track, predicted, probability, labels }) => (
          <li key={track.id} data-row>
            <PlayButton track={track} />
            <a href={`/track/${encodeURIComponent(track.id)}`}>{track.title}</a>
            <span class="muted">
              labelled {labels.join(", ") || "nothing"}, found {predicted}{" "}
              <span class="num">{probability.toFixed(2)}</span>
            </span>
            <Button
              look="quiet"
              aria-expanded={open.value === track.id}
              aria-label={`Correct ${track.title}`}
              onClick={() => open.value = open.value === track.id ? undefined : track.id}
            >
              Correct
            </Button>
            {open.value === track.id && <LabelEditor target={{ tracks: [track.id] }} takesFocus />}
          </li>
        ))}
      </ol>
      {!all.value && mistakes.length > FIRST && (
        <Button
          look="quiet"
          onClick={() => all.value = true}
        >
          {mistakes.length - FIRST} more
        </Button>
      )}
    </section>
  );
}
