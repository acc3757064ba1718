import { fileURLToPath } from "node:url";
import { ModelError } from "./files.ts";
import type { Model } from "./model.ts";
import { isLikeHead, isProof, proofOutput } from "./proofs.ts";

const PROGRAM = fileURLToPath(new URL("../..", import.meta.url));
/** Milliseconds that a small network may take to answer. */
const LIMIT = 60_000;
/** Bytes of an answer; the longest honest one is a few thousand. */
const LONGEST = 100_000;

/** Of the environment, what a Deno process needs to start; and nothing that onnxruntime could report. */
function environment(): Record<string, string> {
  const kept = ["DENO_DIR", "HOME", "PATH", "TMPDIR", "XDG_CACHE_HOME"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), ORT_DISABLE_TELEMETRY: "1" };
}

async function answerOf(model: Model, path: string): Promise<unknown> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-check",
      "--no-remote",
      `--config=${PROGRAM}deno.json`,
      `--allow-read=${path},${PROGRAM}`,
      "--allow-ffi",
      "--allow-env=ORT_DISABLE_TELEMETRY",
      fileURLToPath(new URL("./prove.ts", import.meta.url)),
      model.id,
      path,
    ],
    clearEnv: true,
    env: environment(),
    stdin: "null",
    stderr: "null",
    signal: AbortSignal.timeout(LIMIT),
  });
  const { success, stdout, signal } = await command.output();
  if (!success) throw new ModelError(signal ? "it had to be stopped" : "it cannot be run");
  if (stdout.length > LONGEST) throw new ModelError("it says too much");
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Whether a file of unknown bytes can prove itself at all. */
export function isProvable(model: Model): boolean {
  return proofOutput(model.id).length > 0;
}

/**
 * Lets a file prove by what it computes that it is the model meant, in a process without rights.
 *
 * @throws ModelError where it is not, or does not answer.
 */
export async function prove(model: Model, path: string): Promise<void> {
  if (!isProof(model.id, await numbersOf(model, path))) {
    throw new ModelError("the file is not the one meant: it computes something else");
  }
}

/**
 * Looks whether a file that nobody vouches for has the form of the model meant, in the same way.
 *
 * @throws ModelError where it has not.
 */
export async function resemble(model: Model, path: string): Promise<void> {
  if (!isLikeHead(model, await numbersOf(model, path))) {
    throw new ModelError("the file is not the one meant: it has another form");
  }
}

async function numbersOf(model: Model, path: string): Promise<readonly number[]> {
  try {
    const answer = await answerOf(model, path);
    return Array.isArray(answer) ? answer.map(Number) : [];
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof SyntaxError)) throw error;
    throw new ModelError(`the file is not the one meant: ${error.message}`);
  }
}
