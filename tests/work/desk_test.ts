import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Desk, type JobContext, KeptWork } from "../../work/mod.ts";

const name = { kind: "map", id: "effnet.umap" };

/** Work that ends when it is told to. */
function held<Result>(result: Result) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  return {
    end: () => resolve(),
    begun: () => begun,
    async run({ signal }: JobContext): Promise<Result> {
      begun++;
      const { promise: stopped, reject } = Promise.withResolvers<never>();
      signal.addEventListener("abort", () => reject(signal.reason));
      await Promise.race([promise, stopped]);
      return result;
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

Deno.test("work is begun once however often it is asked for, and begun anew when it has ended", async () => {
  const desk = new Desk();
  const work = held(7);
  const both = [1, 2].map(() => desk.begin({ ...name, priority: "asked", run: work.run }));
  await turn();
  work.end();
  assert.deepEqual(await Promise.all(both), [7, 7]);
  assert.equal(work.begun(), 1);
  assert.equal(desk.state(name)?.state, "done");
  await desk.begin({ ...name, priority: "asked", run: work.run });
  assert.equal(work.begun(), 2);
});

Deno.test("background work gets its turn however much is asked for, and the other way round", async () => {
  for (const [many, one] of [["asked", "background"], ["background", "asked"]] as const) {
    const desk = new Desk();
    const endless = held(0);
    for (let i = 0; i < 10; i++) {
      desk.begin({ kind: "index", id: `${i}`, priority: many, run: endless.run });
    }
    assert.equal(
      await desk.begin({ ...name, priority: one, run: () => Promise.resolve(3) }),
      3,
    );
    assert.ok(endless.begun() < 10);
    assert.equal(desk.state({ kind: "index", id: "9" })?.state, "waiting");
    endless.end();
  }
});

Deno.test("a follower is told each state, with the time that is left, until the end", async () => {
  const desk = new Desk();
  const outcome = desk.begin({
    ...name,
    priority: "asked",
    async run({ tell }) {
      await turn();
      tell({ fraction: 0.5, step: "layout", metrics: { loss: 1 } });
      await turn();
    },
  });
  const states = await Array.fromAsync(desk.statesOf(name));
  await outcome;
  assert.deepEqual(states.at(-1), { ...name, state: "done", fraction: 1 });
  const half = states.find(({ fraction }) => fraction === 0.5)!;
  assert.deepEqual([half.step, half.metrics], ["layout", { loss: 1 }]);
  assert.ok(half.left_s! >= 0 && half.left_s! < 1);
});

Deno.test("work that fails says why, and work that is stopped is not called failed", async () => {
  const desk = new Desk();
  const failing = () => Promise.reject(new Error("Cannot map: it is a test"));
  await assert.rejects(desk.begin({ ...name, priority: "asked", run: failing }));
  const failed = desk.state(name)!;
  assert.deepEqual([failed.state, failed.reason], ["failed", "Cannot map: it is a test"]);
  const outcome = desk.begin({ ...name, priority: "asked", run: held(0).run });
  assert.equal(desk.stop(name), true);
  await assert.rejects(outcome, { name: "AbortError" });
  assert.equal(desk.state(name)?.state, "stopped");
  assert.equal(desk.stop(name), false);
});

Deno.test("work that was told to end is begun anew when it has ended, and not before", async () => {
  const desk = new Desk();
  const { promise: saved, resolve: save } = Promise.withResolvers<void>();
  const under: string[] = [];
  const run = (what: string) => async ({ signal }: JobContext) => {
    under.push(`${what} begins`);
    if (what === "first") await saved;
    under.push(`${what} ends`);
    signal.throwIfAborted();
    return what;
  };
  const begin = (what: string) => desk.begin({ ...name, priority: "asked", run: run(what) });
  const first = begin("first");
  await turn();
  desk.stop(name);
  const second = begin("second");
  assert.equal(desk.state(name)?.state, "waiting");
  assert.equal(desk.stop(name), true, "what waits for another to end can be stopped as well");
  await assert.rejects(second, { name: "AbortError" });
  const third = begin("third");
  await turn();
  assert.deepEqual(under, ["first begins"]);
  save();
  await assert.rejects(first, { name: "AbortError" });
  assert.equal(await third, "third");
  assert.deepEqual(under, ["first begins", "first ends", "third begins", "third ends"]);
});

Deno.test("followers that leave end the work only where it is so agreed", async () => {
  for (const endsUnfollowed of [10, undefined]) {
    const desk = new Desk();
    const work = held(1);
    const options = endsUnfollowed === undefined ? {} : { endsUnfollowed };
    const outcome = desk.begin({ ...name, ...options, priority: "asked", run: work.run });
    outcome.catch(() => {});
    desk.follow(name, () => {})();
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(desk.state(name)?.state, endsUnfollowed === undefined ? "running" : "stopped");
    work.end();
    await outcome.catch(() => {});
  }
});

Deno.test("work that a crash cut is told as such after a restart; what others do now is not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "work-"));
  try {
    const desk = new Desk(folder);
    const work = held(1);
    const outcome = desk.begin({ ...name, priority: "asked", run: work.run });
    const [mark] = await readdir(join(folder, "work"));
    assert.equal(new Desk(folder).state(name), undefined);
    work.end();
    await outcome;
    assert.deepEqual(await readdir(join(folder, "work")), []);
    await mkdir(join(folder, "work"), { recursive: true });
    await writeFile(join(folder, "work", mark!), "");
    const restarted = new Desk(folder);
    assert.equal(restarted.state(name)?.state, "cut");
    assert.match(restarted.state(name)?.reason ?? "", /begin it again/);
    assert.equal(await restarted.begin({ ...name, priority: "asked", run: work.run }), 1);
    assert.equal(new Desk(folder).state(name), undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("the last result stays while a newer one is made, and where that fails", async () => {
  const kept = new KeptWork<string>({ desk: new Desk(), ...name, kept: { result: "old" } });
  const work = held({ result: "new", digest: "1" });
  kept.begin(work.run);
  assert.deepEqual([kept.result, kept.digest, kept.progress], ["old", undefined, 0]);
  work.end();
  await kept.settled();
  assert.deepEqual([kept.result, kept.digest, kept.progress], ["new", "1", undefined]);
  kept.begin(() => Promise.reject(new Error("no")));
  await assert.rejects(kept.settled());
  assert.deepEqual([kept.result, kept.progress], ["new", undefined]);
});
