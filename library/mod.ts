/**
 * A collection as the server holds it: its store, its columns, its vectors and what is computed from
 * them.
 *
 * @module
 */
export * from "./track/along_strips.ts";
export * from "./neighbours/arranged.ts";
export * from "./ask.ts";
export * from "./neighbours/knowledge.ts";
export * from "./cards.ts";
export * from "./command.ts";
export { compare } from "./neighbours/similar.ts";
export * from "./maps/disagreements.ts";
export * from "./draw.ts";
export * from "./neighbours/evaluations.ts";
export type { OpenedFile } from "./sound/_allowed_files.ts";
export { GuestError } from "./dropped/_held_files.ts";
export * from "./dropped/guests.ts";
export * from "./dropped/keep.ts";
export * from "./installer.ts";
export * from "./library.ts";
export * from "./listening/listening.ts";
export * from "./listening/listening_results.ts";
export * from "./maps/maps.ts";
export * from "./sound/_playback_error.ts";
export * from "./sound/playback.ts";
export * from "./playlists.ts";
export * from "./search.ts";
export * from "./neighbours/spaces.ts";
export * from "./track/strips.ts";
export * from "./neighbours/subject.ts";
export * from "./summary.ts";
export * from "./track/track_page.ts";
export * from "./neighbours/why.ts";
