import { join } from "node:path";
import { createServer } from "vite";
import { CONFIG } from "./mod.ts";

/** A running development server of Vite. */
export interface DevServer extends AsyncDisposable {
  /** Where it listens, for `App.fsRoutes`. */
  readonly origin: string;
}

const HOST = "127.0.0.1";

/**
 * Starts Vite's development server on a free port. It compiles modules as they are asked for and
 * replaces islands in the open page when they change.
 *
 * @param root Project folder
 */
export async function startDevServer(root: string): Promise<DevServer> {
  const port = freePort();
  const server = await createServer({
    root,
    configFile: CONFIG,
    appType: "custom",
    cacheDir: join(root, "dist", ".vite-dev"),
    server: { host: HOST, port, strictPort: true, origin: `http://${HOST}:${port}` },
  });
  await server.listen();
  return {
    origin: `http://${HOST}:${port}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: HOST, port: 0 });
  return listener.addr.port;
}
