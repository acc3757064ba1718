import type { VNode } from "preact";
import type { Config, Context } from "./context.ts";
import { type Frame, renderDocument } from "./_render.ts";

/** What a {@linkcode RequestContext} is made of. */
export interface ContextParts<State> {
  readonly config: Config;
  readonly req: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly state: State;
  readonly error: unknown;
  readonly frame: Frame<State>;
  readonly next: () => Promise<Response>;
}

/** The context of one request at one point of its way through the middlewares. */
export class RequestContext<State> implements Context<State> {
  readonly config: Config;
  readonly req: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly state: State;
  readonly error: unknown;
  readonly #parts: ContextParts<State>;

  constructor(parts: ContextParts<State>) {
    this.#parts = parts;
    this.config = parts.config;
    this.req = parts.req;
    this.url = parts.url;
    this.params = parts.params;
    this.state = parts.state;
    this.error = parts.error;
  }

  /** A copy with some parts replaced; the state stays shared. */
  with(changes: Partial<ContextParts<State>>): RequestContext<State> {
    return new RequestContext({ ...this.#parts, ...changes });
  }

  next(): Promise<Response> {
    return this.#parts.next();
  }

  async render(content: VNode, init: ResponseInit = {}): Promise<Response> {
    const { req, url, params, state, error, frame } = this.#parts;
    const html = await renderDocument(content, frame, { req, url, params, state, error });
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
    return new Response(html, { ...init, headers });
  }

  json(value: unknown, init: ResponseInit = {}): Response {
    return Response.json(value, init);
  }

  html(markup: string, init: ResponseInit = {}): Response {
    return answerWith(markup, { type: "text/html", init });
  }

  text(text: string, init: ResponseInit = {}): Response {
    return answerWith(text, { type: "text/plain", init });
  }

  redirect(location: string, status: 301 | 302 | 303 | 307 | 308 = 302): Response {
    return new Response(null, { status, headers: { location } });
  }
}

function answerWith(
  body: string,
  { type, init }: { readonly type: string; readonly init: ResponseInit },
): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", `${type}; charset=utf-8`);
  return new Response(body, { ...init, headers });
}
