import { relative, sep } from "node:path";
import type { Plugin } from "vite";
import { RESTARTED_PATH } from "../app.ts";

/** Name, in the build's folder, of the list of source files that the build was made from. */
export const INPUTS_FILE = "inputs.json";

/** Vite plugin: writes which of the project's own files went into the build. */
export function recordInputs(): Plugin {
  let root = "";
  return {
    name: "record-inputs",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    generateBundle() {
      const inputs = [...this.getModuleIds()]
        .filter((id) => !id.includes("\0") && !id.includes("node_modules"))
        .map((id) => relative(root, id.replace(/\?.*$/, "")).replaceAll(sep, "/"));
      const source = JSON.stringify([...new Set(inputs)].sort());
      this.emitFile({ type: "asset", fileName: INPUTS_FILE, source });
    },
  };
}

/** Milliseconds between the server's word that it is back and its first answer. */
const SETTLE = 200;

/**
 * Vite plugin: when a file has changed that only the server knows, the open page is reloaded as soon
 * as the restarted server reports at {@linkcode RESTARTED_PATH}.
 */
export function reloadAfterRestart(): Plugin {
  return {
    name: "reload-after-restart",
    apply: "serve",
    configureServer(server) {
      let stale = false;
      server.watcher.on("change", (path) => {
        if ((server.moduleGraph.getModulesByFile(path)?.size ?? 0) === 0) stale = true;
      });
      server.middlewares.use(RESTARTED_PATH, (_req, res) => {
        if (stale) setTimeout(() => server.ws.send({ type: "full-reload" }), SETTLE);
        stale = false;
        res.end();
      });
    },
  };
}
