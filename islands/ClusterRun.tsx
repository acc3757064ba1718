import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Progress } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { clustersDone, wordsOf } from "../wire/mod.ts";

/** How far a clustering is; opens the page anew when it is done. */
export default function ClusterRun(
  { work, href }: {
    /** What the work is called. */
    readonly work: string;
    /** The page that shows it. */
    readonly href: string;
  },
) {
  const state = useSignal({ step: "reading vectors", fraction: 0 });
  const fault = useSignal("");
  useEffect(() => {
    const left = new AbortController();
    clustersDone(work, {
      signal: left.signal,
      onState: ({ step = "waiting", fraction }) => state.value = { step, fraction },
    }).then(
      () => navigate(href, { replace: true }),
      (error) => {
        if (!left.signal.aborted) fault.value = wordsOf(error);
      },
    );
    return () => left.abort();
  }, [work]);
  if (fault.value !== "") return <p class="fault" role="alert">{fault.value}</p>;
  const { step, fraction } = state.value;
  return <Progress label={`Clustering: ${step}`} done={Math.round(100 * fraction)} total={100} />;
}
