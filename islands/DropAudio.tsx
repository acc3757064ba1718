import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Guest } from "../compare/mod.ts";
import { Button, Progress } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";

const over = signal(false);

/** Takes an audio file, dropped anywhere on the page or chosen, and goes to its neighbours. */
export default function DropAudio({ kept }: { readonly kept: string }) {
  const guest = useSignal<Guest | undefined>(undefined);
  const sending = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);

  async function take(file: File): Promise<void> {
    problem.value = guest.value = undefined;
    sending.value = file.name;
    try {
      const address = `/api/similar/file?${new URLSearchParams({ name: file.name })}`;
      const response = await fetch(address, { method: "POST", body: file });
      const answer: Guest & { readonly error?: string } = await response.json();
      if (!response.ok) throw new Error(answer.error);
      guest.value = answer;
      follow(answer.id);
    } catch (error) {
      problem.value = error instanceof Error ? error.message : "The server does not answer";
    } finally {
      sending.value = undefined;
    }
  }

  function follow(id: string): void {
    const events = new EventSource(`/api/similar/file/${id}`);
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const now: Guest = JSON.parse(data);
      guest.value = now;
      if (now.state.state === "analysing") return;
      events.close();
      if (now.state.state === "failed") problem.value = now.state.reason;
      else void navigate(`/similar?${new URLSearchParams(`file=${id}&${kept}`)}`);
    };
    events.onerror = () => {
      events.close();
      problem.value = "The server does not answer any more";
    };
  }

  useEffect(() => attachDrop((file) => void take(file)), []);

  const state = guest.value?.state;
  return (
    <div class={over.value ? "drop-audio over" : "drop-audio"}>
      <label class="button">
        Compare a file
        <input
          class="visually-hidden"
          type="file"
          accept="audio/*,.flac,.opus,.ogg,.m4a,.wv,.aiff"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void take(file);
          }}
        />
      </label>
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
