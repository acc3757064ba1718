import assert from "node:assert/strict";
import { join } from "node:path";
import {
  argumentsOf,
  Kubernetes,
  missingForKubernetes,
  type Pod,
  variablesOf,
} from "../fixtures/kubernetes.ts";
import { commandIn, inFolder, outcome } from "../tasks/_command.ts";
import { analyserOf, filesOf, makeMusic } from "./_split.ts";

const JOB = new URL("../../deploy/analyze.job.yaml", import.meta.url);
const PARTS = 4;

const missing = await missingForKubernetes();
if (missing) console.log(`The Job of Kubernetes is not run: ${missing}`);

/**
 * Takes a pod as a node does: its arguments and variables as Kubernetes expands them, the two folders in
 * place of its mounts. What it ran ends with this code, 137 where it was killed.
 */
async function runPod(pod: Pod, folders: Readonly<Record<string, string>>): Promise<number> {
  const args = argumentsOf(pod).map((arg) => {
    const mount = Object.keys(folders).find((path) => arg === path || arg.includes(`=${path}/`));
    return mount ? arg.replace(mount, folders[mount]!) : arg;
  });
  const { code } = await commandIn(variablesOf(pod), ...args).output();
  return code;
}

Deno.test({
  name: "an indexed Job of Kubernetes with a pod that is killed yields what one run yields",
  ignore: missing !== undefined,
  fn: async () => {
    await inFolder(async (folder) => {
      const [music, parts] = [join(folder, "music"), join(folder, "parts")];
      await makeMusic(music);
      await Deno.mkdir(parts);
      const manifest = join(folder, "job.yaml");
      const written = await Deno.readTextFile(JOB);
      await Deno.writeTextFile(
        manifest,
        written.replace("completions: 100", `completions: ${PARTS}`)
          .replace("auto/100", `auto/${PARTS}`).replace("--workers=4", "--workers=1"),
      );
      await using kubernetes = await Kubernetes.start();
      await kubernetes.kubectl("apply", "-f", manifest);

      const begun: string[] = [];
      const known = new Set<string>();
      const ended: Promise<void>[] = [];
      const killed = analyserOf(join(parts, "2.kv")).then((pid) => Deno.kill(pid, "SIGKILL"));
      let status: Record<string, unknown> = {};
      for (let i = 0; i < 1800 && status.succeeded !== PARTS; i++) {
        for (const pod of await kubernetes.pods()) {
          if (known.has(pod.metadata.name)) continue;
          known.add(pod.metadata.name);
          begun.push(variablesOf(pod).JOB_COMPLETION_INDEX!);
          await kubernetes.report(pod);
          const run = runPod(pod, { "/music": music, "/parts": parts });
          ended.push(run.then((code) => kubernetes.report(pod, code)));
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
        status = await kubernetes.job("fonoteca");
      }
      await Promise.all([killed, ...ended]);
      assert.equal(status.succeeded, PARTS, JSON.stringify(status));
      assert.deepEqual([status.failed, status.completedIndexes], [1, "0-3"]);
      assert.deepEqual(begun.toSorted(), ["0", "1", "2", "2", "3"]);

      const [one, all] = [join(folder, "one"), join(folder, "all")];
      const whole = ["--db", join(all, "x.kv")];
      const collected = await outcome("collect", parts, ...whole);
      assert.match(collected.out, /Collected 12 new or changed tracks from 4 parts /);
      const plain = ["--db", join(one, "x.kv")];
      assert.equal((await outcome("analyze", music, ...plain)).code, 0);
      await outcome("export", ...plain, "--out", join(one, "out"));
      await outcome("export", ...whole, "--out", join(all, "out"));
      const files = await filesOf(join(all, "out"));
      assert.deepEqual(files, await filesOf(join(one, "out")));
      assert.ok("timbre.npy" in files, Object.keys(files).join());
    });
  },
});
