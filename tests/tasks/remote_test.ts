import assert from "node:assert/strict";
import { clicks } from "../analysis/_audio.ts";
import { serveKv, TOKEN } from "../fixtures/kv_connect/server.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder, outcome } from "./_command.ts";

Deno.test("analyze, export and import take a store on a server as they take a file", async () => {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
  await using server = serveKv();
  await using second = serveKv();
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/music`);
    for (const bpm of [90, 120]) {
      await Deno.writeFile(`${folder}/music/${bpm}.wav`, wavOf([clicks(bpm, { seconds: 12 })]));
    }
    const done = async (...args: readonly string[]) => {
      const { code, err } = await outcome(...args);
      assert.equal(code, 0, err);
    };
    const table = (of: string) => Deno.readTextFile(`${folder}/${of}/tracks.tsv`);
    await done("analyze", `${folder}/music`, `--db=${server.address}`);
    await done("export", `--out=${folder}/there`, `--db=${server.address}`);
    await done("import", `${folder}/there`, `--db=${second.address}`);
    await done("export", `--out=${folder}/again`, `--db=${second.address}`);
    assert.equal((await table("there")).trim().split("\n").length, 3);
    assert.equal(await table("again"), await table("there"));
  });
  Deno.env.delete("DENO_KV_ACCESS_TOKEN");
});
