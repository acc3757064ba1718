import assert from "node:assert/strict";
import { join } from "node:path";
import { type Library, openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

async function bench(body: (ask: Ask, library: Library, path: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "x.kv");
  let library = await openLibrary(path);
  await library.store.putTrack(trackOf("t1"));
  await library.collection.refresh();
  const reopen = async () => library = await openLibrary(path, { create: false });
  const handler = createApp({ library, hostname: "127.0.0.1", reopen }).handler();
  try {
    await body((at, init) => handler(new Request(`http://127.0.0.1${at}`, init)), library, path);
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const HEADERS = ["content-security-policy", "x-content-type-options", "referrer-policy"];

Deno.test("whatever is asked for badly is a 4xx in words, with every header", () =>
  bench(async (ask) => {
    const long = "x".repeat(3_000);
    const post = (body: BodyInit, headers: Record<string, string> = {}) => ({
      method: "POST",
      body,
      headers,
    });
    const deep = "[".repeat(200_000);
    const asked: readonly (readonly [string, RequestInit?])[] = [
      [`/api/tracks/${long}`],
      [`/api/tracks/${long}/audio`],
      [`/api/playlists/${long}`],
      [`/api/listening/${long}`],
      [`/listen?test=${long}`],
      [`/api/similar?track=${long}`],
      [`/similar?track=${long}`],
      [`/api/tracks/%00`],
      [`/${"x/".repeat(20_000)}`],
      ["/listen", post("{}", { "content-type": "application/json" })],
      ["/listen", post("text", { "content-type": "text/plain" })],
      ["/listen", post("broken", { "content-type": "multipart/form-data; boundary=x" })],
      ["/api/playlists", post("{")],
      ["/api/playlists", post(deep)],
      ["/api/playlists", post(`{"name":"${"x".repeat(2_000_000)}"}`)],
      ["/api/playlists", post(`{"name":7}`)],
      ["/api/listening/none", post("null")],
      ["/api/similar/file", post("x", { "content-length": "600000000" })],
      ["/api/similar/file/none/keep", { method: "POST" }],
      ["/api/listening/results?as=xml"],
      ["/api/map?space=none"],
      ["/api/map?space=60musicnn-40vgg"],
      ["/api/combined?space=60musicnn-60vgg"],
      ["/api/combined?space=best"],
      ["/api/combined", post(`{"space":"musicnn"}`)],
      ["/api/combined", post(`{"space":"60musicnn-40vgg"}`)],
      ["/api/combined", post("null")],
      ["/api/combined/60musicnn-40vgg", { method: "DELETE" }],
      ["/similar/combine?space=__proto__"],
      ["/api/nothing"],
    ];
    for (const [at, init] of asked) {
      const answer = await ask(at, init);
      const text = await answer.text();
      const shown = `${init?.method ?? "GET"} ${at.slice(0, 60)}: ${answer.status}`;
      assert.ok(answer.status >= 400 && answer.status < 500, shown);
      for (const name of HEADERS) assert.ok(answer.headers.has(name), `${shown} without ${name}`);
      assert.doesNotMatch(text, /\.ts:\d+/, shown);
      if (at.startsWith("/api/")) assert.ok(JSON.parse(text).error.length < 400, shown);
    }
  }));

Deno.test("HEAD tells of every page what GET sends", () =>
  bench(async (ask) => {
    for (const at of ["/", "/explore", "/api/summary", "/api/columns.arrow", "/favicon.svg"]) {
      const head = await ask(at, { method: "HEAD" });
      const body = await (await ask(at)).bytes();
      assert.equal(head.headers.get("content-length"), `${body.length}`, at);
      assert.equal(await head.text(), "");
    }
  }));

Deno.test("a store replaced under the server is said on pages, refuses writes, and is opened again", () =>
  bench(async (ask, _, path) => {
    const save = (name: string) =>
      ask("/api/playlists", { method: "POST", body: JSON.stringify({ name }) });
    assert.equal((await save("before")).status, 201);
    assert.doesNotMatch(await (await ask("/")).text(), /role="alert"/);
    await Deno.rename(path, `${path}.old`);
    const refused = await save("lost");
    assert.equal(refused.status, 503);
    assert.match((await refused.json()).error, /its file was deleted or moved away/);
    assert.match(await (await ask("/")).text(), /deleted or moved away/);
    assert.equal((await ask("/reopen", { method: "POST" })).status, 503);
    await Deno.rename(`${path}.old`, path);
    assert.equal((await save("again")).status, 201);
    await Deno.copyFile(path, `${path}.copy`);
    await Deno.rename(`${path}.copy`, path);
    const page = await (await ask("/explore")).text();
    assert.match(page, /replaced by another/);
    assert.match(page, /<form method="post" action="\/reopen">/);
    assert.equal((await ask("/reopen", { method: "POST" })).status, 303);
    assert.equal((await save("after")).status, 201);
    assert.doesNotMatch(await (await ask("/explore")).text(), /role="alert"/);
  }));
