import { relative, sep } from "node:path";
import type { Plugin } from "vite";

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

/** Milliseconds that the server takes to restart after one of its files has changed. */
const RESTART = 1500;

/** Vite plugin: reloads the page when a file changes that only the server renders. */
export function reloadOnRouteChange(): Plugin {
  return {
    name: "reload-on-route-change",
    apply: "serve",
    configureServer(server) {
      server.watcher.add(["routes", "static"]);
      server.watcher.on("change", (path) => {
        if (!/[\\/](routes|static)[\\/]/.test(path)) return;
        setTimeout(() => server.ws.send({ type: "full-reload" }), RESTART);
      });
    },
  };
}
