/** A worker that cuts an excerpt out of one file at a time. */
import { DecodeError } from "../decode/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import { cutExcerpt } from "./cut_excerpt.ts";
import type { Excerpt, ExcerptJob } from "./excerpt.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<ExcerptJob>>) => void;
  postMessage(message: WorkerMessage<Excerpt>, transfer?: Transferable[]): void;
};

scope.onmessage = async ({ data: { job } }) => {
  try {
    const result = await cutExcerpt(job);
    scope.postMessage({ type: "done", result }, [result.wav.buffer]);
  } catch (error) {
    const known = error instanceof DecodeError;
    const reason = known ? error.reason : error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: "failed", stage: "excerpt", reason, replace: !known });
  }
};

scope.postMessage({ type: "ready" });
