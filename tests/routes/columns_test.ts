import assert from "node:assert/strict";
import { decodeColumns } from "../../collection/columns_arrow.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

Deno.test("/api/columns.arrow is the same plain and compressed, and sent once", async () => {
  const library = await openLibrary(":memory:");
  await library.store.putTrack(trackOf("a", { values: { tempo: 120.123456 } }));
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = (headers: Record<string, string>) =>
    app(new Request("http://127.0.0.1:8000/api/columns.arrow", { headers }));
  const plain = await get({ "accept-encoding": "identity" });
  const packed = await get({ "accept-encoding": "gzip" });
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  assert.equal(packed.headers.get("vary"), "accept-encoding");
  assert.equal(packed.headers.get("x-fonoteca-version"), String(library.collection.version));
  const unpacked = packed.body!.pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
  assert.deepEqual(bytes, new Uint8Array(await plain.arrayBuffer()));
  assert.deepEqual(decodeColumns(bytes).numbers, library.collection.columns.numbers);
  const etag = packed.headers.get("etag")!;
  const again = await get({ "accept-encoding": "gzip", "if-none-match": etag });
  assert.equal(again.status, 304);
  await library.store.putTrack(trackOf("b"));
  await library.collection.refresh();
  const later = await get({ "accept-encoding": "gzip", "if-none-match": etag });
  assert.equal(later.status, 200);
  await later.body?.cancel();
  await library.close();
});
