import assert from "node:assert/strict";
import { batchesOf, countsOf, failuresOf, runLanes } from "../../tasks/_test_lanes.ts";

const LINE = "ok | 12 passed | 0 failed (3s)\n";

Deno.test("every folder that holds tests is a batch once, the longest first", () => {
  const names = batchesOf("tests").map((batch) => batch.name);
  assert.equal(names[0], "tests/analysis");
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes("tests/domain"));
  assert.ok(!names.includes("tests/fixtures"));
});

Deno.test("counts are those of the last summary line", () => {
  assert.deepEqual(countsOf(`a test\n${LINE}`, 0), { passed: 12, failed: 0, skipped: 0 });
  assert.deepEqual(
    countsOf("FAILED | \x1b[32m3\x1b[0m passed | 2 failed | 1 ignored (1s)\n", 1),
    { passed: 3, failed: 2, skipped: 1 },
  );
});

Deno.test("a run that dies without counting is a failure", () => {
  assert.deepEqual(countsOf("error: Module not found", 1), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(countsOf(LINE, 137), { passed: 12, failed: 1, skipped: 0 });
});

Deno.test("what went wrong is told in the runner's words, or by its last lines", () => {
  const output =
    "running\n\n\x1b[1m ERRORS \x1b[0m\n\na => a_test.ts:1:6\nerror: no\n\n FAILURES \n\na\n";
  assert.equal(failuresOf(output), "a => a_test.ts:1:6\nerror: no");
  assert.equal(
    failuresOf("running\nerror: Module not found\n"),
    "running\nerror: Module not found",
  );
});

Deno.test("lanes run no more at once than there are, and answer in order", async () => {
  let running = 0;
  let most = 0;
  const batches = ["a", "b", "c", "d", "e"].map((name) => ({ name, files: [name] }));
  const answers = await runLanes(batches, 2, async ({ name }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, name === "a" ? 20 : 1));
    running--;
    return name;
  });
  assert.deepEqual(answers, ["a", "b", "c", "d", "e"]);
  assert.equal(most, 2);
});
