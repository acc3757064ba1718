import assert from "node:assert/strict";
import { join } from "node:path";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { ingestTest, only } from "./_bench.ts";

ingestTest("what does not fit into a record costs its file alone", async (bench) => {
  const { folder, store, run, pool } = bench;
  await Deno.writeFile(join(folder, "a.wav"), wavOf([clicks(90, { seconds: 4 })]));
  await Deno.writeFile(join(folder, "b.wav"), wavOf([clicks(120, { seconds: 4 })]));
  const swollen = {
    size: 1,
    run: async (job: Parameters<typeof pool.run>[0]) => {
      const outcome = await pool.run(job);
      if (!job.path.endsWith("a.wav") || !("result" in outcome)) return outcome;
      const tags = { title: "x".repeat(100_000) };
      return { result: { ...outcome.result, tags } };
    },
  } as typeof pool;
  const stages = [{ stage: "file" as const }];
  const { analysed, failed } = await run({ pool: swollen, stages });
  assert.deepEqual([analysed, failed], [1, 1]);
  assert.ok((await only(store)).path.endsWith("b.wav"));
  const [error] = await store.errors();
  assert.match(error!.reason, /^Cannot store the record of .*a\.wav: it takes \d+ bytes/);
});
