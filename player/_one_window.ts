import { effect } from "@preact/signals";
import { playing } from "./_signals.ts";
import { pause } from "./_transport.ts";

/**
 * Lets one window of the browser sound at a time: where one begins to play, the others pause.
 *
 * @returns Undoes it
 */
export function attachOtherWindows(): () => void {
  const windows = new BroadcastChannel("fonoteca-sound");
  windows.addEventListener("message", pause);
  const stop = effect(() => {
    if (playing.value) windows.postMessage("plays");
  });
  return () => {
    stop();
    windows.close();
  };
}
