import { resolve } from "node:path";
import {
  createAnalysisPool,
  onlyStages,
  type PlannedStage,
  planStages,
  TEMPO_METHODS,
} from "../analysis/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, UsageError } from "./_args.ts";

/** The options of every command that analyses. */
export const ANALYSIS_OPTIONS: CommandSpec["options"] = {
  db: DB_OPTION,
  workers: {
    value: "n",
    help: "files analysed at the same time",
    default: String(Math.max(1, navigator.hardwareConcurrency)),
  },
  tempo: {
    value: "method",
    help: `${TEMPO_METHODS.join(", ")}; named, it is meant for tracks analysed otherwise too`,
    default: "auto",
  },
  only: {
    value: "stages",
    help: "some stages alone, such as tempo,key; the others are left for a later run",
  },
};

/** The folders as absolute paths. Throws a UsageError for one that is not there. */
export async function readFolders(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    try {
      await Deno.stat(folder);
    } catch (error) {
      const why = error instanceof Deno.errors.NotFound ? "there is no such folder" : String(error);
      throw new UsageError(`Cannot analyse ${folder}: ${why}`);
    }
    found.push(resolve(folder));
  }
  return found;
}

/** The pool and stages that the options ask for. */
export async function readAnalysis(read: Arguments) {
  const tempo = TEMPO_METHODS.find((method) => method === read.text("tempo"));
  if (!tempo) {
    throw new UsageError(
      `Cannot read --tempo ${read.text("tempo")}: it is one of ${TEMPO_METHODS.join(", ")}`,
    );
  }
  const size = read.whole("workers", { min: 1, max: 256 }) ?? 1;
  const { stages, lacking } = await planStages(read.texts("tempo").length > 0 ? tempo : undefined);
  const only = readOnly(read.text("only"), stages);
  return { pool: createAnalysisPool({ size, tempo }), stages: only, lacking };
}

function readOnly(text: string | undefined, stages: readonly PlannedStage[]) {
  if (text === undefined) return stages;
  try {
    return onlyStages(stages, text.split(",").map((name) => name.trim()));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
