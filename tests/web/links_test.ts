import assert from "node:assert/strict";
import { linkAction } from "../../web/client/links.ts";

const here = new URL("http://localhost:8000/explore?tempo=90..120");
const click = { target: "", download: false, fullLoad: false, plain: true };

function kind(href: string, changes: Partial<typeof click> = {}): string {
  return linkAction({ ...click, ...changes, href }, here).kind;
}

Deno.test("linkAction() changes pages of this site in place", () => {
  assert.equal(kind("/similar"), "navigate");
  assert.equal(kind("http://localhost:8000/"), "navigate");
  assert.equal(kind("/similar#top"), "navigate");
  assert.equal(kind("/explore?tempo=90..120"), "navigate");
});

Deno.test("linkAction() leaves everything else to the browser", () => {
  assert.equal(kind("#results"), "browser");
  assert.equal(kind("https://example.org/"), "browser");
  assert.equal(kind("http://localhost:9000/"), "browser");
  assert.equal(kind("mailto:a@example.org"), "browser");
  assert.equal(kind("/api/playlist.m3u8"), "browser");
  assert.equal(kind("/report.html"), "browser");
  assert.equal(kind("/similar", { plain: false }), "browser");
  assert.equal(kind("/similar", { target: "_blank" }), "browser");
  assert.equal(kind("/similar", { download: true }), "browser");
  assert.equal(kind("/similar", { fullLoad: true }), "browser");
  assert.equal(kind("http://["), "browser");
});
