import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, buttonClass, Progress } from "../components/mod.ts";
import { LiveCurves, type LiveNetwork } from "../views/learn/LiveCurves.tsx";
import { navigate } from "../web/client/mod.ts";
import { followTraining, resumeTraining, stopTraining, wordsOf } from "../wire/mod.ts";

/** A training while it is not done. */
export interface LearnRunProps {
  readonly id: string;
  /** Id of the label set that is learned. */
  readonly set: string;
  readonly state: "waiting" | "running" | "done" | "paused" | "cut" | "failed" | "elsewhere";
  readonly fraction: number;
  /** Why it failed. */
  readonly reason?: string;
  readonly live?: LiveNetwork;
}

/** Shows a training as it goes: losses, accuracies, time left; stops it and lets it go on. */
export default function LearnRun(props: LearnRunProps) {
  const { id, set } = props;
  const following = useSignal(props.state === "waiting" || props.state === "running");
  const now = useSignal({ step: "waiting for its turn", fraction: props.fraction, left: NaN });
  const live = useSignal(props.live);
  const told = useSignal(saidOf(props));
  const failed = useSignal(props.state === "failed");
  const fault = useSignal("");

  useEffect(() => {
    if (!following.value) return;
    return followTraining(id, {
      onEvent({ job, live: network }) {
        if (network) live.value = network;
        const { step = "reading features", fraction, left_s = NaN } = job;
        now.value = { step, fraction, left: left_s };
        if (job.state === "waiting" || job.state === "running") return;
        following.value = false;
        failed.value = job.state === "failed";
        if (job.state === "done") void navigate(`/learn/${id}`, { replace: true });
        else told.value = job.state === "failed" ? `It failed: ${job.reason}` : STOPPED;
      },
      onLost: (reason) => {
        fault.value = reason;
        following.value = false;
      },
    });
  }, [following.value]);

  const doing = async (work: () => Promise<void>, after?: () => void) => {
    fault.value = "";
    try {
      await work();
      after?.();
    } catch (error) {
      fault.value = wordsOf(error);
    }
  };
  const { step, fraction, left } = now.value;
  return (
    <section class="panel learn-run" aria-label="The training">
      {following.value
        ? (
          <Progress
            label={`Learning: ${step}`}
            done={Math.round(100 * fraction)}
            total={100}
            count={`${Math.round(100 * fraction)} %`}
            {...(Number.isFinite(left) && { left })}
            actions={<Button onClick={() => void doing(() => stopTraining(id))}>Stop</Button>}
          />
        )
        : (
          <p class="row" role="status">
            {told.value} {failed.value && (
              <a
                class={buttonClass("primary")}
                href={`/learn?${new URLSearchParams({ set })}`}
              >
                Train with other settings
              </a>
            )}
            {props.state !== "elsewhere" && (
              <Button
                look={failed.value ? "plain" : "primary"}
                onClick={() => void doing(() => resumeTraining(id), () => following.value = true)}
              >
                {failed.value ? "Try again" : "Go on"}
              </Button>
            )}
          </p>
        )}
      {fault.value && <p class="fault" role="alert">{fault.value}</p>}
      {live.value && live.value.curves.length > 0 && <LiveCurves network={live.value} />}
    </section>
  );
}

const STOPPED = "It was stopped; what it had learned is kept.";

function saidOf({ state, reason }: LearnRunProps): string {
  switch (state) {
    case "failed":
      return `It failed: ${reason}`;
    case "cut":
      return "It was cut: the program ended before it was done. What it had learned is kept.";
    case "elsewhere":
      return "It is under way in another server of this collection.";
    default:
      return STOPPED;
  }
}
