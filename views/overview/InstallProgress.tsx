import { Button, Progress } from "../../components/mod.ts";
import { type Installation, numberText, plural } from "../../domain/mod.ts";
import { offered, stop } from "./installing.ts";
import { megabytes } from "./models_text.ts";
import { status } from "./state.ts";

type Run = NonNullable<NonNullable<typeof status.value>["run"]>;

function analysingText(run: Run | null | undefined): string {
  if (!run) return "Looking for audio files";
  const speed = run.tracksPerSecond ? `, ${numberText(run.tracksPerSecond)} tracks a second` : "";
  return `Analysing: ${plural(run.done, "track")} done, ${run.failed} failed${speed}`;
}

/** How far models are fetched, then tracks analysed, and a way to stop. */
export function InstallProgress({ now }: { readonly now: Installation }) {
  const actions = (
    <div class="row">
      <Button onClick={() => void stop()}>Stop</Button>
    </div>
  );
  if (now.state === "fetching") {
    const { model, received, size, failed } = now;
    const label = offered.value?.models.find(({ id }) => id === model)?.label ?? model;
    return (
      <Progress
        label={failed.length > 0
          ? `Fetching ${label}; ${plural(failed.length, "model")} failed so far`
          : `Fetching ${label}`}
        done={Math.min(received, size)}
        total={size}
        count={`${megabytes(received)} of ${megabytes(size)}`}
        actions={actions}
      />
    );
  }
  const run = status.value?.run;
  const done = run ? run.done + run.failed : 0;
  return (
    <Progress
      label={analysingText(run)}
      done={done}
      total={run?.total ?? 0}
      {...(run?.tracksPerSecond && { left: (run.total - done) / run.tracksPerSecond })}
      actions={actions}
    />
  );
}
