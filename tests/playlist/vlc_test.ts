import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Entry } from "../../playlist/playlist.ts";
import { type PathOptions, writePlaylist } from "../../playlist/mod.ts";
import { isInstalled } from "../fixtures/program.ts";
import { wavOf } from "../fixtures/wav.ts";

const NAMES = [
  "plain.wav",
  "#first.wav",
  "100% %20 done.wav",
  "question?.wav",
  `"quoted" 'twice'.wav`,
  "שלום 🎵.wav",
  "  leading.wav",
  "trailing.wav ",
  "a & b; <c>, d.wav",
  "back\\slash | [x] {y}.wav",
  "line\nend.wav",
  "http: no.wav",
];
/** What VLC takes for a part of a URL on a relative line; XSPF is the form for these. */
const MISREAD = /[#?\n]|%[0-9a-f]{2}|\s$/i;

const hasVlc = await isInstalled("cvlc", ["--version"], nobody());
if (!hasVlc) console.log("VLC is not installed: its reading of playlists is not tested");

/** VLC refuses to run as root. */
function nobody(): Pick<Deno.CommandOptions, "uid" | "gid" | "env"> {
  const root = Deno.uid() === 0;
  return root ? { uid: 65534, gid: 65534, env: { HOME: tmpdir() } } : {};
}

/** The paths that VLC opens on its way through a list. */
async function openedByVlc(list: string): Promise<ReadonlySet<string>> {
  const quiet = ["--intf", "dummy", "--no-audio", "--no-video", "--no-media-library", "--no-color"];
  const { stderr } = await new Deno.Command("cvlc", {
    args: [...quiet, "-vv", "--play-and-exit", list],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(60_000),
    ...nobody(),
  }).output();
  const log = new TextDecoder().decode(stderr);
  const opened = log.matchAll(/creating access: file:\/\/(\S+)/g);
  return new Set([...opened].map(([, path]) => decodeURIComponent(path!)));
}

async function check(
  names: readonly string[],
  options: { readonly format: "m3u8" | "xspf"; readonly paths: (folder: string) => PathOptions },
): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "vlc-"));
  try {
    const folder = join(parent, "music");
    await mkdir(folder);
    await chmod(parent, 0o755);
    const entries = names.map((name): Entry => ({
      id: name,
      path: join(folder, name),
      title: name,
      artist: "A & <b>",
      album: "",
      duration: 0.05,
    }));
    for (const { path } of entries) {
      await writeFile(path, wavOf([new Float32Array(400)], { sampleRate: 8_000 }));
    }
    const { format, paths } = options;
    const { text, left } = writePlaylist({ name: "x", query: "q=%20", entries }, {
      format,
      ...paths(folder),
    });
    assert.deepEqual(left, []);
    const list = join(folder, `list.${format}`);
    await writeFile(list, text);
    const opened = await openedByVlc(list);
    assert.deepEqual(entries.filter(({ path }) => !opened.has(path)).map(({ id }) => id), []);
  } finally {
    await rm(parent, { recursive: true });
  }
}

const READINGS = [
  ["m3u8", "absolute", NAMES],
  ["m3u8", "relative", NAMES.filter((name) => !MISREAD.test(name))],
  ["xspf", "absolute", NAMES],
  ["xspf", "relative", NAMES],
] as const;
for (const [format, form, names] of READINGS) {
  Deno.test({
    name: `VLC opens every track of ${format.toUpperCase()} with ${form} paths`,
    ignore: !hasVlc,
    fn: () =>
      check(names, {
        format,
        paths: (folder) => form === "relative" ? { relativeTo: folder } : {},
      }),
  });
}
