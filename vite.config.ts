import preact from "@preact/preset-vite";
import { defineConfig, type PluginOption } from "vite";
import { recordInputs, reloadOnRouteChange } from "./web/build/vite_plugins.ts";

export default defineConfig({
  publicDir: false,
  clearScreen: false,
  logLevel: "warn",
  plugins: [
    preact({ reactAliasesEnabled: false, devToolsEnabled: false }) as PluginOption,
    recordInputs(),
    reloadOnRouteChange(),
  ],
  build: {
    outDir: "dist",
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: "client.ts" },
  },
});
