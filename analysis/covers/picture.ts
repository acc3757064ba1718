/** What the first bytes of a picture say of it. */
export interface Picture {
  /** Media type. */
  readonly type: string;
  /** Pixels; 0 where it is not read. */
  readonly width: number;
  readonly height: number;
}

/** What a picture is by its content, whatever its tag claims; `undefined` for what is none. */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  if (bytes.length < 24) return undefined;
  if (text(1, 3) === "PNG" && bytes[0] === 0x89) {
    return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpegIn(view);
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") {
    return { type: "image/webp", width: 0, height: 0 };
  }
  if (/^GIF8[79]a$/.test(text(0, 6))) return { type: "image/gif", width: 0, height: 0 };
  return undefined;
}

/** The size of a JPEG stands in its frame header: SOF0 to SOF15 but for DHT, JPG and DAC (ITU-T T.81). */
function jpegIn(view: DataView): Picture {
  const type = "image/jpeg";
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) break;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type, width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return { type, width: 0, height: 0 };
}
