import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const KEPT = ["naev/combat1.mp3", "supertuxkart/snowy.ogg", "naev/dvaered1.opus"];

/** The demo of a clone, with an empty HOME and nothing in the environment but where packages are cached. */
class Demo implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  #said = "";

  constructor(clone: string, home: string) {
    const { DENO_DIR, SSL_CERT_FILE, DENO_TLS_CA_STORE } = Deno.env.toObject();
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["task", "demo", "--port=0"],
      cwd: clone,
      clearEnv: true,
      env: {
        HOME: home,
        PATH: "/nowhere",
        NO_COLOR: "1",
        DENO_DIR: DENO_DIR ?? cacheFolder(),
        ...(SSL_CERT_FILE && { SSL_CERT_FILE }),
        ...(DENO_TLS_CA_STORE && { DENO_TLS_CA_STORE }),
      },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    for (const stream of [this.#child.stdout, this.#child.stderr]) this.#listen(stream);
  }

  async #listen(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) this.#said += decoder.decode(bytes, { stream: true });
  }

  /** The address that the demo prints. */
  async address(): Promise<string> {
    for (let i = 0; i < 1500; i++) {
      const found = /^http:\/\/127\.0\.0\.1:\d+$/m.exec(this.#said);
      if (found) return found[0];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The demo printed no address within 150 s, but: ${this.#said}`);
  }

  get said(): string {
    return this.#said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#child.status;
  }
}

function cacheFolder(): string {
  const { stdout } = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
  return (JSON.parse(new TextDecoder().decode(stdout)) as { denoDir: string }).denoDir;
}

async function cloneWithFewSamples(folder: string): Promise<string> {
  const clone = join(folder, "clone");
  const { success } = await new Deno.Command("git", {
    args: ["clone", "--quiet", "--depth=1", `file://${ROOT}`, clone],
  }).output();
  assert.ok(success);
  for await (const { name, isDirectory } of Deno.readDir(join(clone, "samples"))) {
    if (!isDirectory || name === "LICENSES") continue;
    for await (const file of Deno.readDir(join(clone, "samples", name))) {
      const path = `${name}/${file.name}`;
      if (!KEPT.includes(path)) await Deno.remove(join(clone, "samples", path));
    }
  }
  return clone;
}

/** Without git, or in a folder that is no clone, there is nothing to clone. */
const canClone = await new Deno.Command("git", { args: ["-C", ROOT, "rev-parse"], stderr: "null" })
  .output().then(({ success }) => success, () => false);

Deno.test({
  name: "the demo of a clean clone analyses the samples, serves them, and starts at once again",
  ignore: !canClone,
  fn: demoTwice,
});

async function demoTwice(): Promise<void> {
  const folder = await Deno.makeTempDir();
  const clone = await cloneWithFewSamples(folder);
  const home = join(folder, "home");
  await Deno.mkdir(home);
  {
    await using demo = new Demo(clone, home);
    const address = await demo.address();
    assert.match(demo.said, /3 tracks analysed/);
    assert.doesNotMatch(demo.said, /warning/i);
    const overview = await (await fetch(address)).text();
    assert.match(overview, /3 tracks/);
    const { tracks } = await (await fetch(`${address}/api/tracks`)).json();
    assert.equal(tracks.length, 3);
    const audio = await fetch(`${address}/api/tracks/${tracks[0].id}/audio`, {
      headers: { range: "bytes=0-99" },
    });
    assert.equal(audio.status, 206);
    assert.equal((await audio.bytes()).length, 100);
  }
  {
    await using demo = new Demo(clone, home);
    await demo.address();
    assert.match(demo.said, /3 tracks up to date/);
    assert.doesNotMatch(demo.said, /Pages built/);
  }
  await Deno.remove(folder, { recursive: true });
}
