/** A worker that hears one file at a time patch by patch. Its models are opened once. */
import type { Segments } from "../../domain/mod.ts";
import { DecodeError } from "../decode/mod.ts";
import { modelFolders, openModels } from "../models/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import { hearSegments } from "./hear_segments.ts";
import type { SegmentJob } from "./segment_pool.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<SegmentJob>>) => void;
  postMessage(message: WorkerMessage<readonly Segments[]>, transfer?: Transferable[]): void;
};

const models = await openModels({ folders: modelFolders() });

scope.onmessage = async ({ data: { job } }) => {
  try {
    const result = await hearSegments(job.path, { kinds: job.kinds, models });
    scope.postMessage(
      { type: "done", result },
      result.flatMap(({ starts, vectors }) => [starts.buffer, vectors.buffer]),
    );
  } catch (error) {
    const known = error instanceof DecodeError;
    const reason = known ? error.reason : error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: "failed", stage: "hear", reason, replace: !known });
  }
};

scope.postMessage({ type: "ready" });
