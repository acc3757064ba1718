import assert from "node:assert/strict";
import { readShard } from "../../tasks/_shard.ts";

function shard(text: string | undefined, env: Readonly<Record<string, string>> = {}) {
  return readShard(text, (name) => env[name]);
}

function slurm(id: number, { min = 1, count = 4 } = {}): Record<string, string> {
  return {
    SLURM_ARRAY_TASK_ID: String(id),
    SLURM_ARRAY_TASK_MIN: String(min),
    SLURM_ARRAY_TASK_MAX: String(min + count - 1),
    SLURM_ARRAY_TASK_COUNT: String(count),
    SLURM_ARRAY_TASK_STEP: "1",
  };
}

Deno.test("--shard auto is what the scheduler says, whether it counts from 0 or from 1", () => {
  assert.equal(shard(undefined), undefined);
  assert.deepEqual(shard("2/8", slurm(3)), { index: 2, count: 8 });
  assert.deepEqual(shard("auto", slurm(1)), { index: 1, count: 4 });
  assert.deepEqual(shard("auto", slurm(4)), { index: 4, count: 4 });
  assert.deepEqual(shard("auto", slurm(0, { min: 0 })), { index: 1, count: 4 });
  assert.deepEqual(shard("auto", slurm(3, { min: 0 })), { index: 4, count: 4 });
  assert.deepEqual(shard("auto/8", slurm(2)), { index: 2, count: 8 });
  assert.deepEqual(shard("auto/8", { JOB_COMPLETION_INDEX: "0" }), { index: 1, count: 8 });
  assert.deepEqual(shard("auto/8", { JOB_COMPLETION_INDEX: "7" }), { index: 8, count: 8 });
  assert.deepEqual(shard("auto/8", { PARALLEL_SEQ: "8" }), { index: 8, count: 8 });
});

Deno.test("--shard auto refuses what would make a task do another's part", () => {
  const refused = (text: string, env: Record<string, string>, why: RegExp) =>
    assert.throws(() => shard(text, env), (error: unknown) => {
      assert.ok(error instanceof Error && error.name === "UsageError" && why.test(error.message));
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  refused("auto", {}, /no task of an array.*--shard i\/n/);
  refused("auto", { PARALLEL_SEQ: "3" }, /does not say how many.*auto\/8/);
  refused("auto", slurm(3, { min: 3, count: 1 }), /begins at 3.*requeue/);
  refused("auto", { ...slurm(3), SLURM_ARRAY_TASK_COUNT: "2" }, /has gaps/);
  refused("auto", { ...slurm(3), SLURM_ARRAY_TASK_STEP: "2" }, /has gaps/);
  refused("auto", { SLURM_ARRAY_TASK_ID: "1" }, /SLURM_ARRAY_TASK_MIN is not set/);
  refused("auto/2", slurm(3), /1 <= i <= n/);
  refused("auto/4", { JOB_COMPLETION_INDEX: "x" }, /JOB_COMPLETION_INDEX is x/);
  refused("auto/4", { JOB_COMPLETION_INDEX: "4" }, /1 <= i <= n/);
  refused("auto/x", slurm(1), /Cannot read shard "auto\/x"/);
});
