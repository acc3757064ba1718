import assert from "node:assert/strict";
import { answerCache, App, bytesResponse, compression } from "../../web/mod.ts";

function bench(options: { readonly bytes?: number; readonly answer?: () => Response } = {}) {
  let made = 0;
  let of = {};
  const app = new App().use(
    compression(),
    answerCache({ bytes: options.bytes ?? 1e6, dependence: () => ({ of, also: "" }) }),
    async (ctx) => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return options.answer?.() ??
        new Response(`${ctx.url.pathname} ${"tempo ".repeat(500)}`, {
          headers: { "content-type": "text/plain" },
        });
    },
  ).handler();
  return {
    ask: (path = "/", init: RequestInit = {}) => app(new Request(`http://localhost${path}`, init)),
    made: () => made,
    change: () => of = {},
  };
}

Deno.test("answerCache() makes an answer once for all who ask, until what it is of changes", async () => {
  const { ask, made, change } = bench();
  const texts = await Promise.all(
    Array.from({ length: 50 }, async () => await (await ask()).text()),
  );
  assert.equal(made(), 1);
  assert.equal(new Set(texts).size, 1);
  await (await ask("/?other")).text();
  assert.equal(made(), 2);
  change();
  await (await ask()).text();
  assert.equal(made(), 3);
});

Deno.test("answerCache() packs once, and answers 304 to who has it", async () => {
  const { ask, made } = bench();
  const headers = { "accept-encoding": "gzip" };
  const packed = await ask("/", { headers });
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  const etag = packed.headers.get("etag")!;
  const body = packed.body!.pipeThrough(new DecompressionStream("gzip"));
  assert.equal(await new Response(body).text(), await (await ask()).text());
  const again = await ask("/", { headers: { ...headers, "if-none-match": etag } });
  assert.equal(again.status, 304);
  const head = await ask("/", { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), `${(await (await ask()).bytes()).length}`);
  assert.equal(made(), 1);
});

Deno.test("answerCache() keeps no more than it may, and neither errors nor what is not to be kept", async () => {
  const small = bench({ bytes: 4_000 });
  for (const path of ["/a", "/b", "/a"]) await (await small.ask(path)).text();
  assert.equal(small.made(), 3);
  for (
    const init of [
      { status: 404 },
      { headers: { "cache-control": "no-store" } },
      { headers: { "set-cookie": "a=b" } },
      { headers: { "content-type": "text/event-stream" } },
    ]
  ) {
    const own = bench({ answer: () => new Response("x", init) });
    const answers = await Promise.all([own.ask(), own.ask()]);
    for (const answer of answers) assert.equal(await answer.text(), "x");
    assert.equal(own.made(), 2);
  }
  const write = bench();
  await (await write.ask("/", { method: "POST" })).text();
  await (await write.ask("/", { method: "POST" })).text();
  assert.equal(write.made(), 2);
});

Deno.test("an answer that fails while others wait for it is made again for them", async () => {
  let tries = 0;
  const { ask } = bench({
    answer: () => {
      if (++tries === 1) throw new TypeError("once");
      return new Response("well");
    },
  });
  const error = console.error;
  console.error = () => {};
  try {
    const statuses = await Promise.all([ask(), ask()].map(async (answer) => (await answer).status));
    assert.deepEqual(statuses.toSorted(), [200, 500]);
  } finally {
    console.error = error;
  }
});

Deno.test("clients who do not read large shared bytes hold no copy of them", async () => {
  const bytes = new Uint8Array(24_000_000).fill(7);
  const app = new App().use((ctx) => bytesResponse(bytes, ctx.req, { etag: '"x"' })).handler();
  await using server = Deno.serve({ port: 0, onListen: () => {} }, app);
  const before = Deno.memoryUsage().rss;
  const connections = await Promise.all(Array.from({ length: 60 }, async () => {
    const connection = await Deno.connect({ port: server.addr.port });
    await connection.write(
      new TextEncoder().encode("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    );
    return connection;
  }));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const grown = Deno.memoryUsage().rss - before;
  for (const connection of connections) connection.close();
  assert.ok(grown < 200e6, `${Math.round(grown / 1e6)} MB for 60 clients`);
  const answer = await fetch(`http://127.0.0.1:${server.addr.port}/`);
  assert.equal((await answer.bytes()).length, bytes.length);
});
