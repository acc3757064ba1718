import type { Middleware } from "./context.ts";

/** What {@linkcode security} guards. */
export interface SecurityOptions {
  /** Address the server listens on; on a loopback address foreign `Host` headers are refused. */
  readonly hostname: string;
  /** Origin of Vite's development server, in development: its scripts, styles and socket are let in. */
  readonly vite?: string | undefined;
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

/**
 * Guards every answer: policy headers; against DNS rebinding (a foreign name that resolves to this
 * machine) the `Host` check; against other sites' forms and scripts the origin check on everything
 * but GET and HEAD.
 * A foreign host is answered 421, a write from another origin 403.
 */
export function security<State>(options: SecurityOptions): Middleware<State> {
  const loopback = isLoopback(options.hostname);
  const headers = {
    "content-security-policy": contentSecurityPolicy(options),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
  };
  return async (ctx) => {
    const refused = refusalOf(ctx.req, ctx.url, loopback);
    const response = refused ?? await ctx.next();
    const answer = new Response(response.body, response);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return answer;
  };
}

function refusalOf(req: Request, url: URL, loopback: boolean): Response | undefined {
  if (loopback && !isLoopback(hostOf(url))) {
    return new Response(
      `Cannot answer for ${url.host}: this server answers only for this machine; ` +
        "use the address that the terminal shows, or start it with --host",
      { status: 421 },
    );
  }
  if (!isForeignWrite(req, url)) return undefined;
  return new Response("Cannot change anything for another site: the request came from one", {
    status: 403,
  });
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Whether a host name means this machine and no other. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
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
