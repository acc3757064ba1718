import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Progress } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { evaluationDone, startEvaluation, wordsOf } from "../wire/mod.ts";

/** Starts an evaluation and shows how far it is. Without script it is a form. */
export default function EvaluateRun(
  { running, first }: { readonly running: boolean; readonly first: boolean },
) {
  const following = useSignal(running);
  const state = useSignal({ step: "reading vectors", fraction: 0 });
  const fault = useSignal<string | undefined>(undefined);

  async function start(event: Event): Promise<void> {
    event.preventDefault();
    fault.value = undefined;
    try {
      await startEvaluation();
      following.value = true;
    } catch (error) {
      fault.value = wordsOf(error);
    }
  }

  useEffect(() => {
    if (!following.value) return;
    const left = new AbortController();
    evaluationDone({
      signal: left.signal,
      onState: ({ step = "waiting", fraction }) => state.value = { step, fraction },
    }).then(
      () => navigate("/evaluate", { replace: true }),
      (error) => fault.value = wordsOf(error),
    ).finally(() => {
      if (!left.signal.aborted) following.value = false;
    });
    return () => left.abort();
  }, [following.value]);

  if (following.value) {
    const { step, fraction } = state.value;
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
