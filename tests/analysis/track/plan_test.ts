import assert from "node:assert/strict";
import { askedTempo, tempoDue } from "../../../analysis/track/plan.ts";
import { onlyStages, TEMPO_METHODS } from "../../../analysis/mod.ts";
import { RUNNING_ORDER } from "../../../analysis/track/stages.ts";
import { STAGES } from "../../../domain/mod.ts";

const due = (
  asked: string | undefined,
  wanted?: (typeof TEMPO_METHODS)[number],
  tempocnn?: string,
) => tempoDue(wanted, tempocnn)({ version: 1, ...(asked !== undefined && { asked }) });

Deno.test("tempoDue() of tempi found under auto: those that another TempoCNN than now's was asked for", () => {
  for (const wanted of [undefined, "auto"] as const) {
    assert.equal(due("auto", wanted), false);
    assert.equal(due("auto", wanted, "k16"), true);
    assert.equal(due("auto+k16", wanted, "k16"), false);
    assert.equal(due("auto+k4", wanted, "k16"), true);
    assert.equal(due("auto+k16", wanted), false, "a model that left takes nothing with it");
  }
});

Deno.test("tempoDue() leaves tempi of a method asked for by name alone until another is", () => {
  for (const method of ["multifeature", "degara"] as const) {
    assert.equal(due(method), false);
    assert.equal(due(method, undefined, "k16"), false);
    assert.equal(due(method, method, "k16"), false);
    assert.equal(due(method, "auto"), true);
    assert.equal(due(method, "auto", "k16"), true);
    assert.equal(due("auto", method), true);
    assert.equal(due("auto+k16", method, "k16"), true);
  }
  assert.equal(due("multifeature", "degara"), true);
});

Deno.test("tempoDue() leaves tempi of unknown wish, as imported ones, until a method is asked for", () => {
  assert.equal(due(undefined, undefined, "k16"), false);
  assert.equal(due(undefined, "auto"), true);
});

Deno.test("a tempo is never due twice: what a run leaves is what it asked for", () => {
  for (const wanted of TEMPO_METHODS) {
    for (const tempocnn of [undefined, "k16"]) {
      assert.equal(due(askedTempo(wanted, tempocnn), wanted, tempocnn), false);
    }
  }
});

Deno.test("onlyStages() takes what is named, with the file and what a tempo asks", () => {
  const planned = (["file", "loudness", "tempo", "key", "tempocnn", "musicnn"] as const)
    .map((stage) => ({ stage }));
  const of = (...names: string[]) => onlyStages(planned, names).map(({ stage }) => stage);
  assert.deepEqual(of("key"), ["file", "key"]);
  assert.deepEqual(of("key", "tempo"), ["file", "tempo", "key", "tempocnn"]);
  assert.throws(() => of("rhythm"), /none of file, loudness, tempo, key/);
  assert.throws(() => of(""), /Cannot run stage ""/);
  assert.throws(() => of("effnet"), /not installed/);
});

Deno.test("stages run in the order of STAGES, TempoCNN before the tempo that asks it", () => {
  assert.deepEqual(RUNNING_ORDER, STAGES.filter((stage) => stage !== "file"));
  assert.ok(STAGES.indexOf("tempocnn") < STAGES.indexOf("tempo"));
});
