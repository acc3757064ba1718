import preact from "@preact/preset-vite";
import { defineConfig, type PluginOption } from "vite";
import { recordInputs, reloadAfterRestart } from "./web/build/vite_plugins.ts";

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
    rolldownOptions: { input: "client.ts" },
  },
});
