import assert from "node:assert/strict";
import { join } from "node:path";
import { audioHash } from "../../../analysis/mod.ts";
import { clicks } from "../_audio.ts";
import { wavOf } from "../../fixtures/wav.ts";
import { apeTag, ascii, id3, id3v1, joined, number, retaggedFlac, retaggedOgg } from "./_retag.ts";

const AUDIO = new URL("../../fixtures/audio/", import.meta.url);
const fixture = (name: string) => Deno.readFile(new URL(name, AUDIO));

async function hashOf(bytes: Uint8Array): Promise<string> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, bytes);
    return await audioHash(path);
  } finally {
    await Deno.remove(path);
  }
}

async function wholeHash(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice())).toHex();
}

/** Says that files hold the same sound, and that one with another byte of sound does not. */
async function same(before: Uint8Array, ...after: readonly Uint8Array[]): Promise<void> {
  const hash = await hashOf(before);
  assert.notEqual(hash, await wholeHash(before), "the payload was not found");
  for (const bytes of after) assert.equal(await hashOf(bytes), hash);
}

async function other(before: Uint8Array, at: number): Promise<void> {
  const changed = before.slice();
  changed[at]! ^= 1;
  assert.notEqual(await hashOf(changed), await hashOf(before));
}

Deno.test("audioHash() of MPEG audio leaves out ID3v2, ID3v1, APEv2 and Lyrics3", async () => {
  const bare = await fixture("chord.mp3");
  const tagged = joined(id3("One", 300), bare);
  const lyrics = joined(ascii("LYRICSBEGIN"), ascii("LYR00003la "));
  await same(
    tagged,
    joined(id3("Another", 20), bare),
    joined(id3("One"), bare, id3v1("One")),
    joined(bare, apeTag("Loud"), id3v1("One")),
    joined(bare, lyrics, ascii(String(lyrics.length).padStart(6, "0")), ascii("LYRICS200")),
  );
  await other(bare, bare.length >> 1);
});

Deno.test("audioHash() of FLAC leaves out comments, pictures and padding", async () => {
  const flac = await fixture("chord.flac");
  await same(flac, retaggedFlac(flac, "Another"), joined(id3("Before"), flac));
  await other(flac, flac.length - 100);
  await other(flac, 30);
});

for (const name of ["chord.ogg", "chord.opus"]) {
  Deno.test(`audioHash() of ${name} leaves out the comment, however many pages it takes`, async () => {
    const ogg = await fixture(name);
    await same(ogg, retaggedOgg(ogg, 10), retaggedOgg(ogg, 100_000));
    await other(ogg, ogg.length - 50);
  });
}

Deno.test("audioHash() of MP4 is of its media data, wherever that stands", async () => {
  const atom = (id: string, body: Uint8Array) =>
    joined(number(body.length + 8, 4), ascii(id), body);
  const [plain, fast] = [await fixture("chord.m4a"), await fixture("chord.faststart.m4a")];
  const cover = atom("free", new Uint8Array(5_000).fill(7));
  await same(plain, fast, joined(fast, cover), joined(plain, cover));
});

Deno.test("audioHash() of WAV is of its format and data", async () => {
  const wav = wavOf([clicks(120, { seconds: 1 })]);
  const chunk = (id: string, body: Uint8Array) =>
    joined(ascii(id), number(body.length, 4, true), body, new Uint8Array(body.length & 1));
  await same(
    wav,
    joined(wav, chunk("id3 ", id3("Title"))),
    joined(wav.subarray(0, 36), chunk("LIST", ascii("INFOINAM")), wav.subarray(36)),
    joined(id3("Before"), wav),
  );
  await other(wav, 24);
  await other(wav, wav.length - 1);
});

Deno.test("audioHash() of AIFF, CAF, DSF, ASF and Matroska is of what sounds", async () => {
  const chunk = (id: string, body: Uint8Array) =>
    joined(ascii(id), number(body.length, 4), body, new Uint8Array(body.length & 1));
  const sound = Uint8Array.from({ length: 999 }, (_, i) => i);
  const aiff = (...chunks: Uint8Array[]) =>
    joined(ascii("FORM"), number(0, 4), ascii("AIFF"), ...chunks);
  const common = chunk("COMM", new Uint8Array(18));
  await same(
    aiff(common, chunk("SSND", sound)),
    aiff(chunk("NAME", ascii("Odd")), common, chunk("SSND", sound), chunk("ID3 ", id3("x"))),
  );
  const caf = (id: string, body: Uint8Array) => joined(ascii(id), number(body.length, 8), body);
  const cafHead = joined(ascii("caff"), [0, 1, 0, 0], caf("desc", new Uint8Array(32)));
  await same(
    joined(cafHead, caf("data", sound)),
    joined(cafHead, caf("info", ascii("title")), caf("data", sound)),
  );
  const dsf = (tags: Uint8Array) => {
    const audio = joined(ascii("fmt "), new Uint8Array(48), ascii("data"), sound);
    const end = 28 + audio.length;
    const pointer = number(tags.length > 0 ? end : 0, 8, true);
    return joined(ascii("DSD "), number(28, 8, true), number(end, 8, true), pointer, audio, tags);
  };
  await same(dsf(new Uint8Array()), dsf(id3("Tagged", 30)));
  const guid = (text: string) => Uint8Array.from(text.match(/../g)!, (byte) => parseInt(byte, 16));
  const object = (id: string, body: Uint8Array) =>
    joined(guid(id), number(body.length + 24, 8, true), body);
  const asf = (title: string) =>
    joined(
      object("3026b2758e66cf11a6d900aa0062ce6c", ascii(title)),
      object("3626b2758e66cf11a6d900aa0062ce6c", joined(new Uint8Array(26), sound)),
    );
  await same(asf("One"), asf("Another title"));
  const element = (id: number, body: Uint8Array) =>
    joined(number(id, 4), [0x10], number(body.length, 3), body);
  const matroska = (title: string) =>
    joined(
      element(0x1a45dfa3, ascii("webm")),
      element(
        0x18538067,
        joined(element(0x1254c367, ascii(title)), element(0x1f43b675, sound)),
      ),
    );
  await same(matroska("One"), matroska("Another title"));
});

Deno.test("audioHash() is of the whole file where no payload is found", async () => {
  for (const bytes of [ascii("abc"), new Uint8Array(), id3("Only a tag"), ascii("fLaC\0")]) {
    assert.equal(await hashOf(bytes), await wholeHash(bytes));
  }
  const cut = (await fixture("chord.ogg")).slice(0, 5_000);
  cut.fill(0, 4_500);
  assert.equal((await hashOf(cut)).length, 64);
});

Deno.test("audioHash() says in the system's words that a file is not there", async () => {
  await assert.rejects(audioHash(join(Deno.cwd(), "no such file")), Deno.errors.NotFound);
});
