import { fileURLToPath } from "node:url";
import config from "./deno.json" with { type: "json" };
import type { State } from "./define.ts";
import type { Installer, Library } from "./library/mod.ts";
import { StoreError } from "./store/mod.ts";
import { Subsonic } from "./subsonic/mod.ts";
import { keptBy } from "./routes/_kept_by.ts";
import {
  answerCache,
  App,
  compression,
  HttpError,
  security,
  type SecurityOptions,
  staticFiles,
} from "./web/mod.ts";

/** Bytes of answers that are kept until the collection changes. */
const KEPT_ANSWERS = 96e6;

const root = fileURLToPath(new URL(".", import.meta.url));

/** How the application is served. */
export interface AppOptions extends SecurityOptions {
  readonly library: Library;
  /** Opens the store again, where its file was deleted or replaced; not offered where left out. */
  readonly reopen?: (() => Promise<Library>) | undefined;
  /** Installs models from the page; not offered where left out. */
  readonly installer?: Installer | undefined;
  /** Whether music apps are answered, at {@linkcode APPS}. */
  readonly subsonic?: boolean | undefined;
}

/** Where music apps ask; each call of theirs has its own login. */
const APPS = "/rest/";

/** The application: guarded, compressed, static files first, then the routes. */
export function createApp(
  { library, reopen, installer, subsonic = false, ...guard }: AppOptions,
): App<State> {
  let served = library;
  const appsOf = (library: Library) =>
    subsonic ? new Subsonic(library, { version: config.version }) : undefined;
  let apps = appsOf(library);
  const reopened = reopen && (async () => {
    const before = served;
    served = await reopen();
    apps = appsOf(served);
    await before.close();
  });
  return new App<State>()
    .use(security({ ...guard, ownLogin: subsonic ? APPS : undefined }), async (ctx) => {
      ctx.state.library = served;
      ctx.state.fault = await served.store.fault();
      ctx.state.notice = served.store.notice;
      ctx.state.reopen = ctx.state.fault === undefined ? undefined : reopened;
      ctx.state.installer = installer;
      ctx.state.subsonic = apps;
      return await ctx.next();
    })
    .use(compression(), answerCache({ dependence: keptBy, bytes: KEPT_ANSWERS }))
    .use(staticFiles({ root }))
    .explain(storeTrouble)
    .fsRoutes({ root, vite: guard.vite });
}

const STATUS = {
  full: 507,
  lost: 503,
  passing: 503,
  large: 413,
  "read-only": 403,
  other: 500,
} as const;

/** What a store says of itself is meant for the person at the page. */
function storeTrouble(error: unknown): HttpError | undefined {
  if (!(error instanceof StoreError)) return undefined;
  return new HttpError(STATUS[error.kind], error.message, { cause: error });
}
