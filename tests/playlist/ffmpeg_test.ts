import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Entry } from "../../playlist/playlist.ts";
import { writeM3u8 } from "../../playlist/m3u8.ts";

/** A second of silence, in a format whose files can be read one after another. */
function silence(path: string): void {
  const made = ["-f", "lavfi", "-i", "anullsrc=r=22050:cl=mono", "-t", "1", "-f", "mp3"];
  const { status } = spawnSync("ffmpeg", ["-v", "error", ...made, path]);
  assert.equal(status, 0);
}

const NAMES = [
  "#first.mp3",
  "100% %20 done.mp3",
  `"quoted" 'twice'.mp3`,
  "שלום.mp3",
  "  leading.mp3",
  "a & b, c.mp3",
];
/** Written as `file:` URLs where they are absolute, which VLC asks for and ffmpeg does not decode. */
const AS_URL = /[#?]|%[0-9a-f]{2}/i;
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;

/** The files that ffmpeg opens on its way through a list. */
function filesOpened(list: string, cwd: string): string[] {
  // ffmpeg reads M3U as the segments of a finished stream, and only when told that it is one.
  const options = ["-f", "hls", "-allowed_extensions", "ALL", "-protocol_whitelist", "file"];
  const { stderr } = spawnSync(
    "ffmpeg",
    ["-hide_banner", "-v", "info", ...options, "-i", list, "-f", "null", "-"],
    { cwd, encoding: "utf8" },
  );
  const opened = [...stderr.matchAll(/Opening '(.*)' for reading/g)].map(([, path]) => path!);
  return opened.map((path) => path.replace(/^file:/, "").replace(/^\.\//, ""));
}

for (const form of ["absolute", "relative"] as const) {
  Deno.test({
    name: `ffmpeg opens every track of an M3U8 with ${form} paths`,
    ignore: !hasFfmpeg,
    fn: async () => {
      const folder = await mkdtemp(join(tmpdir(), "playlist-"));
      try {
        const names = form === "relative" ? NAMES : NAMES.filter((name) => !AS_URL.test(name));
        const entries = names.map((name): Entry => ({
          id: name,
          path: join(folder, name),
          title: name,
          artist: "",
          album: "",
          duration: 1,
        }));
        for (const { path } of entries) silence(`file:${path}`);
        const options = form === "relative" ? { relativeTo: folder } : {};
        const { text } = writeM3u8({ name: "x", query: "q=%20", entries }, options);
        await writeFile(join(folder, "list.m3u8"), `${text}#EXT-X-ENDLIST\n`);
        const named = form === "relative" ? names : entries.map((entry) => entry.path);
        const opened = new Set(filesOpened("list.m3u8", folder));
        assert.deepEqual(named.filter((name) => !opened.has(name)), []);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  });
}
