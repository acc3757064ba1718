import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { fileURLToPath } from "node:url";
import { audioHash } from "../../analysis/mod.ts";
import { applyTags, Journal, latestJournal, readJournal, undoTags } from "../../tagging/mod.ts";
import { readTagValues, tagIn, withTags } from "../../tagging/tag_file.ts";
import { pythonWith } from "../fixtures/python.ts";

const CHORD = fileURLToPath(new URL("../fixtures/audio/chord.mp3", import.meta.url));
const CHANGES = {
  BPM: ["128"],
  INITIALKEY: ["8A"],
  GENRE: ["House", "電子音楽"],
  MOOD: ["Happy"],
  ENERGY: ["7"],
  REPLAYGAIN_TRACK_GAIN: ["-8.50 dB"],
  COMMENT: ["8A · 128 BPM"],
};

const ascii = (text: string) => Buffer.from(text, "latin1");
const utf8 = (...texts: readonly string[]) => Buffer.from(texts.join("\0"), "utf8");
const wide = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

/** A frame; sizes of ID3v2.4 have seven bits a byte. */
function frame(version: 3 | 4, id: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, "latin1");
  head.set(sizeOf(body.length, version === 4 ? 7 : 8), 4);
  return Buffer.concat([head, body]);
}

function sizeOf(size: number, bits: 7 | 8): number[] {
  return [3, 2, 1, 0].map((i) => Math.floor(size / 2 ** (bits * i)) % 2 ** bits);
}

/** The chord without its tag, behind one of these frames. */
async function chordWith(version: 3 | 4, frames: readonly Buffer[]): Promise<Uint8Array> {
  const body = Buffer.concat([...frames, Buffer.alloc(64)]);
  const header = Buffer.from([0x49, 0x44, 0x33, version, 0, 0, ...sizeOf(body.length, 7)]);
  return new Uint8Array(Buffer.concat([header, body, await bareChord()]));
}

async function bareChord(): Promise<Buffer> {
  const bytes = Buffer.from(await Deno.readFile(CHORD));
  return bytes.subarray(0, 3).equals(ascii("ID3"))
    ? bytes.subarray(10 + bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + byte, 0))
    : bytes;
}

const OLDER = [
  frame(3, "TIT2", Buffer.concat([Buffer.from([1]), wide("Ärger 東京")])),
  frame(3, "TYER", ascii("\x002024")),
  frame(3, "TDAT", ascii("\x001703")),
  frame(3, "TIME", ascii("\x001234")),
  frame(3, "IPLS", ascii("\0producer\0Pat")),
  frame(3, "TXXX", ascii("\0energy\x003")),
  frame(3, "CHAP", Buffer.from([99, 0, ...Array(16).fill(0)])),
  frame(
    3,
    "GEOB",
    Buffer.concat([
      ascii("\0application/octet-stream\0f\0Serato Markers_\0"),
      Buffer.alloc(300, 0xff),
    ]),
  ),
  frame(3, "PRIV", Buffer.from("x.y\0\xff\0\xff\xe0", "latin1")),
  frame(3, "APIC", Buffer.concat([ascii("\0image/png\0\x03\0"), Buffer.alloc(200, 0xe0)])),
];
const NEWER = [
  frame(4, "TIT2", utf8("\x03Ärger 東京")),
  frame(4, "TDRC", utf8("\x032024-03-17T12:34")),
  frame(4, "TMCL", utf8("\x03guitar", "Ann", "bass", "Bo")),
  frame(4, "USLT", utf8("\x03deu", "Straße 東")),
  frame(
    4,
    "APIC",
    Buffer.concat([utf8("\x03image/png", "\x03カバー", ""), Buffer.alloc(200, 0xe0)]),
  ),
];

Deno.test("a tag of ID3v2.3 stays one, and what is not written stays to the byte", async () => {
  const before = await chordWith(3, OLDER);
  const after = Buffer.from(await withTags(before, CHANGES));
  assert.deepEqual([...after.subarray(0, 6)], [0x49, 0x44, 0x33, 3, 0, 0]);
  for (const kept of OLDER) {
    const isReplaced = kept.subarray(0, 4).equals(ascii("TXXX"));
    assert.equal(after.includes(kept), !isReplaced, kept.toString("latin1", 0, 40));
  }
  assert.ok(after.includes(frame(3, "TBPM", ascii("\x00128"))));
  assert.ok(after.includes(wide("電子音楽")), "UTF-16 with its mark, as ID3v2.3 knows no UTF-8");
  for (const [tag, values] of Object.entries(CHANGES)) {
    assert.deepEqual(tagIn(await readTagValues(after), tag), values, tag);
  }
  assert.deepEqual(await withTags(after, CHANGES), new Uint8Array(after), "once more is the same");
});

Deno.test("a tag of ID3v2.3 whose zeros were put in is read without them", async () => {
  const plain = await chordWith(3, OLDER);
  const size = 10 + Buffer.from(plain.subarray(6, 10)).reduce((sum, byte) => sum * 128 + byte, 0);
  const body = [...plain.subarray(10, size)].flatMap((byte, i, all) =>
    byte === 0xff && (all[i + 1] === 0 || (all[i + 1] ?? 0) >= 0xe0) ? [byte, 0] : [byte]
  );
  const header = [0x49, 0x44, 0x33, 3, 0, 0x80, ...sizeOf(body.length, 7)];
  const before = Uint8Array.from([...header, ...body, ...plain.subarray(size)]);
  const after = Buffer.from(await withTags(before, CHANGES));
  assert.ok(OLDER.filter((one) => !one.includes("energy")).every((one) => after.includes(one)));
});

Deno.test("--id3 gives a tag of 2.4, and a file without any, ID3v2.3; without it both are 2.4", async () => {
  for (const before of [await chordWith(4, NEWER), new Uint8Array(await bareChord())]) {
    assert.equal((await withTags(before, CHANGES, "2.3"))[3], 3);
    assert.equal((await withTags(before, CHANGES))[3], 4);
  }
  const after = Buffer.from(await withTags(await chordWith(4, NEWER), CHANGES, "2.3"));
  for (const [id, text] of [["TYER", "2024"], ["TDAT", "1703"], ["TIME", "1234"]] as const) {
    assert.ok(after.includes(frame(3, id, ascii(`\0${text}`))), id);
  }
  assert.ok(after.includes(frame(3, "IPLS", ascii("\0guitar\0Ann\0bass\0Bo"))));
  assert.ok(!after.includes(ascii("TDRC")) && after.includes(wide("カバー")));
  assert.equal((await withTags(await chordWith(3, OLDER), CHANGES, "2.4"))[3], 4);
});

Deno.test("what ID3v2.3 does not hold leaves a tag of 2.4 as it is", async () => {
  const inTag = (one: Buffer) => chordWith(4, [...NEWER, one]);
  const chapter = await inTag(frame(4, "CHAP", Buffer.from([99, 0, ...Array(16).fill(0)])));
  await assert.rejects(withTags(chapter, CHANGES, "2.3"), /frame CHAP is not put from ID3v2.4/);
  const seconds = await chordWith(4, [frame(4, "TDRC", utf8("\x032024-03-17T12:34:56"))]);
  await assert.rejects(withTags(seconds, CHANGES, "2.3"), /its tag DATE would not stay as it is/);
});

Deno.test("files of ID3v2.3 sound as they did, and are taken back to the byte", async () => {
  const music = await Deno.realPath(await Deno.makeTempDir());
  try {
    const path = `${music}/a.mp3`;
    for (
      const [before, id3] of [[await chordWith(3, OLDER)], [
        await chordWith(4, NEWER),
        "2.3",
      ]] as const
    ) {
      await Deno.writeFile(path, before);
      const sound = await audioHash(path);
      const { size, mtime } = await Deno.stat(path);
      const changes = Object.entries(CHANGES).map(([tag, values]) => ({
        tag,
        old: [],
        new: values,
        certainty: "sure",
      }));
      const journal = Journal.begin(`${music}/journal`, new Date());
      const written = await applyTags(
        { id: "a", path, size, modified: mtime!.getTime(), changes },
        { music, journal, keepTimes: false, ...(id3 && { id3 }) },
      );
      assert.ok(!("reason" in written), JSON.stringify(written));
      assert.deepEqual([await audioHash(path), (await Deno.readFile(path))[3]], [sound, 3]);
      const [entry] = await readJournal(await latestJournal(`${music}/journal`));
      await undoTags(entry!, { music });
      assert.deepEqual(await Deno.readFile(path), before);
      await Deno.remove(`${music}/journal`, { recursive: true });
    }
  } finally {
    await Deno.remove(music, { recursive: true });
  }
});

Deno.test("a file that is left as it is leaves no entry, and no journal before the one to undo", async () => {
  const music = await Deno.realPath(await Deno.makeTempDir());
  try {
    const path = `${music}/a.mp3`;
    await Deno.writeFile(path, await chordWith(4, NEWER));
    const { size, mtime } = await Deno.stat(path);
    const changes = [{ tag: "BPM", old: [], new: ["128"], certainty: "sure" }];
    const planned = { id: "a", path, size, modified: mtime!.getTime(), changes };
    const journal = Journal.begin(`${music}/journal`, new Date());
    const add = journal.add.bind(journal);
    journal.add = async (entry) => {
      await add(entry);
      await Deno.utime(path, 0, 0);
    };
    const left = await applyTags(planned, { music, journal, keepTimes: false });
    assert.deepEqual(left, { path, reason: "somebody else is changing it" });
    assert.deepEqual([...Deno.readDirSync(`${music}/journal`)], []);
  } finally {
    await Deno.remove(music, { recursive: true });
  }
});

const python = await pythonWith("mutagen");
Deno.test({
  name: "Mutagen reads what is written in ID3v2.3",
  ignore: !python,
  async fn() {
    const path = await Deno.makeTempFile({ suffix: ".mp3" });
    try {
      await Deno.writeFile(path, await withTags(await chordWith(4, NEWER), CHANGES, "2.3"));
      const found = await python!.json(READ, path);
      assert.deepEqual(found, {
        version: [2, 3, 0],
        TIT2: ["Ärger 東京"],
        TYER: ["2024"],
        TDAT: ["1703"],
        TIME: ["1234"],
        TBPM: ["128"],
        TKEY: ["8A"],
        TCON: ["House", "電子音楽"],
        "TXXX:MOOD": ["Happy"],
        "TXXX:ENERGY": ["7"],
        "TXXX:REPLAYGAIN_TRACK_GAIN": ["-8.50 dB"],
        "COMM::XXX": ["8A · 128 BPM"],
        people: [["guitar", "Ann"], ["bass", "Bo"]],
        lyrics: "Straße 東",
        cover: ["カバー", 200],
      });
    } finally {
      await Deno.remove(path);
    }
  },
});

const READ = `
import json, sys
from mutagen.id3 import ID3
tag = ID3(sys.argv[1], translate=False)
found = {"version": tag.version}
for name in ["TIT2", "TYER", "TDAT", "TIME", "TBPM", "TKEY", "TCON", "TXXX:MOOD", "TXXX:ENERGY",
             "TXXX:REPLAYGAIN_TRACK_GAIN", "COMM::XXX"]:
    found[name] = tag[name].text
found["people"] = tag["IPLS"].people
found["lyrics"] = tag.getall("USLT")[0].text
cover = tag.getall("APIC")[0]
found["cover"] = [cover.desc, len(cover.data)]
print(json.dumps(found))
`;
