import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instructionsOf } from "../fixtures/dockerfile.ts";
import { missingForCompose, Podman } from "../fixtures/podman.ts";
import { freePort } from "../fixtures/port.ts";
import { inFolder, outcome } from "../tasks/_command.ts";
import { analyserOf, filesOf, makeMusic } from "./_split.ts";

const DEPLOY = fileURLToPath(new URL("../../deploy", import.meta.url));
const PARTS = ["part1", "part2", "part3"];
const TOKEN = "a-token-of-this-test";

const missing = Deno.env.get("FONOTECA_IMAGE") === "1"
  ? await missingForCompose()
  : "it takes minutes; ask with FONOTECA_IMAGE=1";
if (missing) console.log(`The compose file is not run: ${missing}`);

/** Whom a process runs as, what it may do, and how it sees the music. Linux alone. */
async function rightsOf(pid: number) {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const mounts = await Deno.readTextFile(`/proc/${pid}/mountinfo`);
  const word = (name: string) => new RegExp(`^${name}:\\s+(\\w+)`, "m").exec(status)?.[1];
  return {
    user: word("Uid"),
    capabilities: [word("CapEff"), word("CapBnd")],
    gainsNone: word("NoNewPrivs"),
    music: / \/music (\w+)/.exec(mounts)?.[1],
  };
}

/** Kills what analyses into a store, waits until another does, and tells what it was. */
async function killIn(db: string) {
  const pid = await analyserOf(db);
  const rights = await rightsOf(pid);
  Deno.kill(pid, "SIGKILL");
  await analyserOf(db, pid);
  return rights;
}

async function ended(podman: Podman, service: string): Promise<void> {
  for (let i = 0; i < 3000; i++) {
    const [status, code] = (await podman.stateOf(service, ".State.Status}} {{.State.ExitCode"))
      .split(" ");
    if (status === "exited" && code === "0") return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${service} has not ended well within ten minutes`);
}

async function answerOf(address: string, headers: Record<string, string> = {}): Promise<Response> {
  for (let i = 0; i < 600; i++) {
    const answer = await fetch(address, { headers }).catch(() => undefined);
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} does not answer`);
}

Deno.test({
  name: "the compose file analyses in three parts of which one is killed, collects and answers",
  ignore: missing !== undefined,
  fn: async () => {
    await inFolder(async (folder) => {
      const music = join(folder, "music");
      await makeMusic(music);
      await Deno.chmod(folder, 0o755);
      const port = `${freePort()}`;
      await using podman = await Podman.of(join(DEPLOY, "compose.yaml"), {
        MUSIC: music,
        FONOTECA_TOKEN: TOKEN,
        FONOTECA_PORT: port,
      });
      const compose = async (...args: readonly string[]) => {
        const { code, said } = await podman.compose(...args);
        assert.equal(code, 0, said);
        return said;
      };
      const once = (...args: readonly string[]) =>
        compose("run", "--rm", "--no-deps", "-T", ...args);
      const [from] = instructionsOf(await Deno.readTextFile(join(DEPLOY, "Dockerfile")));
      await podman.makeBase(from!.rest);
      await compose("build", "part1");

      const killed = killIn("/data/parts/2.kv");
      await compose("up", "-d", ...PARTS);
      assert.deepEqual(await killed, {
        user: "1000",
        capabilities: ["0000000000000000", "0000000000000000"],
        gainsNone: "1",
        music: "ro",
      });
      for (const part of PARTS) await ended(podman, part);

      assert.match(
        await once("collect"),
        /Collected 12 new or changed tracks from 3 parts .*, 6 with the same sound .*; 1 failed\n/,
      );
      assert.match(
        await once("collect"),
        /Collected 0 new or changed tracks from 3 parts/,
      );
      await once("part1", "analyze", "/music", "--db=/data/one.kv");
      const data = await podman.folderOf("fonoteca");
      assert.equal((await Deno.stat(data)).uid, 1000);
      for (const store of ["all", "one"]) {
        const out = ["--out", join(folder, store)];
        await outcome("export", "--db", join(data, `${store}.kv`), ...out);
      }
      const files = await filesOf(join(folder, "all"));
      assert.deepEqual(files, await filesOf(join(folder, "one")));
      assert.ok("timbre.npy" in files, Object.keys(files).join());

      await compose("up", "-d", "pages");
      const address = `http://127.0.0.1:${port}/api/status`;
      const stranger = await answerOf(address);
      assert.equal(stranger.status, 401, await stranger.text());
      const known = await answerOf(address, { authorization: `Bearer ${TOKEN}` });
      assert.equal(known.status, 200);
      assert.equal((await known.json()).tracks, 12);
    });
  },
});
