import assert from "node:assert/strict";
import fc from "fast-check";
import { ask, AskError, askJson, wordsOf } from "../../wire/_ask.ts";
import { follow } from "../../wire/_follow.ts";
import { latest } from "../../wire/_latest.ts";
import { askMade } from "../../wire/_made.ts";

/** A server on a free port; gives its address. */
function serve(handler: (request: Request) => Response | Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  const at = `http://127.0.0.1:${server.addr.port}`;
  return { at, [Symbol.asyncDispose]: () => server.shutdown() };
}

Deno.test("ask() says in words what the server refuses: its reason, or what was tried", async () => {
  await using server = serve(({ url }) =>
    url.endsWith("/why")
      ? Response.json({ error: "Cannot keep it: the disk is full" }, { status: 507 })
      : new Response("no", { status: 502 })
  );
  await assert.rejects(ask(`${server.at}/why`, { to: "keep it" }), (error) => {
    assert.ok(error instanceof AskError);
    assert.equal(error.status, 507);
    assert.equal(error.message, "Cannot keep it: the disk is full");
    return true;
  });
  await assert.rejects(ask(server.at, { to: "load the map" }), {
    message: "Cannot load the map: the server answered 502",
    status: 502,
  });
});

Deno.test("ask() says that a server does not answer, and what to look at", async () => {
  const gone = serve(() => new Response());
  await gone[Symbol.asyncDispose]();
  await assert.rejects(ask(gone.at, { to: "load the map" }), {
    message: "Cannot load the map: Fonoteca does not answer; is it still running?",
    status: 0,
  });
});

Deno.test("an aborted request is no failure to tell of", async () => {
  const held = Promise.withResolvers<Response>();
  await using server = serve(() => held.promise);
  const stop = new AbortController();
  const asked = ask(server.at, { to: "load the map", signal: stop.signal });
  stop.abort();
  const error: unknown = await asked.catch((reason: unknown) => reason);
  assert.equal(wordsOf(error), "");
  assert.ok(!(error instanceof AskError));
  held.resolve(new Response());
});

Deno.test("askJson() sends what it is given as JSON", async () => {
  await using server = serve(async (request) =>
    Response.json({
      method: request.method,
      type: request.headers.get("content-type"),
      body: await request.json(),
    })
  );
  assert.deepEqual(
    await askJson(server.at, { to: "save", method: "POST", json: { name: "é", tracks: [] } }),
    { method: "POST", type: "application/json", body: { name: "é", tracks: [] } },
  );
});

/** A server that makes something, and tells by events how far it is. */
function maker(states: readonly { readonly state: string; readonly fraction: number }[]) {
  let made = false;
  const server = serve(({ url }) => {
    const { pathname, origin } = new URL(url);
    if (pathname === "/work") {
      made = true;
      const events = states.map((state) => `data: ${JSON.stringify(state)}\n\n`);
      return new Response(events.join(""), { headers: { "content-type": "text/event-stream" } });
    }
    return made
      ? new Response("made")
      : Response.json({ progress: 0, work: `${origin}/work` }, { status: 202 });
  });
  return server;
}

Deno.test("askMade() waits for what is in the making, and tells how far it is", async () => {
  await using server = maker([
    { state: "waiting", fraction: 0 },
    { state: "running", fraction: 0.5 },
    { state: "done", fraction: 1 },
  ]);
  const told: number[] = [];
  const response = await askMade(server.at, {
    to: "load the map",
    signal: new AbortController().signal,
    onProgress: (share) => told.push(share),
  });
  assert.equal(await response.text(), "made");
  assert.deepEqual(told, [0, 0.5]);
});

Deno.test("askMade() tells why what it waits for is not made, or that nobody tells", async () => {
  const waiting = { to: "load the map", signal: new AbortController().signal, onProgress() {} };
  const failed = { state: "failed", fraction: 0.5, reason: "Cannot map: no memory" };
  await using server = maker([failed]);
  await assert.rejects(askMade(server.at, waiting), { message: "Cannot map: no memory" });
  await using lost = maker([{ state: "running", fraction: 0.5 }]);
  await assert.rejects(askMade(lost.at, waiting), /does not answer any more/);
});

Deno.test("follow() hands on what comes, and tells once that no more will", async () => {
  const lost = Promise.withResolvers<string>();
  const events: unknown[] = [];
  const server = serve(() =>
    new Response('data: {"done":1}\n\ndata: {"done":2}\n\n', {
      headers: { "content-type": "text/event-stream" },
    })
  );
  const end = follow(server.at, { onEvent: (event) => events.push(event), onLost: lost.resolve });
  assert.match(await lost.promise, /does not answer any more/);
  end();
  assert.deepEqual(events, [{ done: 1 }, { done: 2 }]);
  await server[Symbol.asyncDispose]();
});

Deno.test("latest() has at most one call under way, and always makes the last", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { minLength: 1 }), async (s, values) => {
      let busy = 0;
      const made: number[] = [];
      const calls = latest(async (value: number) => {
        assert.equal(++busy, 1);
        await s.schedule(Promise.resolve());
        made.push(value);
        busy--;
        if (value % 3 === 0) throw new Error("a call that fails ends");
      });
      for (const value of values) calls.run(value);
      await s.waitIdle();
      assert.equal(made.at(-1), values.at(-1));
      assert.ok(made.length <= 2);
    }),
  );
});

Deno.test("latest() drops what waits when it is stopped, and aborts what is under way", async () => {
  const made: number[] = [];
  const calls = latest(async (value: number, signal) => {
    made.push(value);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  });
  calls.run(1);
  calls.run(2);
  calls.stop();
  calls.run(3);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(made, [1]);
});
