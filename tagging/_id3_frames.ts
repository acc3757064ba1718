/** A frame of an ID3v2 tag. */
export interface Id3Frame {
  /** Four capitals or digits. */
  readonly id: string;
  /** Both bytes, as its version has them. */
  readonly flags: readonly [number, number];
  readonly body: Uint8Array;
}

/** The ID3v2 tag that a file begins with. */
export interface Id3Tag {
  /** 3 or 4, where {@linkcode frames} are read; else as the header says. */
  readonly version: number;
  /** Bytes of all of it, header and padding included. */
  readonly size: number;
  /** In their order; undefined where they cannot be told apart. */
  readonly frames?: readonly Id3Frame[];
}

const HEADER = 10;
const UNSYNCHRONISED = 0x80;
const EXTENDED = 0x40;
const FOOTER = 0x10;
/** The first byte of a frame with texts. */
const LATIN1 = 0;
const UTF16 = 1;
const UTF16BE = 2;
const UTF8 = 3;

/** The tag at the beginning of a file, by the ID3v2.3 and 2.4 documents of id3.org. */
export function readId3(bytes: Uint8Array): Id3Tag | undefined {
  if (bytes.length < HEADER || latin1(bytes.subarray(0, 3)) !== "ID3") return undefined;
  const [version, flags] = [bytes[3]!, bytes[5]!];
  const length = synchsafe(bytes, 6);
  const size = HEADER + length + (version === 4 && (flags & FOOTER) !== 0 ? HEADER : 0);
  if (version !== 3 && version !== 4) return { version, size };
  if (version === 4 && (flags & UNSYNCHRONISED) !== 0) return { version, size };
  const stored = bytes.subarray(HEADER, HEADER + length);
  const body = (flags & UNSYNCHRONISED) === 0 ? stored : synchronised(stored);
  const from = (flags & EXTENDED) === 0
    ? 0
    : version === 3
    ? 4 + plainSize(body, 0)
    : synchsafe(body, 0);
  const frames = framesIn(body.subarray(from), version);
  return { version, size, ...(frames && { frames }) };
}

function framesIn(body: Uint8Array, version: number): readonly Id3Frame[] | undefined {
  const frames: Id3Frame[] = [];
  for (let at = 0; at + HEADER <= body.length && body[at] !== 0;) {
    const id = latin1(body.subarray(at, at + 4));
    const size = version === 3 ? plainSize(body, at + 4) : synchsafe(body, at + 4);
    const end = at + HEADER + size;
    if (!/^[A-Z][A-Z0-9]{3}$/.test(id) || size === 0 || end > body.length) return undefined;
    frames.push({
      id,
      flags: [body[at + 8]!, body[at + 9]!],
      body: body.subarray(at + HEADER, end),
    });
    at = end;
  }
  return frames;
}

/**
 * A tag of ID3v2.3.
 *
 * @param room Bytes that it takes up where its frames need no more; else some are left for later.
 */
export function writeId3v23(frames: readonly Id3Frame[], room: number): Uint8Array {
  const needed = HEADER + frames.reduce((sum, { body }) => sum + HEADER + body.length, 0);
  const tag = new Uint8Array(needed <= room ? room : needed + 1024);
  tag.set([0x49, 0x44, 0x33, 3, 0, 0]);
  const length = tag.length - HEADER;
  for (let i = 0; i < 4; i++) tag[6 + i] = (length >> (21 - 7 * i)) & 0x7f;
  let at = HEADER;
  for (const { id, flags, body } of frames) {
    for (let i = 0; i < 4; i++) {
      tag[at + i] = id.charCodeAt(i);
      tag[at + 4 + i] = (body.length >>> (24 - 8 * i)) & 0xff;
    }
    tag.set(flags, at + 8);
    tag.set(body, at + HEADER);
    at += HEADER + body.length;
  }
  return tag;
}

/** Texts of a body from a byte on, parted by ends, and where what follows the first `most` begins. */
export function readTexts(
  body: Uint8Array,
  { encoding, from, most = Infinity }: {
    readonly encoding: number;
    readonly from: number;
    readonly most?: number;
  },
): { readonly texts: string[]; readonly end: number } {
  const wide = encoding === UTF16 || encoding === UTF16BE;
  const texts: string[] = [];
  let at = from;
  while (at < body.length && texts.length < most) {
    let end = at;
    while (end < body.length && (body[end] !== 0 || (wide && body[end + 1] !== 0))) {
      end += wide ? 2 : 1;
    }
    texts.push(decoded(body.subarray(at, end), encoding));
    at = Math.min(body.length, end + (wide ? 2 : 1));
  }
  return { texts, end: at };
}

/** The encoding of ID3v2.3 that holds all of some texts. */
export function encodingFor(texts: readonly string[]): number {
  // deno-lint-ignore no-control-regex
  return texts.every((text) => /^[\x00-\xff]*$/.test(text)) ? LATIN1 : UTF16;
}

/** Texts in an encoding of ID3v2.3, parted by ends, with one behind the last where `closed`. */
export function writeTexts(
  texts: readonly string[],
  { encoding, closed }: { readonly encoding: number; readonly closed: boolean },
): number[] {
  const end = encoding === UTF16 ? [0, 0] : [0];
  return texts.flatMap((text, i) => {
    const units = [...Array(text.length).keys()].map((at) => text.charCodeAt(at));
    const bytes = encoding === UTF16
      ? [0xff, 0xfe, ...units.flatMap((unit) => [unit & 0xff, unit >> 8])]
      : units;
    return closed || i < texts.length - 1 ? [...bytes, ...end] : bytes;
  });
}

function decoded(bytes: Uint8Array, encoding: number): string {
  if (encoding === LATIN1) return latin1(bytes);
  if (encoding === UTF8) return new TextDecoder().decode(bytes);
  const isBig = encoding === UTF16BE || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(isBig ? "utf-16be" : "utf-16le").decode(bytes);
}

/** ISO 8859-1, which TextDecoder reads as Windows-1252. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function synchsafe(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (bytes[at + i]! & 0x7f), 0);
}

function plainSize(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 256 + bytes[at + i]!, 0);
}

/** Without the zeros that unsynchronisation puts behind each 0xff. */
function synchronised(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, i) => byte !== 0 || i === 0 || bytes[i - 1] !== 0xff);
}
