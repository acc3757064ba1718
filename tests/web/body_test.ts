import assert from "node:assert/strict";
import fc from "fast-check";
import { App, formIn, HttpError, jsonIn } from "../../web/mod.ts";

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers });
}

/** A body that counts what is read of it. */
function counted(chunks: number, bytes = 100_000) {
  let read = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (read++ === chunks) controller.close();
      else controller.enqueue(new Uint8Array(bytes).fill(32));
    },
  }, { highWaterMark: 0 });
  return { body, read: () => read };
}

async function statusOf(work: Promise<unknown>): Promise<number> {
  const error = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof HttpError, String(error));
  return error.status;
}

Deno.test("jsonIn() reads any JSON that is not too deep", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
      const text = JSON.stringify(value);
      assert.deepEqual(await jsonIn(post(text)), JSON.parse(text));
    }),
  );
});

Deno.test("jsonIn() stops reading what is too long, whatever its length is said to be", async () => {
  const { body, read } = counted(3_000);
  assert.equal(await statusOf(jsonIn(post(body))), 413);
  assert.ok(read() < 15, `${read()} pieces were read`);
  const said = counted(3_000);
  assert.equal(await statusOf(jsonIn(post(said.body, { "content-length": "300000000" }))), 413);
  assert.ok(said.read() < 3);
});

Deno.test("jsonIn() refuses what is nested too deep before parsing it, and what is no JSON", async () => {
  assert.equal(await statusOf(jsonIn(post("[".repeat(400_000)))), 400);
  assert.equal(await statusOf(jsonIn(post("[".repeat(33) + "]".repeat(33)))), 400);
  assert.deepEqual(await jsonIn(post(JSON.stringify("[".repeat(100)))), "[".repeat(100));
  for (const text of ["", "{", "tempo", "\xff"]) {
    assert.equal(await statusOf(jsonIn(post(text))), 400, text);
  }
});

Deno.test("jsonIn() waits no longer than it has to for a body that does not come", async () => {
  const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
  const limits = { bytes: 100, time: 30 };
  assert.equal(await statusOf(jsonIn(post(body), limits)), 408);
});

Deno.test("formIn() reads forms of both kinds, and refuses the rest", async () => {
  const form = new FormData();
  form.set("listener", "ä b");
  form.set("file", new File(["x"], "x.txt"));
  assert.deepEqual([...await formIn(post(form))], [["listener", "ä b"]]);
  assert.equal((await formIn(post(new URLSearchParams({ odd: "yes" })))).get("odd"), "yes");
  assert.equal(await statusOf(formIn(post("{}", { "content-type": "application/json" }))), 415);
  assert.equal(await statusOf(formIn(post("x", { "content-type": "text/plain" }))), 415);
  const damaged = { "content-type": "multipart/form-data; boundary=b" };
  assert.equal(await statusOf(formIn(post("no part", damaged))), 400);
});

Deno.test("an address that is none, or too long, is answered with every header", async () => {
  const handler = new App().use(() => new Response("ok")).handler();
  const long = await handler(new Request(`http://localhost/?q=${"x".repeat(40_000)}`));
  assert.equal(long.status, 414);
  assert.equal(long.headers.get("x-content-type-options"), "nosniff");
  const broken = new Request("http://localhost/");
  Object.defineProperty(broken, "url", { value: "http://127.0.0.256/" });
  const answer = await handler(broken);
  assert.equal(answer.status, 400);
  assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
});

Deno.test("HEAD tells the length that GET has, and waits for no event", async () => {
  const app = (answer: () => Response) => new App().use(answer).handler();
  const text = app(() => new Response("ä".repeat(1_000)));
  const head = await text(new Request("http://localhost/", { method: "HEAD" }));
  assert.equal(head.headers.get("content-length"), "2000");
  assert.equal(await head.text(), "");
  const endless = app(() =>
    new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } })
  );
  const events = await endless(new Request("http://localhost/", { method: "HEAD" }));
  assert.equal(events.headers.get("content-length"), null);
});
