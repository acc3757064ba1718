import { crc32, deflateSync } from "node:zlib";
import type { Library } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import {
  hashedPassword,
  keyHash,
  Subsonic,
  type SubsonicUser,
  subsonicUsers,
} from "../../subsonic/mod.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** The password of the user anna. */
export const PASSWORD = "correct horse";
/** An API key of hers. */
export const KEY = "a-key-of-anna";
/** How anna's app logs in. */
export const ANNA = { u: "anna", p: PASSWORD, v: "1.16.1", c: "test" };

/** Ten sample clips for music apps, one of them with a cover, and the user anna. */
export async function musicSite(user: Partial<SubsonicUser> = {}) {
  const folder = await Deno.makeTempDir();
  const library = await heardLibrary(10, { location: `${folder}/test.kv` });
  await Deno.mkdir(`${folder}/music/Album`, { recursive: true });
  const path = `${folder}/music/Album/covered.mp3`;
  await Deno.writeFile(path, coveredMp3(pngOf(900, 600)));
  const { size, mtime } = await Deno.stat(path);
  const plain = trackOf("covered");
  await library.store.addRoots([`${folder}/music`]);
  await library.store.putMany([{
    track: {
      ...plain,
      path,
      file: {
        ...plain.file,
        size,
        modified: mtime!.getTime(),
        container: "mp3",
        codec: "mp3",
        hasCover: true,
      },
      tags: {
        title: 'Größer & "besser" <1>',
        artist: "Anna & Béla",
        artists: ["Anna", "Béla"],
        album: "Album",
        albumArtist: "The Duo",
        composer: "Cé",
        trackNumber: 3,
        discNumber: 1,
        year: 1999,
        genres: ["Drum & Bass", "Jazz"],
      },
      values: { ...plain.values, loudness: -10.5, true_peak: -0.4 },
    },
  }]);
  await library.collection.refresh();
  await subsonicUsers(library.store).put("anna", {
    created: 1,
    password: await hashedPassword(PASSWORD),
    keys: [{ label: "phone", hash: keyHash(KEY), created: 1 }],
    ...user,
  });
  const handler = createApp({ library, hostname: "127.0.0.1", subsonic: true }).handler();
  const ask = (path: string, init?: RequestInit) =>
    handler(new Request(`http://127.0.0.1:8000${path}`, init));
  return {
    folder,
    library,
    handler,
    ask,
    /** What anna's app is answered, as JSON. */
    async call(name: string, params: Readonly<Record<string, string>> | string[][] = {}) {
      const response = await ask(`/rest/${name}?${query({ f: "json" }, params)}`);
      return (await response.json())["subsonic-response"];
    },
    async [Symbol.asyncDispose]() {
      await library.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The query of a call by anna. */
export function query(
  own: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>> | string[][] = {},
): URLSearchParams {
  const all = new URLSearchParams({ ...ANNA, ...own });
  for (const [name, value] of Array.isArray(params) ? params : Object.entries(params)) {
    all.append(name!, value!);
  }
  return all;
}

/** A service that notes what it logs and how long it would wait. */
export function watchedService(library: Library) {
  const lines: string[] = [];
  const waits: number[] = [];
  const service = new Subsonic(library, {
    version: "0",
    log: (line) => lines.push(line),
    wait(milliseconds) {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { service, lines, waits };
}

/** A sample clip behind an ID3v2.3 tag that holds a picture. */
function coveredMp3(png: Uint8Array): Uint8Array {
  const sound = Deno.readFileSync(
    new URL("../../samples/" + anyMp3(), import.meta.url),
  );
  const text = new TextEncoder().encode("\0image/png\0\x03\0");
  const frame = new Uint8Array(10 + text.length + png.length);
  frame.set(new TextEncoder().encode("APIC"));
  new DataView(frame.buffer).setUint32(4, text.length + png.length);
  frame.set(text, 10);
  frame.set(png, 10 + text.length);
  const head = new Uint8Array([0x49, 0x44, 0x33, 3, 0, 0, ...synchsafe(frame.length)]);
  return new Uint8Array([...head, ...frame, ...sound]);
}

function anyMp3(folder = ""): string {
  const entries = [...Deno.readDirSync(new URL(`../../samples/${folder}`, import.meta.url))]
    .sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (name.endsWith(".mp3")) return folder + name;
    const inside = isDirectory ? anyMp3(`${folder}${name}/`) : "";
    if (inside !== "") return inside;
  }
  return "";
}

function synchsafe(size: number): number[] {
  return [21, 14, 7, 0].map((shift) => size >> shift & 0x7f);
}

/** A grey gradient as PNG. */
export function pngOf(width: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = (x + y) & 0xff;
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head[8] = 8;
  return new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", head),
    ...chunk("IDAT", deflateSync(rows)),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
