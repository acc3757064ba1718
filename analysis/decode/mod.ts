/**
 * From a file's bytes to samples and tags, without any system program for the formats that matter.
 *
 * @module
 */
export { decode, type Decoded, type DecodeOptions, MOST_SECONDS } from "./decode.ts";
export { DecodeError } from "./decode_error.ts";
export {
  type Chunk,
  decodeStream,
  type Opened,
  type StreamFacts,
  type StreamOptions,
  type Surround,
} from "./decode_stream.ts";
export { type Speaker, WAVE_ORDER } from "./downmix.ts";
export { type FileTags, type Metadata, readMetadata, readPicture, type TaggedAs } from "./tags.ts";
export { isTagNote } from "./_tag_fields.ts";
export { cleanText } from "./_text.ts";
