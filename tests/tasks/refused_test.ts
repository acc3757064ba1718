import assert from "node:assert/strict";
import { join } from "node:path";
import { openStore } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder, outcome } from "./_command.ts";

async function music(folder: string, from: number, to: number): Promise<string> {
  const path = join(folder, "music");
  await Deno.mkdir(path, { recursive: true });
  for (let i = from; i < to; i++) {
    await Deno.writeFile(join(path, `${i}.wav`), wavOf([clicks(90 + i, { seconds: 4 })]));
  }
  return path;
}

async function run(program: string, ...args: readonly string[]): Promise<boolean> {
  return (await new Deno.Command(program, { args: [...args], stderr: "null" }).output()).success;
}

async function tracksOf(db: string): Promise<number> {
  using store = await openStore(db);
  const tracks = await Array.fromAsync(store.tracks());
  for (const { id } of tracks) assert.ok(await store.vector("timbre", id));
  return tracks.length;
}

function assertOneLine(err: string, pattern: RegExp): void {
  const lines = err.split("\n").filter((line) => !/^(Without |[█░]|$)/.test(line));
  assert.equal(lines.length, 1, err);
  assert.match(lines[0]!, pattern);
}

Deno.test({
  name: "analyze on a full disk is one clear line, and what was stored stays",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    await inFolder(async (folder) => {
      const disk = join(folder, "disk");
      await Deno.mkdir(disk);
      const mounted = await run("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk);
      if (!mounted) return;
      try {
        const db = join(disk, "x.kv");
        const path = await music(folder, 0, 60);
        const full = await outcome("analyze", path, `--db=${db}`, "--workers=2");
        assert.equal(full.code, 1, full.err);
        assertOneLine(full.err, /disk (is full|refused).*everything stored before is intact/);
        assert.ok(await run("mount", "-o", "remount,size=60m", disk));
        const kept = await tracksOf(db);
        assert.equal((await outcome("analyze", path, `--db=${db}`)).code, 0);
        assert.ok(kept < 60);
        assert.equal(await tracksOf(db), 60);
      } finally {
        await run("umount", "-l", disk);
      }
    });
  },
});

Deno.test({
  name: "analyze on a read-only store is one clear line and no damage",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    await inFolder(async (folder) => {
      const disk = join(folder, "disk");
      await Deno.mkdir(disk);
      if (!await run("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk)) return;
      try {
        const db = join(disk, "x.kv");
        const path = await music(folder, 0, 2);
        assert.equal((await outcome("analyze", path, `--db=${db}`)).code, 0);
        assert.ok(await run("mount", "-o", "remount,ro", disk));
        await music(folder, 2, 4);
        const refused = await outcome("analyze", path, `--db=${db}`);
        assert.equal(refused.code, 1);
        assertOneLine(refused.err, /^Cannot .*(read-only|cannot be opened)/);
        assert.ok(await run("mount", "-o", "remount,rw", disk));
        assert.equal(await tracksOf(db), 2);
      } finally {
        await run("umount", "-l", disk);
      }
    });
  },
});

Deno.test("deno task errors lists path, stage and reason, on the screen and as TSV", async () => {
  await inFolder(async (folder) => {
    const path = await music(folder, 0, 1);
    await Deno.writeTextFile(join(path, "bad\tname.flac"), "fLaC but no stream at all");
    const db = join(folder, "x.kv");
    assert.equal((await outcome("analyze", path, `--db=${db}`)).code, 0);
    const screen = await outcome("errors", `--db=${db}`);
    assert.equal(screen.code, 0);
    assert.match(screen.out, /bad\\tname\.flac: decode: .+\n1 error\n/);
    const tsv = join(folder, "errors.tsv");
    assert.equal((await outcome("errors", `--db=${db}`, `--tsv=${tsv}`)).code, 0);
    const [header, row, ...rest] = (await Deno.readTextFile(tsv)).split("\n");
    assert.deepEqual(header!.split("\t").slice(0, 3), ["path", "stage", "reason"]);
    assert.match(row!, /^"[^"]*bad\tname\.flac"\tdecode\t[^\t]+\t\d+\t\d+\t[\d.]+$/);
    assert.deepEqual(rest, [""]);
    const again = await outcome("analyze", path, `--db=${db}`);
    assert.match(again.out, /failed before/);
    await Deno.writeFile(join(path, "bad\tname.flac"), wavOf([clicks(100, { seconds: 4 })]));
    assert.equal((await outcome("analyze", path, `--db=${db}`, "--retry-errors")).code, 0);
    assert.match((await outcome("errors", `--db=${db}`)).out, /^0 errors/);
  });
});
