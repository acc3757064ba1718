import assert from "node:assert/strict";
import {
  App,
  asset,
  bytesResponse,
  compression,
  eventStream,
  security,
  staticFiles,
} from "../../web/mod.ts";
import { contentSecurityPolicy } from "../../web/security.ts";
import { type Middleware } from "../../web/context.ts";

type State = Record<string, unknown>;

function through(
  middleware: Middleware<State>,
  answer: (req: Request) => Response | Promise<Response>,
) {
  return new App().use(middleware, (ctx) => answer(ctx.req)).handler();
}

const gzip = { headers: { "accept-encoding": "br;q=1, gzip" } };
const text = new TextEncoder().encode("tempo ".repeat(1000));

Deno.test("compression() packs text and keeps its tag findable", async () => {
  const handler = through(compression(), (req) => bytesResponse(text, req, { type: "text/plain" }));
  const packed = await handler(new Request("http://localhost/", gzip));
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  assert.equal(packed.headers.get("vary"), "accept-encoding");
  const plain = packed.body?.pipeThrough(new DecompressionStream("gzip")) ?? null;
  assert.deepEqual(await new Response(plain).bytes(), text);
  const etag = packed.headers.get("etag") ?? "";
  assert.match(etag, /^"\w+-gzip"$/);
  const headers = { ...gzip.headers, "if-none-match": etag };
  assert.equal((await handler(new Request("http://localhost/", { headers }))).status, 304);
});

Deno.test("compression() leaves alone audio, ranges, small bodies, and clients without gzip", async () => {
  const pass = async (
    type: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ) => {
    const handler = through(compression(), (req) => bytesResponse(body, req, { type }));
    const response = await handler(new Request("http://localhost/", { headers }));
    await response.body?.cancel();
    return response.headers.get("content-encoding");
  };
  assert.equal(await pass("audio/mpeg", text, gzip.headers), null);
  assert.equal(await pass("text/plain", text, { ...gzip.headers, range: "bytes=0-4000" }), null);
  assert.equal(await pass("text/plain", text.slice(0, 100), gzip.headers), null);
  assert.equal(await pass("text/plain", text, {}), null);
  assert.equal(await pass("text/plain", text, { "accept-encoding": "gzip;q=0" }), null);
  assert.equal(await pass("application/vnd.apache.arrow.stream", text, gzip.headers), "gzip");
});

Deno.test("security() refuses foreign hosts, on whichever address it listens", async () => {
  const local = through(security({ hostname: "127.0.0.1" }), () => new Response("ok"));
  const open = through(security({ hostname: "0.0.0.0" }), () => new Response("ok"));
  const status = async (handler: typeof local, host: string) =>
    (await handler(new Request(`http://${host}/`))).status;
  for (const host of ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "127.9.9.9"]) {
    assert.equal(await status(local, host), 200, host);
  }
  for (
    const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.2"]
  ) {
    assert.equal(await status(local, host), 421, host);
  }
  assert.equal(await status(open, "music.example"), 421);
  assert.equal(await status(open, "127.0.0.1:8000"), 200);
});

Deno.test("security() refuses as JSON below /api, where programs read it", async () => {
  const local = through(security({ hostname: "127.0.0.1" }), () => new Response("ok"));
  const asked = (url: string, init?: RequestInit) => local(new Request(url, init));
  const foreign = await asked("http://evil.example/api/status");
  assert.equal(foreign.status, 421);
  assert.match((await foreign.json()).error, /^Cannot answer for evil\.example: use the address/);
  const origin = { method: "POST", headers: { origin: "http://evil.example" } };
  const write = await asked("http://127.0.0.1/api/playlists", origin);
  assert.equal(write.status, 403);
  assert.match((await write.json()).error, /^Cannot change anything for another site/);
  assert.match(await (await asked("http://evil.example/")).text(), /^Cannot answer for/);
});

Deno.test("security() refuses writes from another origin", async () => {
  const handler = through(security({ hostname: "127.0.0.1" }), () => new Response("ok"));
  const post = async (headers: Record<string, string>) =>
    (await handler(new Request("http://127.0.0.1:8000/api/x", { method: "POST", headers }))).status;
  assert.equal(await post({}), 200);
  assert.equal(await post({ origin: "http://127.0.0.1:8000" }), 200);
  assert.equal(await post({ origin: "http://127.0.0.1:9000" }), 403);
  assert.equal(await post({ origin: "null" }), 403);
  assert.equal(await post({ origin: "null", "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await post({ origin: "null", "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await post({ "sec-fetch-site": "cross-site" }), 403);
});

Deno.test("security() puts its headers on every answer, and the policy allows no inline script", async () => {
  const handler = through(security({ hostname: "localhost" }), () => new Response("ok"));
  const { headers } = await handler(new Request("http://localhost/"));
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("content-security-policy"), contentSecurityPolicy());
  assert.match(contentSecurityPolicy(), /default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(contentSecurityPolicy(), /unsafe-eval|script-src[^;]*unsafe-inline|\*/);
});

Deno.test("staticFiles() serves static/ and dist/assets/, and nothing else", async () => {
  const root = await Deno.makeTempDir();
  try {
    for (const folder of ["static/deep", "static/.git", "dist/assets", "dist/.vite"]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
    }
    await Deno.writeTextFile(`${root}/static/deep/ä b.css`, "a{}");
    await Deno.writeTextFile(`${root}/static/.git/config`, "secret");
    await Deno.writeTextFile(`${root}/dist/assets/client-1.js`, "1");
    await Deno.writeTextFile(`${root}/dist/.vite/manifest.json`, "{}");
    await Deno.writeTextFile(`${root}/secret.txt`, "secret");
    const handler = through(staticFiles({ root }), () => new Response("next", { status: 404 }));
    const get = async (path: string) => {
      const response = await handler(new Request(`http://localhost${path}`));
      return [response.status, await response.text(), response.headers.get("cache-control")];
    };
    assert.deepEqual(await get("/deep/%C3%A4%20b.css"), [200, "a{}", "no-cache"]);
    assert.deepEqual(
      (await get("/deep/%C3%A4%20b.css?v=1"))[2],
      "public, max-age=31536000, immutable",
    );
    assert.deepEqual((await get("/assets/client-1.js"))[2], "public, max-age=31536000, immutable");
    for (
      const path of [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/deep/..%5c..%5csecret.txt",
        "/.git/config",
        "/assets/../.vite/manifest.json",
        "/deep",
        "/%00",
      ]
    ) {
      assert.deepEqual((await get(path))[1], "next", path);
    }
    await Deno.remove(`${root}/dist/assets/client-1.js`);
    assert.deepEqual((await get("/assets/client-1.js"))[1], "next", "a later build has taken it");
    const plain = asset("/deep/ä b.css", { root });
    assert.match(plain, /^\/deep\/ä b\.css\?v=\w+$/);
    assert.equal(asset("/missing.css", { root }), "/missing.css");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("eventStream() writes events as they come and ends its source when the client leaves", async () => {
  let ended = false;
  async function* source() {
    try {
      yield { event: "progress", id: "1", data: { done: 1 } };
      yield { data: "line\nbreak" };
      await Promise.resolve();
      for (;;) yield { data: 0 };
    } finally {
      ended = true;
    }
  }
  const response = eventStream(source());
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader);
  let seen = "";
  while (!seen.includes("break")) seen += (await reader.read()).value;
  assert.match(seen, /event: progress\nid: 1\ndata: {"done":1}\n\ndata: "line\\nbreak"\n\n/);
  await reader.cancel();
  assert.equal(ended, true);
});

Deno.test("eventStream() closes at the end of its source, and fails with it", async () => {
  async function* two() {
    yield { data: 1 };
    await Promise.resolve();
    yield { data: 2 };
  }
  assert.match(await eventStream(two()).text(), /data: 1\n\ndata: 2\n\n$/);
  async function* failing() {
    yield { data: 1 };
    await Promise.reject(new Error("the index is gone"));
  }
  await assert.rejects(eventStream(failing()).text(), /the index is gone/);
});
