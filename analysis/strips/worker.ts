/** A worker that draws along one file at a time. */
import { writeStrips } from "../../domain/mod.ts";
import { DecodeError } from "../decode/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import { drawStrips } from "./draw_strips.ts";
import type { StripJob } from "./strip_pool.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<StripJob>>) => void;
  postMessage(message: WorkerMessage<Uint8Array>, transfer?: Transferable[]): void;
};

/** Shares that are told, so that a long file sends no message a block. */
const STEPS = 20;

let told = 0;

function onShare(share: number): void {
  const step = Math.floor(share * STEPS);
  if (step === told) return;
  told = step;
  scope.postMessage({ type: "stage", stage: `draw ${step / STEPS}` });
}

scope.onmessage = async ({ data: { job } }) => {
  told = 0;
  try {
    const strips = job.tempo
      ? await (await import("./find_beats.ts")).findBeats(job.path, job.tempo)
      : await drawStrips(job.path, { duration: job.duration, onShare });
    const result = writeStrips(strips);
    scope.postMessage({ type: "done", result }, [result.buffer]);
  } catch (error) {
    const known = error instanceof DecodeError;
    const reason = known ? error.reason : error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: "failed", stage: "draw", reason, replace: !known });
  }
};

scope.postMessage({ type: "ready" });
