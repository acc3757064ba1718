import { h } from "preact";
import type { PageComponent } from "./context.ts";
import { HttpError, statusPhrase } from "./http_error.ts";
import type { RequestContext } from "./_request_context.ts";

/** Pages that show errors, where the routes folder has them. */
export interface ErrorPages<State> {
  readonly error: PageComponent<undefined, State> | undefined;
  readonly notFound: PageComponent<undefined, State> | undefined;
  /** For faults of the program and of what it stands on: status 500 and above. */
  readonly fault: PageComponent<undefined, State> | undefined;
}

/** What to answer for an error of another room; `undefined` where it is a fault of the program. */
export type Explain = (error: unknown) => HttpError | undefined;

/** An answer in plain words, for where there is no page to put them in. */
export function refusal(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/** What a person is told when the fault is ours; the fault itself goes to the terminal. */
export const INTERNAL_MESSAGE =
  "This answer could not be made because of a fault in the program; the terminal it runs in says " +
  "which. Load the page again, or report the line from the terminal";

/**
 * Answers with an error: JSON `{error}` below `/api/` and for clients that take no HTML, else the
 * error page. The message of an {@linkcode HttpError} is passed on, that of any other error is not; a client
 * that has gone is told nothing.
 */
export async function answerError<State>(
  thrown: unknown,
  ctx: RequestContext<State>,
  pages: ErrorPages<State> & { readonly explain: Explain },
): Promise<Response> {
  if (ctx.req.signal.aborted) return new Response(null, { status: 499 });
  const known = thrown instanceof HttpError ? thrown : pages.explain(thrown);
  if (!known) console.error(`Cannot answer ${ctx.req.method} ${ctx.url.pathname}:`, thrown);
  const error = known ?? new HttpError(500, INTERNAL_MESSAGE);
  if (!wantsHtml(ctx)) {
    return Response.json({ error: error.message }, error);
  }
  const own = error.status === 404 ? pages.notFound : error.status >= 500 ? pages.fault : undefined;
  const Page = own ?? pages.error;
  if (Page) {
    try {
      const content = await Page({ ...propsOf(ctx.with({ error })), Component: () => null });
      return await ctx.with({ error }).render(h("div", null, content), error);
    } catch (fault) {
      console.error("Cannot render the error page:", fault);
    }
  }
  return new Response(`${statusPhrase(error.status)}: ${error.message}`, error);
}

function propsOf<State>({ req, url, params, state, error }: RequestContext<State>) {
  return { req, url, params, state, error, data: undefined };
}

function wantsHtml<State>(ctx: RequestContext<State>): boolean {
  if (ctx.url.pathname.startsWith("/api/")) return false;
  const accept = ctx.req.headers.get("accept");
  return accept === null || accept.includes("text/html") || accept.includes("*/*");
}
