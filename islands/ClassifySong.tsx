import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button, ChooseAudio, Progress } from "../components/mod.ts";
import { type Playable, playableOf, type TrackId } from "../domain/mod.ts";
import type { Guest, HeardSong as Heard } from "../similar/mod.ts";
import { LabelEditor } from "../views/labels/LabelEditor.tsx";
import { HeardSong } from "../views/learn/HeardSong.tsx";
import { followSound, hearSong, keepSound, sendSound, wordsOf } from "../wire/mod.ts";

/** A model that can be asked. */
export interface AskedModel {
  readonly id: string;
  readonly name: string;
}

/** Takes a song, dropped on the panel or chosen, and shows what a model hears in it. */
export default function ClassifySong({ models }: { readonly models: readonly AskedModel[] }) {
  const model = useSignal(models[0]!.id);
  const guest = useSignal<Guest | undefined>(undefined);
  const heard = useSignal<Heard | undefined>(undefined);
  const kept = useSignal<TrackId | undefined>(undefined);
  const fault = useSignal("");
  const over = useSignal(false);
  const unfollow = useRef(() => {});
  useEffect(() => () => unfollow.current(), []);
  const done = guest.value?.state.state === "done" ? guest.value.id : undefined;

  useEffect(() => {
    heard.value = undefined;
    if (done === undefined) return;
    const stop = new AbortController();
    hearSong({ file: done, model: model.value }, stop.signal).then(
      (found) => heard.value = found,
      (error) => fault.value = wordsOf(error),
    );
    return () => stop.abort();
  }, [done, model.value]);

  async function take(file: File): Promise<void> {
    fault.value = "";
    kept.value = undefined;
    try {
      const sent = await sendSound(file);
      guest.value = sent;
      unfollow.current();
      unfollow.current = followSound(sent.id, {
        onEvent(now) {
          guest.value = now;
          if (now.state.state === "failed") fault.value = now.state.reason;
          if (now.state.state !== "analysing") unfollow.current();
        },
        onLost: (reason) => fault.value = reason,
      });
    } catch (error) {
      fault.value = wordsOf(error);
    }
  }

  const now = guest.value;
  return (
    <section
      class={over.value ? "panel classify-song over" : "panel classify-song"}
      aria-label="A song of your own"
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => over.value = false}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        const file = event.dataTransfer?.files[0];
        if (file) void take(file);
      }}
    >
      <header>
        <h2>What is this song?</h2>
        <p class="finding">
          Drop one here or choose it; it joins the collection only if you keep it.
        </p>
      </header>
      <div class="row">
        <ChooseAudio label="Choose a song" onChoose={(file) => void take(file)} />
        <label class="field inline">
          Model{" "}
          <select
            class="input"
            value={model.value}
            onChange={(event) => model.value = event.currentTarget.value}
          >
            {models.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
      </div>
      {fault.value && <p class="fault" role="alert">{fault.value}</p>}
      {now?.state.state === "analysing" && (
        <Progress
          label={`Hearing ${now.name}: ${now.state.stages.at(-1) ?? "waiting for its turn"}`}
          done={Math.max(0, now.state.stages.length - 1)}
          total={now.state.planned.length}
        />
      )}
      {done !== undefined && !heard.value && !fault.value && (
        <p class="muted" role="status">Hearing it patch by patch…</p>
      )}
      {now && done !== undefined && heard.value && (
        <>
          <HeardSong
            song={songOf(now, heard.value)}
            heard={heard.value}
            model={models.find(({ id }) => id === model.value)!.name}
          />
          {kept.value === undefined
            ? (
              <Button
                onClick={() =>
                  keepSound(now.id).then(
                    (track) => kept.value = track,
                    (error) => fault.value = wordsOf(error),
                  )}
              >
                Keep it, and say what it is
              </Button>
            )
            : <LabelEditor target={{ tracks: [kept.value] }} takesFocus />}
        </>
      )}
    </section>
  );
}

function songOf({ id, name }: Guest, { seconds }: Heard): Playable {
  return playableOf({ id, title: name, duration: seconds, dropped: true });
}
