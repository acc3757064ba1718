import type { HandlerFn, Handlers, Method, Middleware } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { RequestContext } from "./_request_context.ts";

const METHODS: readonly Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Answers one request. */
export type Answer<State> = (ctx: RequestContext<State>) => Promise<Response>;

/** Runs middlewares from the outermost in, then `last`. */
export function compose<State>(
  middlewares: readonly Middleware<State>[],
  last: Answer<State>,
): Answer<State> {
  return middlewares.reduceRight<Answer<State>>(
    (next, middleware) => async (ctx) => await middleware(ctx.with({ next: () => next(ctx) })),
    last,
  );
}

/**
 * The function that answers `method`. HEAD falls back to GET, whose body is dropped later.
 *
 * @throws HttpError 405 with `Allow` when the route does not know the method
 */
export function handlerFor<State>(
  handlers: Handlers<State>,
  method: string,
): HandlerFn<unknown, State> {
  if (typeof handlers === "function") return handlers;
  const own = METHODS.find((known) => known === method);
  const found = own && (handlers[own] ?? (own === "HEAD" ? handlers.GET : undefined));
  if (found) return found;
  const allow = allowed(handlers);
  if (method === "OPTIONS") return () => new Response(null, { status: 204, headers: { allow } });
  throw new HttpError(405, `Cannot ${method} here: this address answers ${allow}`, {
    headers: { allow },
  });
}

function allowed<State>(handlers: Exclude<Handlers<State>, HandlerFn<unknown, State>>): string {
  const names = new Set(METHODS.filter((method) => handlers[method]));
  if (handlers.GET) names.add("HEAD");
  return [...names.add("OPTIONS")].join(", ");
}

/**
 * The same answer without its body, for HEAD, with the length that the body would have had. A body
 * without an end, such as events, has none.
 */
export async function withoutBody(response: Response): Promise<Response> {
  const { body, headers } = response;
  const endless = headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  if (body === null || endless || headers.has("content-length")) {
    await body?.cancel();
    return new Response(null, response);
  }
  let length = 0;
  for await (const chunk of body) length += chunk.length;
  const answer = new Response(null, response);
  answer.headers.set("content-length", String(length));
  return answer;
}
