import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Progress } from "../components/mod.ts";
import type { EvaluationState } from "../similarity/mod.ts";
import { navigate } from "../web/client/mod.ts";

/** Starts an evaluation and shows how far it is. Without script it is a form. */
export default function EvaluateRun(
  { running, first }: { readonly running: boolean; readonly first: boolean },
) {
  const state = useSignal<EvaluationState>(
    running ? { state: "running", step: "under way", done: 0, total: 0 } : { state: "idle" },
  );
  const following = useSignal(running);

  async function start(event: Event): Promise<void> {
    event.preventDefault();
    try {
      const response = await fetch("/api/evaluation", { method: "POST" });
      state.value = await response.json() as EvaluationState;
      following.value = true;
    } catch {
      state.value = { state: "failed", reason: "The server does not answer" };
    }
  }

  useEffect(() => {
    if (!following.value) return;
    const events = new EventSource("/api/evaluation");
    events.onmessage = ({ data }: MessageEvent<string>) => {
      state.value = JSON.parse(data) as EvaluationState;
      if (state.value.state === "running") return;
      events.close();
      following.value = false;
      if (state.value.state === "idle") void navigate("/evaluate", { replace: true });
    };
    return () => events.close();
  }, [following.value]);

  const now = state.value;
  if (now.state === "running") {
    return <Progress label={`Evaluating: ${now.step}`} done={now.done} total={now.total} />;
  }
  return (
    <form class="row" method="post" action="/evaluate" onSubmit={start}>
      <Button type="submit" look={first ? "primary" : "plain"}>
        {first ? "Evaluate this collection" : "Evaluate again"}
      </Button>
      {!first && <a class="button" href="/api/evaluation" download data-full-load>JSON</a>}
      {now.state === "failed" && <span class="fault" role="alert">{now.reason}</span>}
    </form>
  );
}
