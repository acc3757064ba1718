import assert from "node:assert/strict";
import { App, security } from "../../web/mod.ts";

const TOKEN = "a token with ü and 24 chars";

const handler = new App().use(
  security({ hostname: "0.0.0.0", allowHosts: ["music.example", "192.168.1.5"], token: TOKEN }),
  (ctx) => new Response(`at ${ctx.url.pathname}${ctx.url.search}`),
).handler();

function ask(path: string, init: RequestInit = {}, host = "music.example:8000") {
  return handler(new Request(`http://${host}${path}`, init));
}

Deno.test("a server that others reach answers to allowed names alone", async () => {
  const headers = { authorization: `Bearer ${encodeURIComponent("x")}` };
  for (
    const host of ["music.example", "MUSIC.example.", "192.168.1.5:8000", "127.0.0.1", "[::1]"]
  ) {
    assert.equal((await ask("/", { headers }, host)).status, 401, host);
  }
  for (const host of ["evil.example", "0.0.0.0", "192.168.1.6", "music.example.evil"]) {
    assert.equal((await ask("/", { headers }, host)).status, 421, host);
  }
});

Deno.test("without the token there is a question, whatever is asked for", async () => {
  for (const path of ["/", "/explore", "/styles/base.css", "/assets/client.js", "/%00"]) {
    const answer = await ask(path);
    assert.equal(answer.status, 401, path);
    assert.match(await answer.text(), /<form method="post" action="\/token">/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
  const api = await ask("/api/tracks");
  assert.equal(api.status, 401);
  assert.match((await api.json()).error, /Authorization: Bearer/);
  for (
    const cookie of ["fonoteca=", "fonoteca=wrong", `fonoteca=${TOKEN.slice(1)}`, "fonoteca=%"]
  ) {
    assert.equal((await ask("/", { headers: { cookie } })).status, 401, cookie);
  }
});

Deno.test("the address with the token sets a cookie and leads to the address without", async () => {
  const first = await ask(`/explore?tempo=1..2&token=${encodeURIComponent(TOKEN)}`);
  assert.equal(first.status, 303);
  assert.equal(first.headers.get("location"), "/explore?tempo=1..2");
  const set = first.headers.get("set-cookie") ?? "";
  assert.match(set, /; Path=\/; HttpOnly; SameSite=Lax$/);
  const headers = { cookie: `theme=dark; ${set.split(";")[0]}` };
  assert.equal(await (await ask("/api/tracks", { headers })).text(), "at /api/tracks");
  assert.equal((await ask(`/?token=${encodeURIComponent(TOKEN)}x`)).status, 401);
  const elsewhere = await ask(`//evil.example/?token=${encodeURIComponent(TOKEN)}`);
  assert.equal(elsewhere.headers.get("location"), "/evil.example/");
});

Deno.test("the form takes the token, and writes still need this origin", async () => {
  const send = (token: string, headers: Record<string, string> = {}) =>
    ask("/token", { method: "POST", body: new URLSearchParams({ token }), headers });
  assert.equal((await send(TOKEN)).status, 303);
  assert.equal((await send("wrong")).status, 401);
  assert.equal((await send(TOKEN, { origin: "http://evil.example" })).status, 403);
  assert.equal((await ask("/token", { method: "POST", body: "x" })).status, 415);
});
