import { isEveryAddress, isLoopback, plainHost } from "./address.ts";
import type { Middleware } from "./context.ts";
import { tokenGate } from "./_token_gate.ts";

/** What {@linkcode security} guards. */
export interface SecurityOptions {
  /** Address the server listens on. */
  readonly hostname: string;
  /** Further names and addresses that a request may call the server by. */
  readonly allowHosts?: readonly string[] | undefined;
  /** What a visitor has to know; none is asked for where this is left out. */
  readonly token?: string | undefined;
  /** Origin of Vite's development server, in development: its scripts, styles and socket are let in. */
  readonly vite?: string | undefined;
  /**
   * Where addresses begin that ask for a login of their own in every request, such as `/rest/`. What is
   * sent there is known by its login alone, never by a cookie: so it may come from anywhere.
   */
  readonly ownLogin?: string | undefined;
}

/**
 * Content-Security-Policy of every page: no inline script, nothing from elsewhere. Style attributes
 * are let through, as charts are drawn on the server with them; they can run nothing.
 */
export function contentSecurityPolicy(
  { vite }: { readonly vite?: string | undefined } = {},
): string {
  return Object.entries({
    "default-src": "'none'",
    "script-src": vite ? `'self' ${vite}` : "'self'",
    "worker-src": vite ? "'self' blob:" : "'self'",
    "style-src": vite ? "'self' 'unsafe-inline'" : "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self'",
    "connect-src": vite ? `'self' ${vite} ${vite.replace("http", "ws")}` : "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  }).map(([directive, value]) => `${directive} ${value}`).join("; ");
}

/** The headers that every answer carries, whatever it is. */
export function securityHeaders(
  options: { readonly vite?: string | undefined } = {},
): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(options),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
  };
}

/**
 * Guards every answer: policy headers; against DNS rebinding (a foreign name that resolves to this
 * machine) the `Host` check; against other sites' forms and scripts the origin check on everything
 * but GET and HEAD; against everybody else on the network the token, where there is one.
 * A foreign host is answered 421, a write from another origin 403, a visitor without the token 401.
 */
export function security<State>(options: SecurityOptions): Middleware<State> {
  const headers = securityHeaders(options);
  const { hostname, allowHosts = [] } = options;
  const names = new Set(
    [...(isEveryAddress(hostname) ? [] : [hostname]), ...allowHosts].map(plainHost),
  );
  names.delete(undefined);
  const isOurs = (host: string) => isLoopback(host) || names.has(plainHost(host));
  const gate = options.token === undefined ? undefined : tokenGate(options.token);
  const { ownLogin } = options;
  return async (ctx) => {
    const asksItself = ownLogin !== undefined && ctx.url.pathname.startsWith(ownLogin);
    const response = refusalOf(ctx.req, { url: ctx.url, isOurs, asksItself }) ??
      (asksItself ? undefined : await gate?.(ctx.req, ctx.url)) ?? await ctx.next();
    const answer = new Response(response.body, response);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    if (asksItself) {
      for (const [name, value] of Object.entries(FROM_ANYWHERE)) answer.headers.set(name, value);
    }
    return answer;
  };
}

/** Lets apps that are built as web pages read what their login opens; cookies are not sent with it. */
const FROM_ANYWHERE = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
} as const;

function refusalOf(
  req: Request,
  { url, isOurs, asksItself }: {
    readonly url: URL;
    readonly isOurs: (host: string) => boolean;
    readonly asksItself: boolean;
  },
): Response | undefined {
  if (!isOurs(url.hostname)) {
    const why =
      `Cannot answer for ${url.host}: use the address that the terminal shows, or start the server ` +
      "with --allow-host and the name you use";
    return refusal(why, { url, status: 421 });
  }
  if (asksItself || !isForeignWrite(req, url)) return undefined;
  const why = "Cannot change anything for another site: the request came from one";
  return refusal(why, { url, status: 403 });
}

function refusal(
  why: string,
  { url, status }: { readonly url: URL; readonly status: number },
): Response {
  return url.pathname.startsWith("/api/")
    ? Response.json({ error: why }, { status })
    : new Response(why, { status });
}

function isForeignWrite(req: Request, url: URL): boolean {
  if (req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS") return false;
  const origin = req.headers.get("origin");
  const site = req.headers.get("sec-fetch-site");
  // under our referrer policy browsers send "null" with a form of our own page
  if (origin === "null") return site !== "same-origin";
  if (origin !== null) return !URL.canParse(origin) || new URL(origin).host !== url.host;
  return site !== null && site !== "same-origin" && site !== "none";
}
