import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { notes } from "../analysis/_audio.ts";
import { excludesOf, instructionsOf } from "../fixtures/dockerfile.ts";
import { ImageRoot, missingForRoot } from "../fixtures/image_root.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder } from "../tasks/_command.ts";

const CONTEXT = fileURLToPath(new URL("../..", import.meta.url));
const TOKEN = "a-token-of-this-test";
const decoder = new TextDecoder();

const missing = Deno.env.get("FONOTECA_IMAGE") === "1"
  ? await missingForRoot()
  : "it takes minutes; ask with FONOTECA_IMAGE=1";
if (missing) console.log(`The image is not built: ${missing}`);

Deno.test("a Dockerfile is read by instruction, and what is ignored is left out", () => {
  assert.deepEqual(instructionsOf("# x\nFROM a\nRUN b \\\n  && c\nUSER d\n"), [
    { word: "FROM", rest: "a" },
    { word: "RUN", rest: "b && c" },
    { word: "USER", rest: "d" },
  ]);
  assert.deepEqual(excludesOf("data\n**/dist\n"), [
    ...["--anchored", "--exclude=./data", "--no-anchored", "--exclude=dist"],
  ]);
});

/** What first matches in a stream. */
async function lineOf(stream: ReadableStream<Uint8Array>, wanted: RegExp) {
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk);
    const found = wanted.exec(text);
    if (found) return found;
  }
  throw new Error(`It ended without ${wanted}: ${text}`);
}

Deno.test({
  name: "the image builds, analyses music that it can only read, and answers, by a user not root",
  ignore: missing !== undefined,
  fn: async () => {
    await inFolder(async (music) => {
      await Deno.chmod(music, 0o777);
      await Deno.writeFile(join(music, "a.wav"), wavOf([notes([60, 64, 67], { seconds: 6 })]));
      const steps = instructionsOf(await Deno.readTextFile(join(CONTEXT, "deploy/Dockerfile")));
      await using root = await ImageRoot.build(steps, CONTEXT);
      const ended = async (command: Deno.Command) => {
        const { code, stdout, stderr } = await command.output();
        return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
      };

      const shell = "id -u; grep CapEff /proc/self/status; touch /music/x; touch /usr/x";
      const { said } = await ended(root.command(["sh", "-c", shell], { music, bare: true }));
      assert.match(said, /^1000\nCapEff:\t0{16}\n/);
      assert.match(said, /\/music\/x'?: Read-only file system/);
      assert.match(said, /\/usr\/x'?: Permission denied/);

      const db = "--db=/data/all.kv";
      const analysed = await ended(
        root.command(["analyze", "/music", db, "--only=key"], { music }),
      );
      assert.equal(analysed.code, 0, analysed.said);

      const pages = root.command(["start", "--host=0.0.0.0", "--port=0", db], {
        music,
        env: { FONOTECA_TOKEN: TOKEN },
      }).spawn();
      try {
        const [, port] = await lineOf(pages.stdout, /http:\/\/\S+:(\d+)/);
        const ask = (path: string, headers: Record<string, string> = {}) =>
          fetch(`http://127.0.0.1:${port}${path}`, { headers });
        const known = { authorization: `Bearer ${TOKEN}` };
        const stranger = await ask("/api/status");
        assert.equal(stranger.status, 401, await stranger.text());
        const status = await ask("/api/status", known);
        assert.equal(status.status, 200);
        assert.equal((await status.json()).tracks, 1);
        const page = await ask("/", known);
        assert.equal(page.status, 200);
        assert.match(await page.text(), /<title>/);
      } finally {
        // unshare ignores SIGTERM; what it started ends with it
        pages.kill("SIGKILL");
        await Promise.all([pages.stderr.cancel(), pages.status]);
      }
      assert.deepEqual([...Deno.readDirSync(music)].map(({ name }) => name), ["a.wav"]);
    });
  },
});
