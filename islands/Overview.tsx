import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Progress } from "../components/mod.ts";
import { followStatus } from "../wire/mod.ts";
import { followSection } from "../views/overview/current_section.ts";
import { followReadings, type Reading } from "../views/overview/readings.ts";
import { refreshPage } from "../views/overview/refresh.ts";
import { followRoving } from "../views/overview/roving.ts";
import { followSaving } from "../views/save/figures.ts";
import { changes, status } from "../views/overview/state.ts";

/** Makes the overview live: shows the number behind a mark, and follows a running analysis. */
export default function Overview({ version }: { readonly version: number }) {
  const reading = useSignal<Reading | undefined>(undefined);
  const said = useSignal("");
  useEffect(() => followReadings((next) => reading.value = next), []);
  useEffect(() => followSaving((words) => said.value = words), []);
  useEffect(() => {
    const parts = [followRoving(), followSection()];
    const refresh = refreshPage(() => {
      changes.value++;
      for (const part of parts) part.renew();
    });
    const end = followStatus((next) => {
      const before = status.value?.version ?? version;
      status.value = next;
      if (next.version !== before) refresh.now();
    });
    return () => {
      end();
      refresh.stop();
      for (const part of parts) part.stop();
    };
  }, []);
  const run = status.value?.run;
  return (
    <>
      {run && (
        <Progress
          label={run.failed > 0 ? `Analysing; ${run.failed} failed so far` : "Analysing"}
          done={run.done + run.failed}
          total={run.total}
          {...(run.tracksPerSecond
            ? { left: (run.total - run.done - run.failed) / run.tracksPerSecond }
            : {})}
        />
      )}
      <p class="visually-hidden" role="status">{said.value}</p>
      {reading.value && (
        <div
          class="reading"
          aria-hidden="true"
          style={{ left: `${reading.value.x}px`, top: `${reading.value.y}px` }}
        >
          {reading.value.text}
        </div>
      )}
    </>
  );
}
