import assert from "node:assert/strict";
import fc from "fast-check";
import { byteRange } from "../../web/_conditional.ts";
import { bytesResponse, fileResponse } from "../../web/mod.ts";

const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251);
const path = await Deno.makeTempFile({ suffix: ".ogg" });
await Deno.writeFile(path, bytes);
Deno.test.afterAll(() => Deno.remove(path));

function request(headers: Record<string, string> = {}, method = "GET"): Request {
  return new Request("http://localhost/x", { headers, method });
}

Deno.test("fileResponse() sends the whole file with its type, length and tags", async () => {
  const response = await fileResponse(path, request());
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "audio/ogg");
  assert.equal(response.headers.get("content-length"), "200000");
  assert.equal(response.headers.get("accept-ranges"), "bytes");
  assert.deepEqual(await response.bytes(), bytes);
});

Deno.test("fileResponse() answers any range as the slice it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(199_999), fc.nat(250_000), async (start, length) => {
      const response = await fileResponse(
        path,
        request({ range: `bytes=${start}-${start + length}` }),
      );
      const end = Math.min(start + length, 199_999);
      assert.equal(response.status, 206);
      assert.equal(response.headers.get("content-range"), `bytes ${start}-${end}/200000`);
      assert.deepEqual(await response.bytes(), bytes.slice(start, end + 1));
    }),
    { numRuns: 30 },
  );
});

Deno.test("fileResponse() answers open and suffix ranges", async () => {
  const open = await fileResponse(path, request({ range: "bytes=199990-" }));
  assert.deepEqual(await open.bytes(), bytes.slice(199_990));
  const suffix = await fileResponse(path, request({ range: "bytes=-7" }));
  assert.deepEqual(await suffix.bytes(), bytes.slice(-7));
});

Deno.test("fileResponse() answers 416 past the end, and the whole for what it does not read", async () => {
  const past = await fileResponse(path, request({ range: "bytes=200000-" }));
  assert.equal(past.status, 416);
  assert.equal(past.headers.get("content-range"), "bytes */200000");
  for (const range of ["bytes=1-2,4-5", "lines=1-2", "bytes=5-1", "bytes=-"]) {
    const whole = await fileResponse(path, request({ range }));
    assert.equal(whole.status, 200, range);
    await whole.body?.cancel();
  }
});

Deno.test("fileResponse() answers 304 to its own tag, weak or compressed, and to its date", async () => {
  const first = await fileResponse(path, request({}, "HEAD"));
  const etag = first.headers.get("etag") ?? "";
  const modified = first.headers.get("last-modified") ?? "";
  assert.equal(first.body, null);
  for (const tag of [etag, `W/${etag}`, etag.replace(/"$/, '-gzip"'), `"other", ${etag}`, "*"]) {
    assert.equal((await fileResponse(path, request({ "if-none-match": tag }))).status, 304, tag);
  }
  const since = await fileResponse(path, request({ "if-modified-since": modified }));
  assert.equal(since.status, 304);
});

Deno.test("fileResponse() sends the whole file when If-Range names another version", async () => {
  const headers = { range: "bytes=0-9", "if-range": '"older"' };
  const response = await fileResponse(path, request(headers));
  assert.equal(response.status, 200);
  await response.body?.cancel();
});

Deno.test("fileResponse() closes its file when the client leaves", async () => {
  const response = await fileResponse(path, request());
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const unread = await fileResponse(path, request({ range: "bytes=0-9" }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await unread.body?.cancel();
  const early = (await fileResponse(path, request())).body?.getReader();
  const pending = early?.read();
  await early?.cancel();
  await pending;
});

Deno.test("fileResponse() throws NotFound for folders and missing files", async () => {
  await assert.rejects(fileResponse("/nowhere/x.mp3", request()), Deno.errors.NotFound);
  await assert.rejects(fileResponse(Deno.cwd(), request()), Deno.errors.NotFound);
});

Deno.test("bytesResponse() serves ranges and tags of bytes in memory, even of none", async () => {
  const response = await bytesResponse(bytes, request({ range: "bytes=10-19" }));
  assert.equal(response.status, 206);
  assert.deepEqual(await response.bytes(), bytes.slice(10, 20));
  const empty = await bytesResponse(new Uint8Array(), request());
  assert.equal(empty.status, 200);
  assert.equal((await empty.bytes()).length, 0);
  const etag = response.headers.get("etag") ?? "";
  assert.equal((await bytesResponse(bytes, request({ "if-none-match": etag }))).status, 304);
});

Deno.test("byteRange() never leaves the body", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(1000), (text, size) => {
      const range = byteRange(`bytes=${text}`, size);
      if (typeof range !== "object") return;
      assert.ok(range.start >= 0 && range.start <= range.end && range.end < size);
    }),
  );
});
