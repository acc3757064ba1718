import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { notes } from "../analysis/_audio.ts";
import { findSlurm, Slurm } from "../fixtures/slurm.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder, outcome } from "../tasks/_command.ts";

const SCRIPT = fileURLToPath(new URL("../../deploy/analyze.sbatch", import.meta.url));
const FILES = 12;
const STAGES = "key,timbre";
/** What an export says that depends on when it was made: the time of an error. */
const TIMES = /\t\d{13}(?=\t|\n)/g;

const hasSlurm = await findSlurm();
if (!hasSlurm) console.log("Slurm is not installed: arrays of tasks are not tested");

/** The processes that analyse into a store. Linux alone. */
async function analysersOf(db: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (line.includes("tasks/run.ts") && line.split("\0").includes(db)) found.push(Number(name));
  }
  return found;
}

/** How often the task that is killed has begun. */
async function beginnings(folder: string): Promise<number> {
  const out = await Deno.readTextFile(join(folder, "2.out"));
  return out.match(/Task.*analyze/g)?.length ?? 0;
}

/** The files of an export: bytes, and whole tracks as what they say but for when. */
async function filesOf(folder: string): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for await (const { name } of Deno.readDir(folder)) {
    if (name === "collection.json" || name.endsWith(".parquet")) continue;
    const latin = new TextDecoder("latin1").decode(await Deno.readFile(join(folder, name)));
    files[name] = name === "tracks.ndjson"
      ? latin.trim().split("\n").map((line) => ({ ...JSON.parse(line), added: 0, analysed: 0 }))
      : name === "errors.tsv"
      ? latin.replaceAll(TIMES, "")
      : latin;
  }
  return files;
}

Deno.test({
  name: "an array of Slurm with a task that is killed and requeued yields what one run yields",
  ignore: !hasSlurm,
  fn: async () => {
    await inFolder(async (folder) => {
      const music = join(folder, "music");
      await Deno.mkdir(join(music, "deep"), { recursive: true });
      for (let i = 0; i < FILES; i++) {
        // two files at a time have the same audio, and lie in different parts as a rule
        const bytes = wavOf([notes([60, 64, 67, 60 + (i >> 1)], { seconds: 4 })]);
        await Deno.writeFile(join(music, i % 2 ? `${i}.wav` : `deep/${i}.wav`), bytes);
      }
      const broken = (await Deno.readFile(join(music, "1.wav"))).subarray(0, 44);
      await Deno.writeFile(join(music, "broken.wav"), broken);
      const parts = join(folder, "parts");
      await using slurm = await Slurm.start();
      const submitted = await slurm.run(
        "sbatch",
        ...["--array=0-3", "--cpus-per-task=1", "--mem=500M", `--output=${folder}/%a.out`],
        ...[SCRIPT, music, parts, "--only", STAGES],
      );
      const job = /job (\d+)/.exec(submitted)?.[1];
      assert.ok(job, submitted);
      let killed = 0;
      for (let i = 0; i < 1500 && killed === 0; i++) {
        for (const pid of await analysersOf(join(parts, "2.kv"))) {
          Deno.kill(pid, "SIGKILL");
          killed = pid;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.ok(killed, "no task of the array has begun");
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
