import assert from "node:assert/strict";
import { join } from "node:path";
import { type Library, openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { sineOf, wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const WAV = wavOf([sineOf(440, { seconds: 1, sampleRate: 8_000 })]);

interface Bench {
  readonly folder: string;
  readonly music: string;
  readonly library: Library;
  /** Puts a track of that path into the store, with the file's size and time as they are. */
  track(id: string, path: string): Promise<void>;
  ask(id: string): Promise<{ readonly status: number; readonly text: string }>;
}

async function bench(body: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const music = join(folder, "music");
  await Deno.mkdir(music);
  const library = await openLibrary(join(folder, "x.kv"));
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  try {
    await library.store.addRoots([music]);
    await body({
      folder,
      music,
      library,
      async track(id, path) {
        const { size, mtime } = await Deno.stat(path);
        const plain = trackOf(id, { path });
        const file = { size, modified: mtime?.getTime() ?? 0, container: "wav", codec: "pcm" };
        await library.store.putTrack({ ...plain, file: { ...plain.file, ...file } });
      },
      async ask(id) {
        const answer = await handler(new Request(`http://127.0.0.1/api/tracks/${id}/audio`));
        return { status: answer.status, text: await answer.text() };
      },
    });
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a file below an analysed folder is played; an imported path elsewhere never is", () =>
  bench(async ({ folder, music, track, ask }) => {
    await Deno.writeFile(join(music, "a.wav"), WAV);
    await track("a", join(music, "a.wav"));
    assert.equal((await ask("a")).status, 200);
    await Deno.writeFile(join(folder, "b.wav"), WAV);
    await track("b", join(folder, "b.wav"));
    await track("passwd", "/etc/passwd");
    await track("up", `${music}/../b.wav`);
    for (const id of ["b", "passwd", "up"]) {
      const { status, text } = await ask(id);
      assert.equal(status, 403, id);
      assert.match(text, /in no folder that was analysed here.*--allow/);
      assert.doesNotMatch(text, /root:/);
    }
  }));

Deno.test("a link out of the analysed folders is not followed, whenever it came", () =>
  bench(async ({ folder, music, track, ask }) => {
    const secret = join(folder, "secret.wav");
    await Deno.writeFile(secret, WAV);
    await Deno.symlink(secret, join(music, "link.wav"));
    await track("link", join(music, "link.wav"));
    assert.equal((await ask("link")).status, 403);
    const path = join(music, "a.wav");
    await Deno.writeFile(path, WAV);
    await track("a", path);
    assert.equal((await ask("a")).status, 200);
    await Deno.remove(path);
    await Deno.symlink("/etc/passwd", path);
    assert.equal((await ask("a")).status, 403);
    await Deno.mkdir(join(folder, "other"));
    await Deno.writeFile(join(folder, "other/c.wav"), WAV);
    await Deno.symlink(join(folder, "other"), join(music, "sub"));
    await track("c", join(music, "sub/c.wav"));
    assert.equal((await ask("c")).status, 403);
    await Deno.writeFile(join(music, "real.wav"), WAV);
    await Deno.symlink(join(music, "real.wav"), join(music, "inside.wav"));
    await track("inside", join(music, "inside.wav"));
    assert.equal((await ask("inside")).status, 200);
  }));

Deno.test("what is no audio, no regular file, or another file than was analysed is not played", () =>
  bench(async ({ music, track, ask }) => {
    await Deno.writeTextFile(join(music, "text.wav"), "root:x:0:0 and no sound\n".repeat(100));
    await track("text", join(music, "text.wav"));
    assert.deepEqual(await ask("text").then(({ status }) => status), 403);
    const pipe = join(music, "pipe.wav");
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    await track("pipe", pipe);
    assert.equal((await ask("pipe")).status, 403);
    await Deno.mkdir(join(music, "folder.wav"));
    await track("folder", join(music, "folder.wav"));
    assert.equal((await ask("folder")).status, 403);
    const path = join(music, "a.wav");
    await Deno.writeFile(path, WAV);
    await track("a", path);
    await Deno.writeFile(path, wavOf([sineOf(220, { seconds: 2, sampleRate: 8_000 })]));
    const changed = await ask("a");
    assert.equal(changed.status, 409);
    assert.match(changed.text, /is not the one that was analysed. Analyse its folder again/);
  }));

Deno.test("a track of an imported folder that names /etc/passwd is refused without a look at it", () =>
  bench(async ({ library, ask }) => {
    const plain = trackOf("x", { path: "/etc/passwd", audio: true });
    await library.store.putTrack({ ...plain, file: { ...plain.file, container: "wav" } });
    assert.equal((await ask("x")).status, 403);
  }));
