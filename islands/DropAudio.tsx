import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Guest } from "../similar/mod.ts";
import { Button, ChooseAudio, Progress } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { followSound, sendSound, wordsOf } from "../wire/mod.ts";

const over = signal(false);

/** Takes an audio file, dropped anywhere on the page or chosen, and goes to its neighbours. */
export default function DropAudio({ kept }: { readonly kept: string }) {
  const guest = useSignal<Guest | undefined>(undefined);
  const sending = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const unfollow = useRef(() => {});

  async function take(file: File): Promise<void> {
    problem.value = guest.value = undefined;
    sending.value = file.name;
    try {
      guest.value = await sendSound(file);
      follow(guest.value.id);
    } catch (error) {
      problem.value = wordsOf(error);
    } finally {
      sending.value = undefined;
    }
  }

  function follow(id: string): void {
    unfollow.current();
    unfollow.current = followSound(id, {
      onEvent(now) {
        guest.value = now;
        if (now.state.state === "analysing") return;
        unfollow.current();
        if (now.state.state === "failed") problem.value = now.state.reason;
        else void navigate(`/similar?${new URLSearchParams(`file=${id}&${kept}`)}`);
      },
      onLost: (reason) => problem.value = reason,
    });
  }

  useEffect(() => {
    const detach = attachDrop((file) => void take(file));
    return () => {
      detach();
      unfollow.current();
    };
  }, []);

  const state = guest.value?.state;
  return (
    <div class={over.value ? "drop-audio over" : "drop-audio"}>
      <ChooseAudio label="Compare a file" onChoose={(file) => void take(file)} />
      <span class="muted">
        or drop one on this page; it joins the collection only if you keep it
      </span>
      {over.value && <div class="drop-here" aria-hidden="true">Drop it to see what is similar</div>}
      {sending.value !== undefined && <p role="status">Sending {sending.value}</p>}
      {state?.state === "analysing" && !problem.value && (
        <Progress
          label={`Analysing ${guest.value?.name}: ${state.stages.at(-1) ?? "waiting for its turn"}`}
          done={Math.max(0, state.stages.length - 1)}
          total={state.planned.length}
        />
      )}
      {problem.value && (
        <p class="fault" role="alert">
          {problem.value}{" "}
          <Button look="quiet" onClick={() => problem.value = undefined}>Dismiss</Button>
        </p>
      )}
    </div>
  );
}

function attachDrop(take: (file: File) => void): () => void {
  const events = new AbortController();
  const { signal } = events;
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    over.value = true;
  }, { signal });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over.value = false;
  }, { signal });
  document.addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    over.value = false;
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  }, { signal });
  return () => events.abort();
}
