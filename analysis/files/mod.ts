/**
 * From folders to audio files: what is found, what is left out and why, by content.
 *
 * @module
 */
export * from "./find_audio.ts";
export * from "./mpeg_header.ts";
export * from "./reason.ts";
export * from "./shard.ts";
export * from "./sniff.ts";
