import { resolve } from "node:path";
import {
  createAnalysisPool,
  onlyStages,
  type Patches,
  type PlannedStage,
  planStages,
  type Provider,
  PROVIDERS,
  requireProvider,
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
  patches: {
    value: "n",
    help:
      "parts of 2 to 3 s of a track that MusiCNN, VGG and EffNet hear at most, evenly spaced, or all; " +
      "named, it is meant for tracks heard otherwise too (default all)",
  },
  provider: {
    value: "name",
    help: `what the networks run on: ${PROVIDERS.join(", ")}`,
    default: "cpu",
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
  const { stages, lacking } = await planStages(
    read.texts("tempo").length > 0 ? tempo : undefined,
    readPatches(read),
  );
  const only = readOnly(read.text("only"), stages);
  const patches = readPatches(read);
  const hearing = {
    provider: await readProvider(read.text("provider")!),
    ...(patches !== undefined && { patches }),
  };
  return { pool: createAnalysisPool({ size, tempo, hearing }), stages: only, lacking };
}

function readPatches(read: Arguments): Patches | undefined {
  const text = read.text("patches");
  return text === "all" ? text : read.whole("patches", { min: 1, max: 10_000 });
}

async function readProvider(text: string): Promise<Provider> {
  const provider = PROVIDERS.find((name) => name === text);
  if (!provider) {
    throw new UsageError(
      `Cannot read --provider ${text}: it is one of ${PROVIDERS.join(", ")}`,
    );
  }
  await requireProvider(provider);
  return provider;
}

function readOnly(text: string | undefined, stages: readonly PlannedStage[]) {
  if (text === undefined) return stages;
  try {
    return onlyStages(stages, text.split(",").map((name) => name.trim()));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
