import assert from "node:assert/strict";
import { isEveryAddress, isLoopback, plainHost } from "../../web/mod.ts";

Deno.test("isLoopback() knows this machine however it is spelt, and nothing else", () => {
  for (
    const host of [
      "localhost",
      "LOCALHOST",
      "localhost.",
      "127.0.0.1",
      "127.1",
      "127.9.9.9",
      "0x7f.1",
      "2130706433",
      "::1",
      "[::1]",
      "0:0:0:0:0:0:0:1",
      "::ffff:127.0.0.1",
      "[::ffff:7f00:1]",
    ]
  ) assert.equal(isLoopback(host), true, host);
  for (
    const host of [
      "",
      "0.0.0.0",
      "::",
      "10.0.0.2",
      "::ffff:10.0.0.2",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "127.0.0.256",
      "128.0.0.1",
      "evil.example",
      "user@127.0.0.1",
      "127.0.0.1/x",
    ]
  ) assert.equal(isLoopback(host), false, host);
});

Deno.test("isEveryAddress() knows the addresses that stand for all", () => {
  for (const host of ["0.0.0.0", "0", "::", "[::]", "::ffff:0.0.0.0"]) {
    assert.equal(isEveryAddress(host), true, host);
  }
  assert.equal(isEveryAddress("10.0.0.1"), false);
});

Deno.test("plainHost() says nothing of what is no host", () => {
  for (const host of ["", " ", "a b", "1.2.3.256", "host:80:90", "a/b", "[::1"]) {
    assert.equal(plainHost(host), undefined, host);
  }
  assert.equal(plainHost("Music.Example.ORG."), "music.example.org");
});
