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
  /** The page's code comes from Vite's development server. */
  readonly dev?: boolean;
}

/** The application: guarded, compressed, static files first, then the routes. */
export function createApp({ library, hostname, dev = false }: AppOptions): App<State> {
  return new App<State>()
    .use(security({ hostname, dev }), compression(), staticFiles({ root }), (ctx) => {
      ctx.state.library = library;
      return ctx.next();
    })
    .fsRoutes({ root, dev });
}
