import {
  encodingFor,
  type Id3Frame,
  type Id3Tag,
  readTexts,
  writeId3v23,
  writeTexts,
} from "./_id3_frames.ts";
import { TagFileError } from "./failure.ts";

/**
 * The tag of a file in ID3v2.3 with other frames in the place of some. Those of a tag that is 2.3 already
 * stay as they are to the byte; those of 2.4 are put into the encodings and dates of 2.3. Throws a
 * {@linkcode TagFileError} for what 2.3 cannot hold.
 *
 * @param tag As it was; undefined where the file has none.
 * @param touched Frames of the tags that change, as ID3v2.4 has them.
 * @param added Those of them that are written.
 */
export function tagAsId3v23(
  tag: Id3Tag | undefined,
  { touched, added }: {
    readonly touched: readonly Id3Frame[];
    readonly added: readonly Id3Frame[];
  },
): Uint8Array {
  if (tag && !tag.frames) {
    throw new TagFileError(
      `its ID3v2.${tag.version} tag cannot be taken apart to write ID3v2.3; --id3 2.4 writes 2.4`,
    );
  }
  const old = tag?.version === 4 ? downgraded(tag.frames!) : tag?.frames ?? [];
  const gone = new Set([...touched, ...downgraded(touched)].map(nameOf));
  const kept = old.filter((frame) => !gone.has(nameOf(frame)));
  return writeId3v23([...kept, ...downgraded(added)], tag?.size ?? 0);
}

/** What tells a frame from others: its id, and for free ones the name within, in capitals. */
function nameOf({ id, body }: Id3Frame): string {
  if (id !== "TXXX" && id !== "COMM") return id;
  const from = id === "COMM" ? 4 : 1;
  const { texts: [name = ""] } = readTexts(body, { encoding: body[0]!, from, most: 1 });
  return `${id} ${name.toUpperCase()}`;
}

/** Frames of ID3v2.4 as ID3v2.3 has them. */
function downgraded(frames: readonly Id3Frame[]): readonly Id3Frame[] {
  const people = frames.filter(({ id }) => id === "TIPL" || id === "TMCL").flatMap(textsOf);
  const others = frames.filter(({ id }) => id !== "TIPL" && id !== "TMCL").flatMap(asOlder);
  return people.length > 0 ? [...others, textFrame("IPLS", people)] : others;
}

/** Frames that begin with an encoding: bytes behind it, ended texts, and whether more texts follow. */
const ENCODED: Readonly<
  Record<string, { readonly skip: number; readonly texts: number; readonly rest: "text" | "bytes" }>
> = {
  TXXX: { skip: 0, texts: 1, rest: "text" },
  WXXX: { skip: 0, texts: 1, rest: "bytes" },
  COMM: { skip: 3, texts: 1, rest: "text" },
  USLT: { skip: 3, texts: 1, rest: "text" },
};
/** Frames without any encoding, the same in both versions; those that begin with W are too. */
const PLAIN = ["PRIV", "POPM", "UFID", "PCNT", "MCDI", "RVA2", "ETCO", "SYTC", "RBUF"];

function asOlder(frame: Id3Frame): readonly Id3Frame[] {
  const { id, flags: [status, format], body } = frame;
  if (format !== 0) {
    throw new TagFileError(`its frame ${id} is packed in a way that ID3v2.3 does not have`);
  }
  // ID3v2.4 has what becomes of a frame in bits 6 to 4, ID3v2.3 in 7 to 5
  const older: Id3Frame = { ...frame, flags: [(status << 1) & 0xff, 0] };
  if (id === "TDRC") return dateFrames(textsOf(frame));
  // longer than the year that the document wants, so that the day is not lost; readers take its first four
  if (id === "TDOR") return [textFrame("TORY", textsOf(frame))];
  if (id === "TMOO") return [textFrame("TXXX", ["MOOD", ...textsOf(frame)])];
  const shape = ENCODED[id];
  if (shape) return [{ ...older, body: reencoded(body, shape) }];
  if (id === "APIC" || id === "GEOB") return [{ ...older, body: attached(id, body) }];
  if (id.startsWith("T")) return [{ ...older, body: textFrame(id, textsOf(frame)).body }];
  if (id.startsWith("W") || PLAIN.includes(id)) return [older];
  throw new TagFileError(`its frame ${id} is not put from ID3v2.4 into 2.3`);
}

function textsOf({ body }: Id3Frame): string[] {
  return readTexts(body, { encoding: body[0]!, from: 1 }).texts;
}

function textFrame(id: string, texts: readonly string[]): Id3Frame {
  const encoding = encodingFor(texts);
  return {
    id,
    flags: [0, 0],
    body: Uint8Array.from([encoding, ...writeTexts(texts, { encoding, closed: false })]),
  };
}

/** Year, DDMM and HHMM of a moment. */
function dateFrames([text = ""]: readonly string[]): readonly Id3Frame[] {
  const [, year, month, day, hour, minute] =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?/.exec(text) ?? [];
  if (year === undefined) throw new TagFileError(`its date ${text} has no year for ID3v2.3`);
  return [
    textFrame("TYER", [year]),
    ...(day === undefined ? [] : [textFrame("TDAT", [day + month])]),
    ...(minute === undefined ? [] : [textFrame("TIME", [hour! + minute])]),
  ];
}

function reencoded(
  body: Uint8Array,
  { skip, texts: ended, rest }: {
    readonly skip: number;
    readonly texts: number;
    readonly rest: "text" | "bytes";
  },
): Uint8Array {
  const encoding = body[0]!;
  const from = 1 + skip;
  const { texts, end } = readTexts(body, { encoding, from, most: ended });
  const more = rest === "text" ? readTexts(body, { encoding, from: end }).texts : [];
  const now = encodingFor([...texts, ...more]);
  return Uint8Array.from([
    now,
    ...body.subarray(1, from),
    ...writeTexts(texts, { encoding: now, closed: true }),
    ...(rest === "text" ? writeTexts(more, { encoding: now, closed: false }) : body.subarray(end)),
  ]);
}

/** A picture or an object: a type in Latin-1, texts in the encoding, then bytes. */
function attached(id: "APIC" | "GEOB", body: Uint8Array): Uint8Array {
  const encoding = body[0]!;
  const type = 1 + body.subarray(1).indexOf(0) + 1 + (id === "APIC" ? 1 : 0);
  const { texts, end } = readTexts(body, { encoding, from: type, most: id === "APIC" ? 1 : 2 });
  const now = encodingFor(texts);
  const head = [
    now,
    ...body.subarray(1, type),
    ...writeTexts(texts, { encoding: now, closed: true }),
  ];
  const whole = new Uint8Array(head.length + body.length - end);
  whole.set(head);
  whole.set(body.subarray(end), head.length);
  return whole;
}
