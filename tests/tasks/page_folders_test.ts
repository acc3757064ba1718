import assert from "node:assert/strict";
import { addressIn, mayOpen } from "../../tasks/_open_browser.ts";
import { pageFolder } from "../../tasks/_page_folders.ts";
import { inFolder } from "./_command.ts";

const ALONE = { host: "127.0.0.1", otherHosts: [], allowed: [], home: undefined };

Deno.test("a page on this machine may name any folder by its full path, and no file or half path", () =>
  inFolder(async (given) => {
    const folder = await Deno.realPath(given);
    await Deno.mkdir(`${folder}/music`);
    await Deno.writeTextFile(`${folder}/a.txt`, "");
    assert.equal(await pageFolder(`${folder}/music`, ALONE), `${folder}/music`);
    assert.equal(await pageFolder(`${folder}/music/../music/`, ALONE), `${folder}/music`);
    assert.equal(await pageFolder("~/music", { ...ALONE, home: folder }), `${folder}/music`);
    for (const wrong of ["music", "", "--prune=all", "~/music", `${folder}/a.txt`, "/no/such"]) {
      await assert.rejects(pageFolder(wrong, ALONE), RangeError, wrong);
    }
  }));

Deno.test("a page that others reach may only name folders below those allowed, links followed", () =>
  inFolder(async (given) => {
    const folder = await Deno.realPath(given);
    for (const name of ["music/rock", "musical", "private"]) {
      await Deno.mkdir(`${folder}/${name}`, { recursive: true });
    }
    await Deno.symlink(`${folder}/private`, `${folder}/music/link`);
    for (
      const open of [
        { ...ALONE, host: "0.0.0.0", allowed: [`${folder}/music`] },
        { ...ALONE, otherHosts: ["music.example.org"], allowed: [`${folder}/music`] },
      ]
    ) {
      assert.equal(await pageFolder(`${folder}/music/rock`, open), `${folder}/music/rock`);
      for (const name of ["musical", "private", "music/link", "music/../private"]) {
        await assert.rejects(pageFolder(`${folder}/${name}`, open), /--allow/, name);
      }
    }
  }));

Deno.test("a browser is opened on this machine's pages alone, and on no server without a terminal", () => {
  assert.equal(addressIn({ listening: "http://127.0.0.1:8000" }), "http://127.0.0.1:8000");
  for (
    const message of [
      { listening: "http://example.org/" },
      { listening: "file:///etc/passwd" },
      { listening: "; rm -rf" },
      { ask: "stop" },
      undefined,
    ]
  ) assert.equal(addressIn(message), undefined);
  assert.equal(mayOpen(["--no-open"]), false);
});
