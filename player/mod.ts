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
export { attachOtherWindows } from "./_one_window.ts";
export { attachMemory } from "./_memory.ts";
export { attachDrags, dropTarget, startDrag } from "./_drag.ts";
export { enqueue, MOST_QUEUED, playNext } from "./_queue.ts";
export { smoothedWords } from "./_QueueTools.tsx";
export { Shelf, toPlaylist } from "./_Shelf.tsx";
export { current, matched, playing, problem, queue, time } from "./_signals.ts";
export { Told } from "./_Told.tsx";
export { queuedWords, tell } from "./_told.ts";
export { hasNext, next, pause, play, previous, seek, toggle } from "./_transport.ts";
export { NONE_PICKED, type Picked, picked, pickedAll, pickOf } from "./list/pick.ts";
export { totalsText } from "./list/totals.ts";
export { playableOfListed } from "./list/TrackRow.tsx";
export { TrackRows } from "./list/TrackRows.tsx";
export { transitionText } from "./list/transition_text.ts";
