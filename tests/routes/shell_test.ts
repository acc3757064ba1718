import assert from "node:assert/strict";
import { galleryApp } from "../fixtures/gallery/gallery.ts";

const handler = galleryApp().handler();

async function shell(path: string, headers: Record<string, string> = {}): Promise<string> {
  return await (await handler(new Request(`http://127.0.0.1:8000${path}`, { headers }))).text();
}

Deno.test("the shell marks the current page alone", async () => {
  const html = await shell("/listen");
  assert.deepEqual(html.match(/<a href="[^"]+" aria-current="page"/g), [
    '<a href="/listen" aria-current="page"',
  ]);
});

Deno.test("the shell is written in the theme of the cookie, and only in a known one", async () => {
  assert.match(
    await shell("/", { cookie: "a=b; theme=dark" }),
    /<html lang="en" data-theme="dark">/,
  );
  assert.match(await shell("/", { cookie: "theme=light" }), /data-theme="light"/);
  for (const cookie of ["theme=system", 'theme="><script>', "xtheme=dark", ""]) {
    assert.match(await shell("/", { cookie }), /<html lang="en">/, cookie);
  }
});

Deno.test("the shell's stylesheets and icon are there, with a version that browsers may keep", async () => {
  const html = await shell("/");
  const addresses = [...html.matchAll(/<link [^>]*href="(\/[^"]+\?v=[^"]+)"/g)].map(([, href]) =>
    href
  );
  assert.ok(addresses.length >= 5);
  for (const address of addresses) {
    const response = await handler(new Request(`http://127.0.0.1:8000${address}`));
    assert.equal(response.status, 200, address);
    assert.match(response.headers.get("cache-control") ?? "", /immutable/);
    await response.body?.cancel();
  }
});

Deno.test("the shell has no inline script, and the error page says what to do", async () => {
  const html = await shell("/nowhere");
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|\son\w+=/);
  assert.match(html, /Nothing is kept at \/nowhere/);
  assert.match(html, /Go to the overview/);
});
