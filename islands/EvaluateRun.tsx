import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Progress } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import type { JobName, JobState } from "../work/mod.ts";
import { followWork } from "./follow_work.ts";

const WORK: JobName = { kind: "evaluation", id: "spaces" };

/** Starts an evaluation and shows how far it is. Without script it is a form. */
export default function EvaluateRun(
  { running, first }: { readonly running: boolean; readonly first: boolean },
) {
  const following = useSignal(running);
  const state = useSignal<JobState | undefined>(undefined);
  const fault = useSignal<string | undefined>(undefined);

  async function start(event: Event): Promise<void> {
    event.preventDefault();
    fault.value = undefined;
    try {
      await fetch("/api/evaluation", { method: "POST" });
      following.value = true;
    } catch {
      fault.value = "The server does not answer";
    }
  }

  useEffect(() => {
    if (!following.value) return;
    const left = new AbortController();
    followWork(WORK, { signal: left.signal, onState: (now) => state.value = now }).then(
      () => navigate("/evaluate", { replace: true }),
      (error: Error) => {
        if (!left.signal.aborted) fault.value = error.message;
      },
    ).finally(() => {
      if (!left.signal.aborted) following.value = false;
    });
    return () => left.abort();
  }, [following.value]);

  if (following.value) {
    const { step = "reading vectors", fraction = 0 } = state.value ?? {};
    return <Progress label={`Evaluating: ${step}`} done={Math.round(100 * fraction)} total={100} />;
  }
  return (
    <form class="row" method="post" action="/evaluate" onSubmit={start}>
      <Button type="submit" look={first ? "primary" : "plain"}>
        {first ? "Evaluate this collection" : "Evaluate again"}
      </Button>
      {!first && <a class="button" href="/api/evaluation" download data-full-load>JSON</a>}
      {fault.value && <span class="fault" role="alert">{fault.value}</span>}
    </form>
  );
}
