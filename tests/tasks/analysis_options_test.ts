import assert from "node:assert/strict";
import { ANALYSIS_OPTIONS, readAnalysis } from "../../tasks/_analysis_options.ts";
import { readArguments, UsageError } from "../../tasks/_args.ts";

const SPEC = { name: "analyze", summary: "", options: ANALYSIS_OPTIONS, examples: [] };

/** What is said of options that cannot be followed. */
async function refusalOf(...args: readonly string[]): Promise<string> {
  try {
    await readAnalysis(readArguments(args, SPEC));
  } catch (error) {
    if (error instanceof UsageError || (error as Error).name === "ModelError") {
      return (error as Error).message;
    }
    throw error;
  }
  return "none";
}

Deno.test("--provider names what onnxruntime can compute on, or is refused with the names", async () => {
  assert.equal(
    await refusalOf("--provider", "abacus"),
    "Cannot read --provider abacus: it is one of cpu, cuda, coreml, dml, webgpu",
  );
  if (Deno.build.os === "linux") {
    assert.match(
      await refusalOf("--provider", "dml"),
      /^Cannot compute on dml here: [^\n]*; leave --provider out to compute on the CPU$/,
    );
  }
});

Deno.test("--patches is a number from 1, or all", async () => {
  for (const text of ["0", "some", "usual"]) {
    assert.match(await refusalOf("--patches", text), /--patches/);
  }
});
