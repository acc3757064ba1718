import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { SHARED_MODELS } from "../analysis/models/_shared.ts";
import { sharedTest } from "../fixtures/shared.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function models(cache: string, ...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", "tasks/run.ts", "models", ...args],
    cwd: ROOT,
    env: { FONOTECA_MODELS: cache },
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

sharedTest(
  "models lists, shows licences before it installs, and fails for what a mirror lacks",
  async () => {
    const cache = Deno.makeTempDirSync();
    try {
      const before = await models(cache);
      assert.equal(before.code, 0);
      assert.match(before.out, /msd-musicnn-1 +on board +0\.8 MB +ISC/);
      assert.match(before.out, /emomusic-msd-musicnn-2 +missing/);

      const install = await models(cache, "--install", "--from", SHARED_MODELS);
      assert.equal(install.code, 1);
      assert.ok(install.out.indexOf("CC BY-NC-SA 4.0") < install.out.indexOf("installed, "));
      const lines = install.err.trim().split("\n");
      assert.match(lines[0]!, /^Cannot install discogs-effnet-bsdynamic-1: no [^\n]*$/);
      assert.equal(lines.filter((line) => line.startsWith("Cannot install ")).length, 11);
      assert.match(
        install.out,
        /mtg_jamendo_genre-discogs-effnet-1 {2}left out: nobody has published/,
      );
      assert.match(
        lines.at(-1)!,
        /^Missing: discogs-effnet-bsdynamic-1, .*; all else works without/,
      );

      const after = await models(cache);
      assert.match(after.out, /emomusic-msd-musicnn-2 +installed/);
      assert.match(after.out, /Without 12 of 30 models/);
    } finally {
      Deno.removeSync(cache, { recursive: true });
    }
  },
);

Deno.test("models says in one line what it cannot do", async () => {
  const cases = [
    [["--from", "/tmp"], 2, /^Cannot use --from without --install\n$/],
    [["deeptemp"], 2, /^Cannot find model "deeptemp": models are [^\n]*\n$/],
    [["--install", "--from", "/nonexistent"], 1, /^Cannot install from \/nonexistent: [^\n]*\n$/],
  ] as const;
  for (const [args, code, message] of cases) {
    const result = await models("/nonexistent", ...args);
    assert.deepEqual([result.code, result.out], [code, ""]);
    assert.match(result.err, message);
  }
});
