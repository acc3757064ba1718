/** The server's end of the channel to the process that started it; see `_installing.ts`. */
import process from "node:process";
import type { Installation } from "../domain/mod.ts";
import type { Installer } from "../library/mod.ts";
import type { InstallRequest } from "./_installing.ts";
import type { Listening } from "./_open_browser.ts";

/** Tells the parent process, where it listens, at which address the pages are. */
export function tellParent(address: string): void {
  const message: Listening = { listening: address.split("\n", 1)[0]! };
  if (process.connected) process.send?.(message);
}

/** An {@linkcode Installer} that asks the parent process; `undefined` where that does not listen. */
export function parentInstaller(): Installer | undefined {
  if (!process.connected || typeof process.send !== "function") return undefined;
  const listeners = new Set<() => void>();
  let state: Installation = { state: "idle" };
  const change = (next: Installation) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const ask = (request: InstallRequest) => void process.send!(request);
  process.on("message", (message) => change(message as Installation));
  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    install(models) {
      const soFar = { installed: [], failed: [] };
      const [model] = models;
      change(
        model === undefined
          ? { state: "analysing", ...soFar }
          : { state: "fetching", ...soFar, model, received: 0, size: 0 },
      );
      ask({ ask: "install", models });
    },
    analyse(folder) {
      change({ state: "analysing", installed: [], failed: [] });
      ask({ ask: "analyse", folder });
    },
    stop: () => ask({ ask: "stop" }),
  };
}
