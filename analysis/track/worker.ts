/** A worker that analyses one file at a time. Its models are opened once. */
import { DecodeError } from "../decode/mod.ts";
import { TEMPO_METHODS } from "../descriptors/mod.ts";
import { type HearingSettings, modelFolders, openModels } from "../models/mod.ts";
import type { JobMessage, WorkerMessage } from "../pool/mod.ts";
import { analyse } from "./analyser.ts";
import type { Analysis, AnalysisJob } from "./analysis.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<JobMessage<AnalysisJob>>) => void;
  postMessage(message: WorkerMessage<Analysis>, transfer?: Transferable[]): void;
};

const options = new URL(import.meta.url).searchParams;
const tempo = TEMPO_METHODS.find((method) => method === options.get("tempo")) ?? "auto";
const unverified = JSON.parse(options.get("unverified") ?? "{}") as Record<string, string>;
const hearing = JSON.parse(options.get("hearing") ?? "{}") as HearingSettings;
const models = await openModels({ folders: modelFolders(), unverified, ...hearing });

scope.onmessage = async ({ data }) => {
  let stage = "decode";
  const onStage = (next: string) => {
    stage = next;
    scope.postMessage({ type: "stage", stage });
  };
  try {
    const result = await analyse(data.job, { models, tempo, onStage });
    scope.postMessage({ type: "done", result });
  } catch (error) {
    const known = error instanceof DecodeError;
    const reason = known ? error.reason : error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: "failed", stage, reason, replace: !known });
  }
};

scope.postMessage({ type: "ready" });
