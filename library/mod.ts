/**
 * A collection as the server holds it: its store, its columns, its vectors and what is computed from
 * them.
 *
 * @module
 */
export * from "./along_strips.ts";
export * from "./arranged.ts";
export * from "./ask.ts";
export * from "./knowledge.ts";
export * from "./cards.ts";
export * from "./command.ts";
export { compare } from "./compare.ts";
export * from "./disagreements.ts";
export * from "./draw.ts";
export * from "./evaluations.ts";
export type { OpenedFile } from "./_allowed_files.ts";
export { GuestError } from "./_held_files.ts";
export * from "./guests.ts";
export * from "./installer.ts";
export * from "./keep.ts";
export * from "./library.ts";
export * from "./listening.ts";
export * from "./listening_results.ts";
export * from "./maps.ts";
export * from "./_playback_error.ts";
export * from "./playback.ts";
export * from "./playlists.ts";
export * from "./search.ts";
export * from "./spaces.ts";
export * from "./strips.ts";
export * from "./subject.ts";
export * from "./summary.ts";
export * from "./track_page.ts";
export * from "./why.ts";
