import assert from "node:assert/strict";
import { Pool } from "../../../analysis/pool/mod.ts";

function fickle(size = 1, jobsPerWorker = Infinity, cpuTime?: () => number) {
  let started = 0;
  const pool = new Pool<string, string>({
    size,
    start: () => {
      started++;
      return new Worker(new URL("../../fixtures/fickle_worker.ts", import.meta.url), {
        type: "module",
      });
    },
    timeLimit: () => 800,
    jobsPerWorker,
    ...(cpuTime && { cpuTime }),
  });
  return { pool, started: () => started };
}

Deno.test("Pool runs jobs on at most its number of workers", async () => {
  const { pool, started } = fickle(2);
  const outcomes = await Promise.all(["a", "b", "c", "d", "e"].map((job) => pool.run(job)));
  assert.deepEqual(outcomes.map((o) => "result" in o && o.result), ["A", "B", "C", "D", "E"]);
  // a worker that is not ready in time is started once more, so that two may take up to four starts
  assert.ok(started() >= 2 && started() < 5, `${started()}`);
  pool.close();
});

Deno.test("Pool survives a crash, a hang and a refusal, each with stage and reason", async () => {
  const { pool, started } = fickle();
  const outcomes = [];
  for (const job of ["throw", "a", "hang", "b", "fail", "c"]) outcomes.push(await pool.run(job));
  pool.close();
  const [thrown, a, hung, b, refused, c] = outcomes;
  assert.ok(thrown && "failed" in thrown && thrown.failed.stage === "decode");
  assert.match(thrown.failed.reason, /thrown on purpose/);
  assert.ok(hung && "failed" in hung && hung.failed.stage === "decode");
  assert.match(hung.failed.reason, /no answer within/);
  assert.deepEqual(refused, { failed: { stage: "tempo", reason: "refused on purpose" } });
  assert.deepEqual([a, b, c], [{ result: "A" }, { result: "B" }, { result: "C" }]);
  assert.equal(started(), 3, "a refusal keeps the worker, a crash and a hang replace it");
});

Deno.test("Pool gives a worker that only waits ten times as long, and says that it may pass", async () => {
  const { pool } = fickle(1, Infinity, () => 0);
  const began = performance.now();
  const outcome = await pool.run("wait");
  pool.close();
  assert.ok("failed" in outcome);
  assert.ok(performance.now() - began > 7_500);
  assert.equal(outcome.failed.passing, true);
  assert.match(
    outcome.failed.reason,
    /^no answer for \d+ s, in most of which nothing was computed$/,
  );
});

Deno.test("Pool replaces a worker that has done its share", async () => {
  const { pool, started } = fickle(1, 2);
  for (const job of ["a", "b", "c"]) await pool.run(job);
  pool.close();
  assert.equal(started(), 2);
});

Deno.test("close() ends jobs under way", async () => {
  const { pool } = fickle();
  const hanging = pool.run("hang");
  await new Promise((resolve) => setTimeout(resolve, 300));
  pool.close();
  const outcome = await hanging;
  assert.ok("failed" in outcome);
  assert.equal(outcome.failed.reason, "the run was stopped");
  assert.ok("failed" in await pool.run("a"), "a closed pool takes no further job");
});

Deno.test("a job that is not wanted any more gives its place to the next", async () => {
  const { pool, started } = fickle(1);
  const stop = new AbortController();
  const hanging = pool.run("hang", { signal: stop.signal });
  const next = pool.run("a");
  await new Promise((resolve) => setTimeout(resolve, 300));
  stop.abort();
  const outcome = await hanging;
  assert.ok("failed" in outcome && outcome.failed.reason === "the run was stopped");
  assert.ok("result" in await next);
  assert.equal(started(), 2);
  pool.close();
});

Deno.test("run() rejects where no worker can be started", async () => {
  const pool = new Pool<string, string>({
    size: 1,
    start: () =>
      new Worker(new URL("../../fixtures/no_such_worker.ts", import.meta.url), { type: "module" }),
    timeLimit: () => 500,
  });
  await assert.rejects(pool.run("a"), /Cannot start a worker/);
});
