import assert from "node:assert/strict";
import { planFilter } from "../../tagging/mod.ts";
import { PLAN_HEAD, planLines, readPlan } from "../../tagging/plan.ts";
import { narrowPlan, planCounts } from "../../tagging/plan_filter.ts";

const FILES = 50_000;

Deno.test("a long plan is read, narrowed and counted while others have their turn", async () => {
  const table = PLAN_HEAD + Array.from({ length: FILES }, (_, i) =>
    planLines({
      id: `t${i}`,
      path: `/music/${i % 100}/track ${i}.${i % 2 === 0 ? "mp3" : "flac"}`,
      size: i,
      modified: i,
      changes: ["BPM", "INITIALKEY"].map((tag) => ({
        tag,
        old: [],
        new: [`"${i}"`],
        certainty: i % 5 === 0 ? "sure" : "octave open",
      })),
    })).join("");
  let turns = 0;
  let counted = 0;
  const timer = setInterval(() => turns++, 0);
  const turnsOf = () => {
    const since = turns - counted;
    counted = turns;
    return since;
  };
  try {
    const files = await readPlan(table, "a.tsv");
    assert.equal(files.length, FILES);
    assert.deepEqual(files[7]!.changes[0]!.new, ['"7"']);
    assert.ok(turnsOf() > 0, "while it was read");
    const filter = planFilter(new URLSearchParams("tag=BPM&certainty=sure&format=mp3"));
    const narrowed = await narrowPlan(files, filter);
    assert.equal(narrowed.length, FILES / 10);
    assert.ok(narrowed.every(({ changes }) => changes.length === 1));
    const { certainty } = await planCounts(files, filter);
    assert.deepEqual(certainty, [
      { value: "octave open", changes: FILES / 2 - FILES / 10 },
      { value: "sure", changes: FILES / 10 },
    ]);
    assert.ok(turnsOf() > 0, "while it was counted");
  } finally {
    clearInterval(timer);
  }
  await assert.rejects(readPlan(table + "\t\tBPM\n", "a.tsv"), /line 100002 names no track/);
});
