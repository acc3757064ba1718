import preact from "@preact/preset-vite";
import { relative } from "node:path";
import { defineConfig, type PluginOption } from "vite";
import { recordInputs, reloadAfterRestart } from "./web/build/vite_plugins.ts";

/** Modules of our rooms, but for the page layer, which starts by being imported. */
const OURS = /^(?!node_modules|web)[a-z]+\//;
const jsx = { runtime: "automatic", importSource: "preact" } as const;

export default defineConfig({
  publicDir: false,
  clearScreen: false,
  logLevel: "warn",
  plugins: [
    preact({ reactAliasesEnabled: false, devToolsEnabled: false }) as PluginOption,
    recordInputs(),
    reloadAfterRestart(),
  ],
  optimizeDeps: {
    entries: ["client.ts", "islands/*.tsx"],
    include: ["preact", "preact/hooks", "preact/jsx-runtime", "preact/jsx-dev-runtime"],
    rolldownOptions: { transform: { jsx } },
  },
  build: {
    outDir: "dist",
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: "client.ts",
      // No module of ours does anything by being imported: a door costs a page only what it uses.
      treeshake: { moduleSideEffects: (id) => !OURS.test(relative(import.meta.dirname!, id)) },
    },
  },
});
