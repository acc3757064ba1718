import { timingSafeEqual } from "node:crypto";
import { formIn } from "./body.ts";

const COOKIE = "fonoteca";
const PARAMETER = "token";
/** Where the page that asks for the token sends it. */
const LOGIN = "/token";

/**
 * Lets through who knows the token: from the cookie that a first visit sets, from `?token=` in the
 * address that the terminal shows, from the form that everybody else sees, or, for scripts, from
 * `Authorization: Bearer`. The answer is `undefined` for those who may go on.
 */
export function tokenGate(
  token: string,
): (req: Request, url: URL) => Promise<Response | undefined> {
  const isRight = comparison(token);
  return async (req, url) => {
    if (isRight(cookieIn(req)) || isRight(bearerIn(req))) return undefined;
    if (url.pathname === LOGIN && req.method === "POST") {
      const given = (await formIn(req)).get(PARAMETER) ?? "";
      return isRight(given) ? welcome("/", given) : question("This is not the token.");
    }
    const given = url.searchParams.get(PARAMETER);
    if (isRight(given) && (req.method === "GET" || req.method === "HEAD")) {
      const clean = new URL(url);
      clean.searchParams.delete(PARAMETER);
      return welcome(clean.pathname.replace(/^\/+/, "/") + clean.search, given!);
    }
    if (url.pathname.startsWith("/api/")) {
      return Response.json({
        error: "Cannot answer without the token: send it as Authorization: Bearer <token>",
      }, { status: 401, headers: { "www-authenticate": "Bearer", "cache-control": "no-store" } });
    }
    return question("");
  };
}

function comparison(token: string): (given: string | null | undefined) => boolean {
  const encoder = new TextEncoder();
  const wanted = encoder.encode(token);
  return (given) => {
    const bytes = encoder.encode(given ?? "");
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  };
}

function cookieIn(req: Request): string | undefined {
  const pairs = (req.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return found === undefined ? undefined : decoded(found.slice(COOKIE.length + 1));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function bearerIn(req: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(req.headers.get("authorization") ?? "")?.[1];
}

function welcome(location: string, token: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location,
      "set-cookie": `${COOKIE}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Lax`,
      "cache-control": "no-store",
    },
  });
}

function question(problem: string): Response {
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Fonoteca</title></head>
<body style="font: 15px system-ui; max-width: 26rem; margin: 20vh auto; padding: 0 1rem">
<h1 style="font-size: 24px">Fonoteca</h1>
<p>This collection is open to who knows its token. It stands in the terminal that the server was
started in.</p>
<form method="post" action="${LOGIN}">
<label>Token <input name="${PARAMETER}" type="password" autocomplete="current-password" required
 autofocus style="font: inherit; padding: 4px 8px; width: 100%; box-sizing: border-box"></label>
<p role="alert">${problem}</p>
<button style="font: inherit; padding: 4px 12px">Open</button>
</form></body></html>`;
  return new Response(html, {
    status: 401,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
