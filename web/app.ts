import { join } from "node:path";
import { Hono } from "hono";
import { Fragment, h } from "preact";
import { type ClientAssets, devClient, NO_CLIENT, readClientAssets } from "./client_assets.ts";
import {
  type Config,
  type HandlerFn,
  type Handlers,
  type Method,
  type Middleware,
  PageResponse,
} from "./context.ts";
import { type Answer, compose, handlerFor, withoutBody } from "./_dispatch.ts";
import { answerError, type Explain, refusal } from "./_errors.ts";
import { HttpError } from "./http_error.ts";
import { registerIsland } from "./_islands.tsx";
import {
  inherited,
  type LoadedRoute,
  type LoadedRoutes,
  loadIslands,
  loadRoutes,
  noRoutes,
} from "./_modules.ts";
import { bySpecificity } from "./_pattern.ts";
import type { Frame } from "./_render.ts";
import { RequestContext } from "./_request_context.ts";
import { securityHeaders } from "./security.ts";

/** Answers a request; needs no server. */
export type RequestHandler = (req: Request) => Promise<Response>;

/** Where {@linkcode App.fsRoutes} looks. */
export interface FsRoutesOptions {
  /** Project folder that holds `routes/`, `islands/` and `dist/`. */
  readonly root: string;
  /** Origin of Vite's development server, where the page's code comes from it, not from `dist/`. */
  readonly vite?: string | undefined;
}

type Env<State> = { Bindings: { readonly ctx: RequestContext<State> } };

/**
 * A web application in the shape of Fresh's `App`: middlewares, then routes read from a folder.
 * `State` is what the middlewares and routes of one request share; it starts as an empty object.
 */
export class App<State extends object = Record<string, unknown>> {
  readonly #middlewares: Middleware<State>[] = [];
  #fs: FsRoutesOptions | undefined;
  /** Whether the project folder's routes are taken, too. */
  #files = true;
  #explain: Explain = () => undefined;
  readonly #own = new Map<string, { [M in Method]?: HandlerFn<unknown, State> }>();

  /** Adds middlewares; the first one added is outermost. */
  use(...middlewares: readonly Middleware<State>[]): this {
    this.#middlewares.push(...middlewares);
    return this;
  }

  /** Answers GET, and HEAD, at a path such as `/tracks/:id`, which no file stands for. */
  get(path: string, handler: HandlerFn<unknown, State>): this {
    return this.#at(path, "GET", handler);
  }

  /** Answers POST at a path which no file stands for. */
  post(path: string, handler: HandlerFn<unknown, State>): this {
    return this.#at(path, "POST", handler);
  }

  #at(path: string, ...[method, handler]: [Method, HandlerFn<unknown, State>]): this {
    this.#own.set(path, { ...this.#own.get(path), [method]: handler });
    return this;
  }

  /**
   * Says what to answer for errors that routes let through: an {@linkcode HttpError} for those that the
   * person at the page can do something about, `undefined` for faults of the program.
   */
  explain(explain: Explain): this {
    this.#explain = explain;
    return this;
  }

  /** Takes routes and islands from a project folder, read when the handler is first used. */
  fsRoutes(options: FsRoutesOptions): this {
    this.#fs = options;
    if (options.vite) announceRestart(options.vite);
    return this;
  }

  /** Takes the islands of a project folder alone, for pages that are no files. */
  islands(root: string): this {
    this.#fs = { root };
    this.#files = false;
    return this;
  }

  /**
   * The application as one function. Route files are imported before the first answer; an error in
   * one of them rejects every call.
   */
  handler(): RequestHandler {
    let built: Promise<RequestHandler> | undefined;
    return async (req) => await (await (built ??= this.#build()))(req);
  }

  /**
   * Serves with Deno.
   *
   * @throws Deno.errors.AddrInUse when the port is taken
   */
  async listen(options: Deno.ServeTcpOptions = {}): Promise<Deno.HttpServer<Deno.NetAddr>> {
    return Deno.serve(options, await this.#build());
  }

  async #build(): Promise<RequestHandler> {
    const fs = this.#fs;
    const loaded = fs && this.#files
      ? await loadRoutes<State>(join(fs.root, "routes"))
      : noRoutes<State>();
    const client = fs ? await clientOf(fs) : NO_CLIENT;
    if (fs) {
      const islands = await loadIslands(join(fs.root, "islands"));
      islands.forEach((component, name) => registerIsland(name, component));
    }
    const own = [...this.#own].map(([pattern, handlers]) => ownRoute(pattern, handlers));
    const router = routerOf({ ...loaded, routes: [...loaded.routes, ...own] }, client);
    const pages = { ...loaded, explain: this.#explain };
    const answer = compose(this.#middlewares, async (ctx) => {
      try {
        return await router.fetch(asked(ctx.req), { ctx });
      } catch (error) {
        return await answerError(error, ctx, pages);
      }
    });
    const frame = frameOf([], loaded, client);
    const config: Config = { root: fs?.root ?? "", mode: fs?.vite ? "development" : "production" };
    return async (req) => {
      const url = urlOf(req);
      if (url instanceof Response) return guarded(url);
      const ctx = firstContext({ config, req, url, frame });
      const response = await answer(ctx).catch((error) => answerError(error, ctx, pages));
      return guarded(req.method === "HEAD" ? await withoutBody(response) : response);
    };
  }
}

/** What the router sees: it would drop the body of an answer to HEAD, whose length is to be told. */
function asked(req: Request): Request {
  return req.method === "HEAD" ? new Request(req.url, { headers: req.headers }) : req;
}

/** Characters of an address that are read: the longest query of a page, a drawn region, is far shorter. */
const LONGEST_ADDRESS = 32_000;

/** The address of a request, or why there is none: `Host` may hold what is no host. */
function urlOf(req: Request): URL | Response {
  try {
    const url = new URL(req.url);
    if (url.href.length <= LONGEST_ADDRESS) return url;
    return refusal(414, `Cannot read the address: it is longer than ${LONGEST_ADDRESS} characters`);
  } catch {
    return refusal(400, "Cannot read the address: its host or its path is none");
  }
}

/** The headers that no answer goes without, also where no middleware has set them. */
function guarded(response: Response): Response {
  const missing = Object.entries(securityHeaders()).filter(([name]) => !response.headers.has(name));
  if (missing.length === 0) return response;
  const answer = new Response(response.body, response);
  for (const [name, value] of missing) answer.headers.set(name, value);
  return answer;
}

async function clientOf({ root, vite }: FsRoutesOptions): Promise<ClientAssets> {
  return vite ? devClient(vite) : await readClientAssets(join(root, "dist"));
}

function firstContext<State>(
  { config, req, url, frame }: {
    readonly config: Config;
    readonly req: Request;
    readonly url: URL;
    readonly frame: Frame<State>;
  },
): RequestContext<State> {
  return new RequestContext({
    config,
    req,
    url,
    params: {},
    state: {} as State,
    error: undefined,
    frame,
    next: () => Promise.reject(new Error("Cannot call next(): nothing stands behind the route")),
  });
}

function ownRoute<State>(pattern: string, handlers: Handlers<State>): LoadedRoute<State> {
  return {
    file: { id: pattern, kind: "route", folder: [], pattern },
    component: undefined,
    handlers,
  };
}

function frameOf<State>(
  folder: readonly string[],
  loaded: LoadedRoutes<State>,
  client: ClientAssets,
): Frame<State> {
  return { app: loaded.app, layouts: inherited(folder, loaded.layouts), client };
}

function routerOf<State>(loaded: LoadedRoutes<State>, client: ClientAssets): Hono<Env<State>> {
  const router = new Hono<Env<State>>();
  const routes = loaded.routes.toSorted((a, b) => bySpecificity(a.file.pattern, b.file.pattern));
  for (const route of routes) {
    const { folder, pattern } = route.file;
    const frame = frameOf(folder, loaded, client);
    const answer = compose(inherited(folder, loaded.middlewares).flat(), answerOf(route));
    router.all(pattern, (c) => answer(c.env.ctx.with({ frame, params: c.req.param() })));
  }
  router.onError((error) => {
    throw error;
  });
  router.notFound((c) => {
    const { url, req } = c.env.ctx;
    const { pathname, search } = url;
    if (pathname.endsWith("/") && pathname.length > 1 && req.method === "GET") {
      return c.env.ctx.redirect(`/${pathname.replace(/^\/+|\/+$/g, "")}${search}`, 308);
    }
    throw new HttpError(404, `Nothing is kept at ${decodePath(pathname)}`);
  });
  return router;
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function answerOf<State>({ component, handlers }: LoadedRoute<State>): Answer<State> {
  const methods: Handlers<State> = handlers ?? { GET: () => new PageResponse(undefined) };
  return async (ctx) => {
    const answer = await handlerFor(methods, ctx.req.method)(ctx);
    if (answer instanceof Response) return answer;
    if (!component) {
      throw new TypeError(
        `Cannot answer ${ctx.url.pathname} with page(): its file has no component`,
      );
    }
    const { req, url, params, state, error } = ctx;
    const content = await component({
      data: answer.data,
      req,
      url,
      params,
      state,
      error,
      Component: () => null,
    });
    return await ctx.render(h(Fragment, null, content), answer.init);
  };
}

/** Where Vite's development server hears that the page's server has restarted. */
export const RESTARTED_PATH = "/__restarted";

function announceRestart(vite: string): void {
  fetch(new URL(RESTARTED_PATH, vite)).catch((error) =>
    console.warn(`Cannot reach Vite at ${vite}: ${error}`)
  );
}
