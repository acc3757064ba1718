/**
 * The player of the browser: one queue, one sound, which goes on from page to page. Anything may put
 * a track into it.
 *
 * @module
 */
export { KeysDialog } from "./_KeysDialog.tsx";
export { QueuePanel } from "./_QueuePanel.tsx";
export { Seek } from "./_Seek.tsx";
export { Sound } from "./_Sound.tsx";
export { attachAudio, exactTime } from "./_audio.ts";
export { factorOf, matchOf } from "./_gain.ts";
export { attachKeys, ROW_EVENT } from "./_keys.ts";
export { attachMarks } from "./_marks.ts";
export { attachMediaSession } from "./_media_session.ts";
export { attachMemory } from "./_memory.ts";
export {
  current,
  matched,
  next,
  pause,
  play,
  playing,
  position,
  previous,
  problem,
  queue,
  seek,
  toggle,
} from "./_state.ts";
