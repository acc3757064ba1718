import { analyse, type AnalyserOptions, type Analysis } from "../../../analysis/track/mod.ts";
import { openModels } from "../../../analysis/models/mod.ts";
import type { StageId } from "../../../domain/mod.ts";
import { testFolders } from "../models/_shared.ts";

/** The models on board and those beside the repository, opened once. */
export const models = await openModels({ folders: testFolders() });

/** A file through decoder and stages, as in a worker. */
export async function analysed(
  path: string,
  stages: readonly StageId[],
  tempo: AnalyserOptions["tempo"] = "auto",
): Promise<Analysis> {
  const { size } = await Deno.stat(path);
  return await analyse({ path, size, stages }, { models, tempo, onStage: () => {} });
}
