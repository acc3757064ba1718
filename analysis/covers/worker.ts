/** A worker that takes the picture out of one file at a time. */
import { readPicture } from "../decode/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import type { Cover, CoverJob } from "./cover_pool.ts";
import { fitted } from "./fit_picture.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<CoverJob>>) => void;
  postMessage(message: WorkerMessage<Cover | undefined>): void;
};

scope.onmessage = async ({ data: { job } }) => {
  try {
    const picture = await readPicture(job.path);
    scope.postMessage({ type: "done", result: picture && await fitted(picture, job.size) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: "failed", stage: "cover", reason, replace: true });
  }
};

scope.postMessage({ type: "ready" });
