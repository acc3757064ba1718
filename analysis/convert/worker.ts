/** A worker that converts one file. */
import { DecodeError } from "../decode/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import type { ConversionJob } from "./convert.ts";
import { writeWav } from "./write_wav.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<ConversionJob>>) => void;
  postMessage(message: WorkerMessage<true>): void;
};

scope.onmessage = async ({ data: { job } }) => {
  try {
    await writeWav(job.path, job.target);
    scope.postMessage({ type: "done", result: true });
  } catch (error) {
    const reason = error instanceof DecodeError
      ? error.reason
      : error instanceof Error
      ? error.message
      : String(error);
    scope.postMessage({ type: "failed", stage: "convert", reason, replace: true });
  }
};

scope.postMessage({ type: "ready" });
