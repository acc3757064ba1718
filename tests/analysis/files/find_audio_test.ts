import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import {
  findAudio,
  type FindOptions,
  type FoundAudio,
  inShard,
  parseShard,
} from "../../../analysis/files/mod.ts";
import { sineOf, wavOf } from "../../fixtures/wav.ts";

const WAV = wavOf([sineOf(440, { sampleRate: 8000, seconds: 0.05 })], { sampleRate: 8000 });
const isUnix = Deno.build.os !== "windows";
const isLinux = Deno.build.os === "linux";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "fonoteca-" }));
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function put(path: string, content: Uint8Array | string = WAV): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeFile(
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
}

/** Paths below `folder` in the order in which they came; skipped ones as `path: reason`. */
async function walk(folder: string, options: FindOptions & { readonly roots?: string[] } = {}) {
  const found: string[] = [];
  const skipped: Record<string, string> = {};
  for await (const item of findAudio(options.roots ?? [folder], options)) {
    const path = item.path.slice(folder.length + 1);
    if ("skipped" in item) skipped[path] = item.skipped;
    else found.push(path);
  }
  return { found, skipped };
}

Deno.test("findAudio() goes down into folders in a fixed order", () =>
  inFolder(async (folder) => {
    for (const name of ["b.wav", "a/z/y/x/1.wav", "a/2.wav", "B.wav", "c/1.wav"]) {
      await put(join(folder, name));
    }
    const { found, skipped } = await walk(folder);
    assert.deepEqual(found, ["B.wav", "a/2.wav", "a/z/y/x/1.wav", "b.wav", "c/1.wav"]);
    assert.deepEqual(skipped, {});
  }));

Deno.test("findAudio() gives size, time and the path below the root", () =>
  inFolder(async (folder) => {
    await put(join(folder, "a/b.wav"));
    const [item] = await Array.fromAsync(findAudio([folder + "/"]));
    assert.ok(item && !("skipped" in item));
    assert.equal(item.relative, "a/b.wav");
    assert.equal(item.size, WAV.length);
    assert.ok(Math.abs(Date.now() - (item.modified ?? 0)) < 60_000);
  }));

Deno.test("findAudio() goes by content, not by name", () =>
  inFolder(async (folder) => {
    await put(join(folder, "cover.jpg"), new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]));
    await put(join(folder, "notes.txt"), "notes");
    await put(join(folder, "empty.mp3"), "");
    await put(join(folder, "text.mp3"), "this is no music");
    await put(join(folder, "picture.flac"), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]));
    await put(join(folder, "zeros.ogg"), new Uint8Array(5000));
    await put(join(folder, "named.wrong"));
    await put(join(folder, "nameless"));
    await put(join(folder, "wav.mp3"));
    const ignored: string[] = [];
    const { found, skipped } = await walk(folder, { onIgnored: (path) => ignored.push(path) });
    assert.deepEqual(found, ["named.wrong", "nameless", "wav.mp3"]);
    assert.deepEqual(skipped, {
      "empty.mp3": "empty file",
      "picture.flac": "named .flac but holds a PNG picture",
      "text.mp3": "named .mp3 but holds text",
      "zeros.ogg": "named .ogg but holds zeros only",
    });
    assert.equal(ignored.length, 2);
  }));

Deno.test("findAudio() lists hidden and AppleDouble files with their reason", () =>
  inFolder(async (folder) => {
    await put(join(folder, "._song.mp3"), new Uint8Array([0, 5, 0x16, 7, 0, 2, 0, 0]));
    await put(join(folder, ".DS_Store"), "settings");
    await put(join(folder, ".secret.wav"));
    await put(join(folder, ".cache/a.wav"));
    const { found, skipped } = await walk(folder);
    assert.deepEqual(found, []);
    assert.deepEqual(skipped, {
      "._song.mp3": "named .mp3 but holds a macOS resource fork (AppleDouble)",
      ".secret.wav": "hidden file",
      ".cache": "hidden folder",
    });
    assert.deepEqual((await walk(folder, { hidden: true })).found, [".cache/a.wav", ".secret.wav"]);
  }));

Deno.test({
  name: "findAudio() takes any name that can be opened",
  ignore: !isUnix,
  fn: () =>
    inFolder(async (folder) => {
      const names = [
        "new\nline.wav",
        `quo"te's.wav`,
        "hash#percent%20.wav",
        "\u202eevaw.wav",
        "é́e\u0301.wav",
        "-v.wav",
        " .wav",
        "$(reboot).wav",
        "x".repeat(236) + ".wav",
        "🎵.wav",
      ];
      for (const name of names) await put(join(folder, name));
      const { found, skipped } = await walk(folder);
      assert.deepEqual(found, names.sort());
      assert.deepEqual(skipped, {});
    }),
});

Deno.test({
  name: "findAudio() lists names that are not valid UTF-8",
  ignore: !isLinux,
  fn: () =>
    inFolder(async (folder) => {
      await put(join(folder, "a.wav"));
      const script = `cp a.wav "$(printf 'bad\\377.wav')" && mkdir "$(printf 'dir\\377')"`;
      const { success } = await new Deno.Command("sh", { args: ["-c", script], cwd: folder })
        .output();
      assert.ok(success);
      const { found, skipped } = await walk(folder);
      assert.deepEqual(found, ["a.wav"]);
      const reason = "its name is not valid UTF-8; rename it and it can be read";
      assert.deepEqual(skipped, { "bad\ufffd.wav": reason, "dir\ufffd": reason });
    }),
});

Deno.test({
  name: "findAudio() does not wait for pipes and sockets",
  ignore: !isUnix,
  fn: () =>
    inFolder(async (folder) => {
      const made = await new Deno.Command("mkfifo", { args: [join(folder, "pipe.mp3")] }).output();
      assert.ok(made.success);
      using _socket = Deno.listen({ transport: "unix", path: join(folder, "socket.mp3") });
      await Deno.symlink(join(folder, "pipe.mp3"), join(folder, "link.mp3"));
      await Deno.symlink("/dev/zero", join(folder, "zero.mp3"));
      const { found, skipped } = await walk(folder);
      assert.deepEqual(found, []);
      assert.equal(skipped["pipe.mp3"], "named pipe");
      assert.equal(skipped["socket.mp3"], "socket");
      assert.equal(skipped["zero.mp3"], "device");
      assert.equal(skipped["link.mp3"], "link to a file that is visited anyway");
    }),
});

Deno.test({
  name: "findAudio() follows links once and ends in loops",
  ignore: !isUnix,
  fn: () =>
    inFolder(async (folder) => {
      const music = join(folder, "music");
      await put(join(music, "a/1.wav"));
      await put(join(folder, "elsewhere/2.wav"));
      await put(join(folder, "single/3.wav"));
      await Deno.symlink(music, join(music, "a/loop"));
      await Deno.symlink("self", join(music, "self"));
      await Deno.symlink("nowhere", join(music, "broken.wav"));
      await Deno.symlink(join(folder, "elsewhere"), join(music, "b"));
      await Deno.symlink(join(folder, "elsewhere"), join(music, "c"));
      await Deno.symlink(join(folder, "single/3.wav"), join(music, "d.wav"));
      await Deno.symlink(join(folder, "single/3.wav"), join(music, "e.wav"));
      await Deno.symlink(join(music, "a/1.wav"), join(music, "0.wav"));
      const { found, skipped } = await walk(music, { roots: [music] });
      assert.deepEqual(found, ["a/1.wav", "b/2.wav", "d.wav"]);
      assert.deepEqual(Object.keys(skipped).sort(), [
        "0.wav",
        "a/loop",
        "broken.wav",
        "c",
        "e.wav",
        "self",
      ]);
      assert.equal(skipped["a/loop"], "link to a folder that is visited anyway");
      assert.equal(skipped["broken.wav"], "link: no such file or folder");
    }),
});

Deno.test("findAudio() visits overlapping roots once", () =>
  inFolder(async (folder) => {
    await put(join(folder, "a/1.wav"));
    await put(join(folder, "a/b/2.wav"));
    const roots = [join(folder, "a/b"), folder, join(folder, "a"), folder, join(folder, "gone")];
    const { found, skipped } = await walk(folder, { roots });
    assert.deepEqual(found, ["a/b/2.wav", "a/1.wav"]);
    assert.deepEqual(skipped, { gone: "no such file or folder" });
  }));

/** What makes root heed permissions in the command behind it: it may no longer read everything. */
const AS_ANYONE = Deno.uid() !== 0 ? [] : [
  "setpriv",
  "--bounding-set=-dac_override,-dac_read_search",
  "--inh-caps=-dac_override,-dac_read_search",
];

async function asAnyone(...command: readonly string[]) {
  const [program, ...args] = [...AS_ANYONE, ...command];
  return await new Deno.Command(program!, { args }).output();
}

/** Whether permissions can be made to hold: not for a root that may not give up its own. */
const PERMISSIONS_HOLD = isUnix && await asAnyone("true").then((it) => it.success, () => false);

Deno.test({
  name: "findAudio() lists what it may not read",
  ignore: !PERMISSIONS_HOLD,
  fn: () =>
    inFolder(async (folder) => {
      await put(join(folder, "locked/1.wav"));
      await put(join(folder, "2.wav"));
      await Deno.chmod(join(folder, "locked"), 0);
      await Deno.chmod(join(folder, "2.wav"), 0);
      const script = fileURLToPath(new URL("../../fixtures/walk.ts", import.meta.url));
      const { stdout, stderr } = await asAnyone(
        Deno.execPath(),
        ...["run", "--quiet", "--no-check", "-A", script, folder],
      );
      await Deno.chmod(join(folder, "locked"), 0o700);
      const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(error, "");
      assert.deepEqual(JSON.parse(out!), {
        "2.wav": "permission denied",
        "locked": "cannot read folder: permission denied",
      });
    }),
});

Deno.test("findAudio() shares a collection among shards without gap or overlap", () =>
  inFolder(async (folder) => {
    for (let i = 0; i < 30; i++) await put(join(folder, `${i % 3}/${i}.wav`));
    const all = (await walk(folder)).found;
    const parts: string[] = [];
    for (let index = 1; index <= 4; index++) {
      const { found } = await walk(folder, { shard: { index, count: 4 } });
      assert.ok(found.length > 0 && found.length < 20);
      parts.push(...found);
    }
    assert.deepEqual(parts.sort(), all.sort());
  }));

Deno.test("inShard() puts every path into exactly one shard", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 50 }), (path, count) => {
      const hits = Array.from({ length: count }, (_, i) => inShard(path, { index: i + 1, count }));
      assert.equal(hits.filter(Boolean).length, 1);
    }),
  );
});

Deno.test("inShard() spreads similar names evenly and gives the same answer on every machine", () => {
  const counts = new Array<number>(8).fill(0);
  for (let i = 0; i < 8000; i++) {
    const index = counts.findIndex((_, k) =>
      inShard(`disc 1/track ${i}.mp3`, { index: k + 1, count: 8 })
    );
    counts[index]! += 1;
  }
  assert.ok(Math.min(...counts) > 850 && Math.max(...counts) < 1150, counts.join(" "));
  const halves = ["a.mp3", "b.mp3", "c/d.mp3"].map((path) => inShard(path, { index: 1, count: 2 }));
  assert.deepEqual(halves, [inShard("a.mp3", { index: 1, count: 2 }), halves[1], halves[2]]);
  assert.equal(
    inShard("e\u0301.mp3", { index: 1, count: 2 }),
    inShard("\u00e9.mp3", { index: 1, count: 2 }),
  );
});

Deno.test("parseShard() reads i/n and refuses anything else", () => {
  assert.deepEqual(parseShard("2/8"), { index: 2, count: 8 });
  for (const text of ["", "0/3", "4/3", "1", "1/0", "-1/2", "1.5/2", "a/b"]) {
    assert.throws(() => parseShard(text), RangeError);
  }
});

Deno.test("findAudio() can be stopped", () =>
  inFolder(async (folder) => {
    for (let i = 0; i < 5; i++) await put(join(folder, `${i}.wav`));
    const control = new AbortController();
    const seen: FoundAudio[] = [];
    await assert.rejects(async () => {
      for await (const item of findAudio([folder], { signal: control.signal })) {
        if (!("skipped" in item)) seen.push(item);
        control.abort();
      }
    }, { name: "AbortError" });
    assert.equal(seen.length, 1);
  }));
