import { fileURLToPath } from "node:url";
import decodeJpeg, { init as startJpegDecoder } from "@jsquash/jpeg/decode.js";
import encodeJpeg, { init as startJpegEncoder } from "@jsquash/jpeg/encode.js";
import decodePng, { init as startPngDecoder } from "@jsquash/png/decode.js";
import resize, { initResize } from "@jsquash/resize";
import type { Cover } from "./cover_pool.ts";
import { type Picture, pictureOf } from "./picture.ts";

/** Pixels of a picture that is decoded; larger ones would take more memory than a cover is worth. */
const MOST_PIXELS = 40e6;
/** Bytes of a picture that is given as it is. */
const MOST_BYTES = 16e6;
/** Of JPEG, 0 to 100. */
const QUALITY = 82;

/**
 * A picture whose longest side is at most `size` pixels, as JPEG; as it is where it is no larger, or is of
 * a kind that is not decoded here. `undefined` where the bytes are no picture or more than 16 MB.
 */
export async function fitted(
  bytes: Uint8Array,
  size: number | undefined,
): Promise<Cover | undefined> {
  const picture = pictureOf(bytes);
  if (!picture) return undefined;
  const { type, width, height } = picture;
  const own = bytes.length > MOST_BYTES ? undefined : { bytes: bytes.slice(), type };
  if (size === undefined || Math.max(width, height) <= size) return own;
  const isDecoded = (type === "image/jpeg" || type === "image/png") && width * height > 0;
  if (!isDecoded || width * height > MOST_PIXELS) return own;
  try {
    return await scaled(bytes, { ...picture, size });
  } catch {
    return own;
  }
}

async function scaled(
  bytes: Uint8Array,
  { type, width, height, size }: Picture & { readonly size: number },
): Promise<Cover> {
  await (starting ??= start());
  const scale = size / Math.max(width, height);
  const buffer = bytes.slice().buffer;
  const pixels = type === "image/png" ? await decodePng(buffer) : await decodeJpeg(buffer);
  const small = await resize(pixels, {
    width: Math.max(1, Math.round(pixels.width * scale)),
    height: Math.max(1, Math.round(pixels.height * scale)),
  });
  const written = await encodeJpeg(small, { quality: QUALITY });
  return { bytes: new Uint8Array(written), type: "image/jpeg" };
}

let starting: Promise<unknown> | undefined;

/** The codecs are WebAssembly that lies beside their code; by themselves they would ask a server for it. */
function start(): Promise<unknown> {
  const compiled = async (name: string) =>
    await WebAssembly.compile(await Deno.readFile(fileURLToPath(import.meta.resolve(name))));
  return Promise.all([
    compiled("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm").then((wasm) => startJpegDecoder(wasm)),
    compiled("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm").then((wasm) => startJpegEncoder(wasm)),
    compiled("@jsquash/png/codec/pkg/squoosh_png_bg.wasm").then((wasm) => startPngDecoder(wasm)),
    compiled("@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm").then((wasm) =>
      initResize(wasm)
    ),
  ]);
}
