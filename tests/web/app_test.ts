import assert from "node:assert/strict";
import { App, HttpError } from "../../web/mod.ts";
import { siteApp } from "../fixtures/site/site.ts";

const handler = siteApp().handler();

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return handler(new Request(`http://127.0.0.1:8000${path}`, init));
}

Deno.test("a page is put into the app shell", async () => {
  const response = await get("/");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(html, /^<!DOCTYPE html><html lang="en">/);
  assert.match(html, /<main><h1>Home<\/h1>/);
  assert.match(html, /<title>Site<\/title>/);
});

Deno.test("Head puts the last title into the document's head", async () => {
  const html = await (await get("/docs/a/b%20c")).text();
  assert.match(html, /<title>Docs: a\/b c<\/title>.*<\/head>/);
  assert.equal(html.match(/<title>/g)?.length, 1);
});

Deno.test("layouts and middlewares of a folder hold for what is below it, outermost first", async () => {
  const response = await get("/docs");
  assert.match(await response.text(), /<article class="docs"><p>docs index<\/p><\/article>/);
  assert.equal(response.headers.get("x-trail"), "outer second docs");
  assert.equal((await get("/second")).headers.get("x-trail"), "outer second");
});

Deno.test("a handler hands data, status and headers to its page", async () => {
  const response = await get("/second?q=a%26b");
  assert.equal(response.headers.get("x-second"), "1");
  assert.match(await response.text(), /<p class="query">a&amp;b<\/p>/);
});

Deno.test("a named route goes before a parameter", async () => {
  assert.deepEqual(await (await get("/api/things/latest")).json(), { latest: true });
  assert.deepEqual(await (await get("/api/things/a%2Fb")).json(), { id: "a/b" });
});

Deno.test("a method is answered by its own handler", async () => {
  const response = await get("/second", { method: "POST", body: "hello" });
  assert.equal(response.status, 201);
  assert.equal(await response.text(), "hello");
});

Deno.test("HEAD answers as GET without a body", async () => {
  const response = await get("/second", { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-second"), "1");
  assert.equal(await response.text(), "");
});

Deno.test("a method that the route does not know is answered 405 with what it knows", async () => {
  const response = await get("/api/things", { method: "PUT" });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, DELETE, HEAD, OPTIONS");
  assert.deepEqual(await response.json(), {
    error: "Cannot PUT here: this address answers GET, DELETE, HEAD, OPTIONS",
  });
  assert.equal((await get("/api/things", { method: "OPTIONS" })).status, 204);
});

Deno.test("HttpError is passed on as JSON below /api/", async () => {
  const response = await get("/api/things", { method: "DELETE" });
  assert.equal(response.status, 409);
  assert.deepEqual(await response.json(), { error: "Cannot delete things: there are none" });
});

Deno.test("an address without a route is 404 on the error page, in the shell", async () => {
  const response = await get("/nowhere");
  const html = await response.text();
  assert.equal(response.status, 404);
  assert.match(html, /<p class="error">404 Nothing is kept at \/nowhere<\/p>/);
  assert.match(html, /<footer>/);
  assert.equal((await get("/api/nowhere")).headers.get("content-type"), "application/json");
  assert.equal((await get("/%E0%A4%A")).status, 404);
});

Deno.test("a fault is told to the terminal and not to the page", async () => {
  const said: unknown[][] = [];
  const original = console.error;
  console.error = (...args: unknown[]) => said.push(args);
  try {
    const response = await get("/broken");
    const html = await response.text();
    assert.equal(response.status, 500);
    assert.doesNotMatch(html, /secret detail|broken\.tsx|at /);
    assert.match(html, /the terminal it runs in says which/);
    assert.ok(response.headers.has("content-security-policy"));
  } finally {
    console.error = original;
  }
  assert.match(String(said[0]?.[1]), /secret detail/);
});

Deno.test("a trailing slash is redirected, and never to another site", async () => {
  const response = await get("/second/?q=1");
  assert.equal(response.status, 308);
  assert.equal(response.headers.get("location"), "/second?q=1");
  assert.equal((await get("//evil.example/")).headers.get("location"), "/evil.example");
});

Deno.test("middlewares can answer themselves, and run in the order added", async () => {
  const order: string[] = [];
  const app = new App().use(async (ctx) => {
    order.push("first");
    const response = await ctx.next();
    order.push("last");
    return response;
  }, () => {
    order.push("second");
    return new Response("stop");
  });
  const response = await app.handler()(new Request("http://localhost/"));
  assert.equal(await response.text(), "stop");
  assert.deepEqual(order, ["first", "second", "last"]);
});

Deno.test("an error thrown by a middleware keeps its status", async () => {
  const app = new App().use(() => {
    throw new HttpError(503, "Cannot answer yet: the index is being built; wait a moment");
  });
  const response = await app.handler()(new Request("http://localhost/api/x"));
  assert.equal(response.status, 503);
  assert.match((await response.json()).error, /wait a moment/);
});

Deno.test("render puts a vnode into the shell, redirect sends on", async () => {
  const app = new App().use((ctx) =>
    ctx.url.pathname === "/go" ? ctx.redirect("/there", 303) : ctx.next()
  );
  const response = await app.handler()(new Request("http://localhost/go"));
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/there");
});
