/**
 * Makes one map.
 *
 * @module
 */
import { VectorTable } from "../similarity/mod.ts";
import type { ProjectionReport, ProjectionRequest } from "./_messages.ts";
import { projectTable } from "./projected_map.ts";

const REPORT_EVERY_MS = 200;

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ProjectionRequest>) => void;
  postMessage(report: ProjectionReport): void;
};

scope.onmessage = ({ data: { vectors, ...options } }) => {
  let reported = performance.now();
  const map = projectTable(VectorTable.from(vectors), {
    ...options,
    progress(share) {
      if (performance.now() - reported < REPORT_EVERY_MS) return;
      reported = performance.now();
      scope.postMessage({ kind: "progress", share });
    },
  });
  scope.postMessage({ kind: "done", map });
};
