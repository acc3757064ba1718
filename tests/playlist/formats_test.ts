import assert from "node:assert/strict";
import fc from "fast-check";
import { type Entry } from "../../playlist/playlist.ts";
import { labelOf, readM3u8, writeM3u8 } from "../../playlist/m3u8.ts";
import { mapPath } from "../../playlist/paths.ts";
import {
  type Playlist,
  PLAYLIST_FORMATS,
  readPlaylist,
  writePlaylist,
} from "../../playlist/mod.ts";

/** File names that playlist formats are known to trip over. */
const AWKWARD = [
  "#first.mp3",
  "  leading spaces.mp3",
  "trailing space ",
  "100% %20 done.mp3",
  `"quoted" 'twice'.mp3`,
  "line\nend.mp3",
  "carriage\rreturn.mp3",
  "tab\there.mp3",
  "back\\slash.mp3",
  "http:colon.mp3",
  "שלום עולם.mp3",
  "مرحبا.mp3",
  "e\u0301 decomposed.mp3",
  "emoji 🎶.mp3",
  "a & b <c>.mp3",
  "]]>.mp3",
  "comma, here.mp3",
  "question?#fragment.mp3",
  "\ufeffbom.mp3",
  "..",
];

function entry(path: string): Entry {
  return { id: "t", path, title: "T", artist: "A", album: "", duration: 61.4 };
}

function playlist(entries: readonly Entry[]): Playlist {
  return { name: "Evening", query: "tempo=120..130&q=a,b", entries };
}

Deno.test("every format reads back every path, name and query it wrote", () => {
  const name = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: "grapheme", minLength: 1 }))
    .map((name) => name.replaceAll("\0", "").replaceAll("/", "") || "x");
  // XML and M3U take no control characters in names; paths are percent-encoded where it matters.
  const text = fc.stringMatching(/^[\p{L}\p{N} &<>"'%#,]{0,20}$/u).map((t) => t.trim());
  const anyEntry: fc.Arbitrary<Entry> = fc.record({
    id: fc.stringMatching(/^[0-9a-f]{20}$/),
    path: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join("/")}`),
    title: text,
    artist: text,
    album: text,
    duration: fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constant(NaN)),
  });
  fc.assert(fc.property(fc.array(anyEntry), (entries) => {
    for (const format of PLAYLIST_FORMATS) {
      const { text, left } = writePlaylist(playlist(entries), { format });
      assert.deepEqual(left, []);
      const back = readPlaylist(text);
      if (format !== "tsv") assert.equal(back.query, "tempo=120..130&q=a,b");
      if (format !== "tsv") assert.equal(back.name, "Evening");
      assert.deepEqual(
        back.entries,
        entries.map((e) => ({ path: e.path, label: labelOf(e), duration: e.duration })),
        format,
      );
    }
  }));
});

Deno.test("writeM3u8() is one directive and one path a track", () => {
  const { text } = writeM3u8(playlist([entry("/music/a b.mp3")]));
  assert.equal(
    text,
    "#EXTM3U\n#PLAYLIST:Evening\n#FONOTECA-QUERY:tempo=120..130&q=a,b\n" +
      "#EXTINF:61,A - T\n/music/a b.mp3\n",
  );
});

Deno.test("writeM3u8() keeps comments and URLs apart from relative paths", () => {
  const options = { relativeTo: "/music" };
  const lines = (path: string) => writeM3u8(playlist([entry(path)]), options).text.split("\n");
  assert.equal(lines("/music/#1.mp3").at(-2), "./#1.mp3");
  assert.equal(lines("/music/  x.mp3").at(-2), "./  x.mp3");
  assert.equal(lines("/music/http:x.mp3").at(-2), "./http:x.mp3");
  assert.equal(lines("/music/a/b.mp3").at(-2), "a/b.mp3");
  assert.equal(lines("/other/b.mp3").at(-2), "../other/b.mp3");
});

Deno.test("writeM3u8() writes a path with a line end as a URL, or says that it cannot", () => {
  const made = playlist([entry("/music/line\nend.mp3"), entry("/music/fine.mp3")]);
  assert.equal(writeM3u8(made).text.split("\n").at(-4), "file:///music/line%0Aend.mp3");
  const { text, left } = writeM3u8(made, { relativeTo: "/music/" });
  assert.deepEqual(readM3u8(text).entries.map((e) => e.path), ["fine.mp3"]);
  assert.equal(left[0]!.entry.path, "/music/line\nend.mp3");
  assert.match(left[0]!.reason, /line end/);
});

Deno.test("writeM3u8() keeps a title with line ends on its line", () => {
  const made = playlist([{ ...entry("/a.mp3"), title: "one\r\n#EXTINF:9,two", duration: NaN }]);
  const { text } = writeM3u8(made);
  assert.equal(text.split("\n").length, 6);
  assert.deepEqual(readM3u8(text).entries, [
    { path: "/a.mp3", label: "A - one #EXTINF:9,two", duration: NaN },
  ]);
});

Deno.test("readM3u8() reads plain lists, byte-order marks, and DOS line ends", () => {
  const { entries } = readM3u8("\ufeff#EXTM3U\r\n#EXTINF:10\r\nC:\\a.mp3\r\n\r\n  b.mp3\r\n");
  assert.deepEqual(entries, [
    { path: "C:\\a.mp3", label: "", duration: 10 },
    { path: "b.mp3", label: "", duration: NaN },
  ]);
});

Deno.test("readPlaylist() refuses what is no playlist", () => {
  assert.throws(() => readPlaylist("hello"), SyntaxError);
  assert.throws(() => readPlaylist("{}"), SyntaxError);
});

Deno.test("mapPath() maps prefixes at folder borders, to backslashes too", () => {
  const prefix = { from: "/music/", to: "D:\\Music\\" };
  assert.equal(mapPath("/music/a/b.mp3", { prefix }), "D:\\Music\\a\\b.mp3");
  assert.equal(mapPath("/musical/a.mp3", { prefix }), "/musical/a.mp3");
  assert.equal(mapPath("/music/a.mp3", { prefix: { from: "/music", to: "/m" } }), "/m/a.mp3");
  assert.equal(mapPath("/a/b.mp3", { relativeTo: "/" }), "a/b.mp3");
  assert.equal(mapPath("/a/b.mp3", { relativeTo: "/a/c/d" }), "../../b.mp3");
});
