import { fileURLToPath } from "node:url";
import type { State } from "./define.ts";
import type { Library } from "./library/mod.ts";
import { App, compression, security, staticFiles } from "./web/mod.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** How the application is served. */
export interface AppOptions {
  readonly library: Library;
  /** Address that the server listens on. */
  readonly hostname: string;
  /** Origin of Vite's development server, where the page's code comes from it. */
  readonly vite?: string | undefined;
}

/** The application: guarded, compressed, static files first, then the routes. */
export function createApp({ library, hostname, vite }: AppOptions): App<State> {
  return new App<State>()
    .use(security({ hostname, vite }), compression(), staticFiles({ root }))
    .use((ctx) => {
      ctx.state.library = library;
      return ctx.next();
    })
    .fsRoutes({ root, vite });
}
