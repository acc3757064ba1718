import assert from "node:assert/strict";
import { inWorker, Worked } from "../../work/mod.ts";
import { type Progress } from "../../work/_messages.ts";
import { WorkError } from "../../work/worker.ts";
import type { TestCalls } from "./_worker.ts";

const url = new URL("./_worker.ts", import.meta.url);

Deno.test("a call gives its result, tells its progress, and hands buffers over", async () => {
  const told: Progress[] = [];
  const numbers = Float32Array.of(1, 2, 3);
  const doubled = await inWorker<TestCalls, "double">(url, {
    name: "double",
    request: numbers,
    transfer: [numbers.buffer],
    progress: (progress) => told.push(progress),
  });
  assert.deepEqual(doubled, Float32Array.of(2, 4, 6));
  assert.equal(numbers.length, 0);
  assert.deepEqual(told, [{ fraction: 0.5, step: "doubling", metrics: { loss: 2 } }]);
});

Deno.test("a call that fails says why, and the worker answers on", async () => {
  const worker = new Worked<TestCalls>(url);
  try {
    await assert.rejects(worker.call("fail", undefined), {
      name: "WorkError",
      message: "Cannot do this: it is a test",
    });
    assert.deepEqual(await worker.call("double", Float32Array.of(4)), Float32Array.of(8));
  } finally {
    worker.end();
  }
});

Deno.test("a call is stopped by its signal, and all are by the end of the worker", async () => {
  const worker = new Worked<TestCalls>(url);
  const stop = new AbortController();
  const stopped = worker.call("wait", undefined, { signal: stop.signal });
  stop.abort(new DOMException("enough", "AbortError"));
  await assert.rejects(stopped, { name: "AbortError" });
  const ended = worker.call("wait", undefined);
  worker.end("the test is over");
  await assert.rejects(
    ended,
    (error: unknown) => error instanceof WorkError && error.message === "the test is over",
  );
  await assert.rejects(worker.call("wait", undefined), WorkError);
});
