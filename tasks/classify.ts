import { readFile } from "node:fs/promises";
import { createAnalysisPool, planStages, reasonOf } from "../analysis/mod.ts";
import { plural } from "../domain/mod.ts";
import { KeptModels, type ModelFile, modelFrom, predicted } from "../learning/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "classify",
  summary:
    "Applies a model that was trained here: to the tracks of the collection, whose predictions become\n" +
    "a label set marked as learned, or to the files that are named, which are analysed for it.",
  options: {
    db: DB_OPTION,
    top: { value: "n", help: "classes that are named of each file", default: "3" },
  },
  positionals: { name: "<model> [file]…", atLeast: 1 },
  examples: [
    "deno task classify fma-genres",
    "deno task classify fma-genres song.mp3 another.flac",
    "deno task classify fma-genres.onnx song.mp3",
  ],
};

/** `deno task classify`: predictions of a model. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const [name, ...files] = given.positionals;
    const isFile = name!.endsWith(".onnx");
    if (files.length === 0) {
      if (isFile) {
        throw new UsageError(
          `Cannot apply ${name} to the collection: take it in first, by deno task train --import ${name}`,
        );
      }
      using store = await openStore(given.text("db")!, { create: false });
      const { set, tracks } = await new KeptModels(store).predict(name!, Date.now());
      console.log(
        `Predicted ${plural(set.classes.length, "class", "classes")} of ${
          plural(tracks, "track")
        }: label set ${set.id}`,
      );
      return 0;
    }
    const model = isFile ? await modelFile(name!) : await keptModel(name!, given.text("db")!);
    return await classify(model, { files, top: given.whole("top", { min: 1, max: 1000 })! });
  });
}

async function modelFile(path: string): Promise<ModelFile> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch {
    throw new UsageError(`Cannot read the model ${path}: there is no such file`);
  }
  return modelFrom(bytes);
}

async function keptModel(id: string, db: string): Promise<ModelFile> {
  using store = await openStore(db, { create: false });
  return await new KeptModels(store).get(id);
}

async function classify(
  model: ModelFile,
  { files, top }: { readonly files: readonly string[]; readonly top: number },
): Promise<number> {
  const stages = (await planStages()).stages.map(({ stage }) => stage);
  using open = new DisposableStack();
  const pool = open.adopt(createAnalysisPool({ size: 1, tempo: "auto" }), (pool) => pool.close());
  let failed = 0;
  for (const path of files) {
    try {
      const { size } = await Deno.stat(path);
      const outcome = await pool.run({ path, size, stages });
      if ("failed" in outcome) throw new Error(`${outcome.failed.stage}: ${outcome.failed.reason}`);
      const found = predicted(model, outcome.result).slice(0, top);
      const named = found.map(({ name, probability }) => `${name} ${probability.toFixed(2)}`);
      console.log(`${path}: ${named.join(", ")}`);
    } catch (error) {
      failed++;
      console.error(`${path}: ${reasonOf(error, path)}`);
    }
  }
  return failed === 0 ? 0 : 1;
}
