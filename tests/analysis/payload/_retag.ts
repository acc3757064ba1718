/** Rewrites files as tag editors do: other tags, the same sound. */

/** Bytes of ASCII text. */
export const ascii = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Bytes one after the other. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** A number in so many bytes. */
export function number(value: number, bytes: number, littleEndian = false): Uint8Array {
  const digits = Uint8Array.from(
    { length: bytes },
    (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255,
  );
  return littleEndian ? digits.reverse() : digits;
}

/** An ID3v2.4 tag with a title, and so many bytes of padding. */
export function id3(title: string, padding = 0): Uint8Array {
  return id3Of("TIT2", { text: title, padding });
}

/** An ID3v2.4 tag with one frame of text, and so many bytes of padding. */
export function id3Of(
  id: string,
  { text, padding = 0 }: { readonly text: string; readonly padding?: number },
): Uint8Array {
  const content = joined([3], new TextEncoder().encode(text));
  const frame = joined(ascii(id), syncsafe(content.length), [0, 0], content);
  const body = joined(frame, new Uint8Array(padding));
  return joined(ascii("ID3"), [4, 0, 0], syncsafe(body.length), body);
}

function syncsafe(value: number): readonly number[] {
  return [21, 14, 7, 0].map((shift) => (value >> shift) & 127);
}

/** An ID3v1 tag. */
export function id3v1(title: string): Uint8Array {
  const tag = new Uint8Array(128);
  tag.set(ascii("TAG"));
  tag.set(ascii(title.slice(0, 30)), 3);
  return tag;
}

/** An APEv2 tag with header and footer. */
export function apeTag(title: string): Uint8Array {
  const item = joined(number(title.length, 4, true), number(0, 4), ascii("Title\0"), ascii(title));
  const edge = (flags: number) =>
    joined(
      ascii("APETAGEX"),
      number(2000, 4, true),
      number(item.length + 32, 4, true),
      number(1, 4, true),
      number(flags, 4, true),
      new Uint8Array(8),
    );
  return joined(edge(0xa000_0000), item, edge(0x8000_0000));
}

/** A FLAC file with a comment and padding in place of all its metadata but STREAMINFO. */
export function retaggedFlac(bytes: Uint8Array, title: string): Uint8Array {
  const comment = ascii(`TITLE=${title}`);
  const block = joined(
    number(0, 4, true),
    number(1, 4, true),
    number(comment.length, 4, true),
    comment,
  );
  const info = bytes.subarray(4, 42);
  let at = 4;
  for (let last = false; !last;) {
    last = (bytes[at]! & 128) !== 0;
    at += 4 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  return joined(
    ascii("fLaC"),
    [info[0]! & 127],
    info.subarray(1),
    [4],
    number(block.length, 3),
    block,
    [0x81],
    number(777, 3),
    new Uint8Array(777),
    bytes.subarray(at),
  );
}

/** An Ogg file whose comment packet has so many bytes more; later pages are numbered anew. */
export function retaggedOgg(bytes: Uint8Array, more: number): Uint8Array {
  const pages = pagesOf(bytes);
  const [first, second] = pages;
  const packets = packetsOf(second!);
  packets[0] = joined(packets[0]!, new Uint8Array(more).fill(32));
  const headers = pagesFor(packets, second!.header);
  const rest = [...headers, ...pages.slice(2).map(({ bytes }) => bytes.slice())];
  for (const [i, page] of rest.entries()) page.set(number(i + 1, 4, true), 18);
  return joined(first!.bytes, ...rest);
}

interface OggPage {
  readonly bytes: Uint8Array;
  readonly header: Uint8Array;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

function pagesOf(bytes: Uint8Array): OggPage[] {
  const pages: OggPage[] = [];
  for (let at = 0; at < bytes.length;) {
    const lacing = bytes.slice(at + 27, at + 27 + bytes[at + 26]!);
    const first = at + 27 + lacing.length;
    const end = first + lacing.reduce((sum, n) => sum + n, 0);
    const header = bytes.slice(at, at + 27);
    pages.push({ bytes: bytes.slice(at, end), header, lacing, body: bytes.slice(first, end) });
    at = end;
  }
  return pages;
}

function packetsOf({ lacing, body }: OggPage): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let [from, at] = [0, 0];
  for (const length of lacing) {
    at += length;
    if (length === 255) continue;
    packets.push(body.slice(from, at));
    from = at;
  }
  return packets;
}

function pagesFor(packets: readonly Uint8Array[], header: Uint8Array): Uint8Array[] {
  const segments = packets.flatMap((packet) =>
    Array.from(
      { length: Math.floor(packet.length / 255) + 1 },
      (_, i) => packet.slice(255 * i, 255 * (i + 1)),
    )
  );
  const pages: Uint8Array[] = [];
  for (let i = 0; i < segments.length; i += 255) {
    const held = segments.slice(i, i + 255);
    const page = joined(header, held.map(({ length }) => length), ...held);
    page[5] = i > 0 && segments[i - 1]!.length === 255 ? 1 : 0;
    page[26] = held.length;
    pages.push(page);
  }
  return pages;
}
