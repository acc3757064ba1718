import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Progress } from "../components/mod.ts";
import type { EvaluationState } from "../similarity/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { followEvaluation, startEvaluation, wordsOf } from "../wire/mod.ts";

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
      state.value = await startEvaluation();
      following.value = true;
    } catch (error) {
      state.value = { state: "failed", reason: wordsOf(error) };
    }
  }

  useEffect(() => {
    if (!following.value) return;
    const end = followEvaluation((now) => {
      state.value = now;
      if (now.state === "running") return;
      end();
      following.value = false;
      if (now.state === "idle") void navigate("/evaluate", { replace: true });
    });
    return end;
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
