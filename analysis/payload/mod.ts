/** What of a file is sound: the bytes that stay when its tags, covers and padding change. */
export * from "./audio_hash.ts";
