import type { ComponentChildren, VNode } from "preact";

/** How the application runs. */
export interface Config {
  /** Project folder of `App.fsRoutes()`; empty where there is none. */
  readonly root: string;
  /** `development` where Vite's server gives the pages' code. */
  readonly mode: "development" | "production";
}

/** What a route, page or middleware is given. */
export interface Context<State> {
  readonly config: Config;
  readonly req: Request;
  readonly url: URL;
  /** Parts of the path that the route's file name puts in brackets, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Shared by the middlewares and the route of one request. */
  readonly state: State;
  /** What was thrown, in `_error.tsx`, `_404.tsx` and `_500.tsx`; otherwise undefined. */
  readonly error: unknown;
  /** Runs the next middleware, in the end the route. */
  next(): Promise<Response>;
  /** Puts a vnode into the layouts and the app shell and answers with that page. */
  render(content: VNode, init?: ResponseInit): Promise<Response>;
  /** Answers with a value as JSON. */
  json(value: unknown, init?: ResponseInit): Response;
  /** Answers with markup as it is given, outside layouts and app shell. */
  html(markup: string, init?: ResponseInit): Response;
  /** Answers with plain text. */
  text(text: string, init?: ResponseInit): Response;
  /** Answers with a redirect; status 302 unless given. */
  redirect(location: string, status?: 301 | 302 | 303 | 307 | 308): Response;
}

/** Answer of a handler that leaves the rendering to the page component of its file. */
export class PageResponse<Data> {
  readonly data: Data;
  readonly init: ResponseInit;

  constructor(data: Data, init: ResponseInit = {}) {
    this.data = data;
    this.init = init;
  }
}

/** Hands `data` to the page component of the same route file. */
export function page<Data>(data: Data, init?: ResponseInit): PageResponse<Data> {
  return new PageResponse(data, init);
}

/** What a page component is given. */
export interface PageProps<Data, State> {
  readonly data: Data;
  readonly state: State;
  readonly url: URL;
  readonly req: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly error: unknown;
  /** What stands inside: the page in a layout, the layouts in `_app.tsx`. */
  readonly Component: () => ComponentChildren;
}

/** A page, layout or app component; a page may be async. */
export type PageComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Promise<ComponentChildren>;

/** Answers one method of a route. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** Methods that a route file may answer. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** One function for all methods, or one for each. */
export type Handlers<State> =
  | HandlerFn<unknown, State>
  | { readonly [M in Method]?: HandlerFn<unknown, State> };

/** Runs around the routes below it; answers itself or calls `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;
