import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findSlurm, Slurm } from "../fixtures/slurm.ts";
import { inFolder, outcome } from "../tasks/_command.ts";
import { analyserOf, filesOf, makeMusic } from "./_split.ts";

const SCRIPT = fileURLToPath(new URL("../../deploy/analyze.sbatch", import.meta.url));
const STAGES = "key,timbre";

const hasSlurm = await findSlurm();
if (!hasSlurm) console.log("Slurm is not installed: arrays of tasks are not tested");

/** How often the task that is killed has begun. */
async function beginnings(folder: string): Promise<number> {
  const out = await Deno.readTextFile(join(folder, "2.out"));
  return out.match(/Task.*analyze/g)?.length ?? 0;
}

Deno.test({
  name: "the script says what it lacks, before it makes a folder",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await inFolder(async (folder) => {
      const parts = join(folder, "parts");
      const lacking: [readonly string[], RegExp][] = [
        [[], /name the folder of music, and a folder for the parts$/],
        [[folder], /name a folder for the parts$/],
        [
          [folder, parts],
          /SLURM_ARRAY_TASK_ID: submit it as an array, as in sbatch --array=1-100$/,
        ],
      ];
      for (const [args, said] of lacking) {
        const { success, stderr } = await new Deno.Command("bash", { args: [SCRIPT, ...args] })
          .output();
        assert.equal(success, false);
        assert.match(new TextDecoder().decode(stderr).trim(), said);
      }
      assert.deepEqual([...Deno.readDirSync(folder)], []);
    });
  },
});

Deno.test({
  name: "an array of Slurm with a task that is killed and requeued yields what one run yields",
  ignore: !hasSlurm,
  fn: async () => {
    await inFolder(async (folder) => {
      const music = join(folder, "music");
      await makeMusic(music);
      const parts = join(folder, "parts");
      await using slurm = await Slurm.start();
      const submitted = await slurm.run(
        "sbatch",
        ...["--array=0-3", "--cpus-per-task=1", "--mem=500M", `--output=${folder}/%a.out`],
        ...[SCRIPT, music, parts, "--only", STAGES],
      );
      const job = /job (\d+)/.exec(submitted)?.[1];
      assert.ok(job, submitted);
      Deno.kill(await analyserOf(join(parts, "2.kv")), "SIGKILL");
      for (let i = 0; i < 2400; i++) {
        const tasks = await slurm.tasks();
        // between its end and its return a killed task is in no list
        if (tasks.length === 0 && await beginnings(folder) === 2) break;
        // Slurm lets a requeued task wait for two minutes, and refuses it in the second of its end
        if (tasks.some((task) => task === "2 PENDING")) {
          await new Promise((resolve) => setTimeout(resolve, 2000));
          await slurm.run("scontrol", "update", `JobId=${job}_2`, "StartTime=now");
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.deepEqual(await slurm.tasks(), []);
      assert.equal(await beginnings(folder), 2, await Deno.readTextFile(join(folder, "2.out")));

      const [one, all] = [join(folder, "one"), join(folder, "all")];
      const whole = ["--db", join(all, "x.kv")];
      const collected = await outcome("collect", parts, ...whole);
      assert.deepEqual([collected.code, collected.err], [0, ""], collected.out);
      assert.match(
        collected.out,
        /Collected 12 new or changed tracks from 4 parts .*, 6 with the same sound .*; 1 failed\n$/,
      );
      assert.match(collected.out, /^2 +done +\d+ /m);
      const again = await outcome("collect", parts, ...whole);
      assert.match(again.out, /Collected 0 new or changed tracks from 4 parts/);

      const plain = ["--db", join(one, "x.kv")];
      assert.equal((await outcome("analyze", music, ...plain, "--only", STAGES)).code, 0);
      await outcome("export", ...plain, "--out", join(one, "out"));
      await outcome("export", ...whole, "--out", join(all, "out"));
      const files = await filesOf(join(all, "out"));
      assert.deepEqual(files, await filesOf(join(one, "out")));
      assert.ok("timbre.npy" in files, Object.keys(files).join());
      assert.ok(/broken.wav/.test(String(files["errors.tsv"])));
    });
  },
});
