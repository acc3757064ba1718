import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../../store/mod.ts";
import { invitation, readVisitors } from "../../tasks/_visitors.ts";
import { SERVE_OPTIONS } from "../../tasks/_serve_options.ts";
import { readArguments } from "../../tasks/_args.ts";
import { buildClient } from "../../web/build/mod.ts";
import { command, exists, inFolder, outcome } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function visitors(...args: readonly string[]) {
  const spec = { name: "start", summary: "", options: SERVE_OPTIONS, examples: [] };
  return readVisitors(readArguments(args, spec));
}

Deno.test("start on a path without a store makes nothing", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    const { code, err } = await outcome("start", `--db=${folder}/typo/x.kv`, "--port=0");
    assert.equal(code, 1);
    assert.match(err, /typo\/x\.kv: there is none; make one with deno task analyze/);
    assert.equal(await exists(join(folder, "typo")), false);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("start at a port that browsers open no page at is refused in a line", async () => {
  for (const port of [4190, 6000, 6667]) {
    const { code, err } = await outcome("start", `--port=${port}`);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^Cannot serve pages at port ${port}: browsers open none there`));
    assert.equal(err.trimEnd().split("\n").length, 1, err);
  }
});

Deno.test("what is no port or no host is refused in a line", async () => {
  for (const port of ["99999", "x", "-1"]) {
    const { code, err } = await outcome("start", `--port=${port}`);
    assert.equal(code, 2);
    assert.equal(err, `Cannot read --port ${port}: it takes a whole number from 0 to 65535`);
  }
  for (const host of ["*", "[::1", "a,b"]) {
    const { code, err } = await outcome("start", `--host=${host}`);
    assert.equal(code, 2);
    assert.equal(
      err,
      `Cannot read --host ${host}: it takes a name or an address without port`,
    );
  }
});

Deno.test("start at a name that nobody knows is refused in a line", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    (await openStore(`${folder}/x.kv`)).close();
    const { code, err } = await outcome("start", `--db=${folder}/x.kv`, "--host=no.invalid");
    assert.equal(code, 1);
    assert.equal(
      err,
      "Cannot listen on no.invalid:8000: no address is known by this name; choose another with --host",
    );
  });
});

Deno.test("a token is asked for by whoever is not on this machine, however it is spelt", () => {
  for (const host of ["127.0.0.1", "127.1", "localhost", "::1", "::ffff:127.0.0.1"]) {
    assert.equal(visitors(`--host=${host}`).token, undefined, host);
  }
  for (const host of ["0.0.0.0", "0", "::", "192.0.2.7", "::ffff:192.0.2.7", "music.example"]) {
    const { token } = visitors(`--host=${host}`);
    assert.match(token ?? "", /^[\w-]{24}$/, host);
    assert.notEqual(visitors(`--host=${host}`).token, token);
  }
  assert.ok(visitors("--allow-host=music.example").token);
  assert.equal(visitors("--token=a-token-of-mine-x").token, "a-token-of-mine-x");
  assert.equal(visitors("--host=127.1").hostname, "127.0.0.1");
});

Deno.test("what no host or no token is, is refused in words", () => {
  assert.throws(() => visitors("--token=short"), /fewer than 16 characters/);
  assert.throws(() => visitors("--host=a/b"), /Cannot read --host a\/b/);
  assert.throws(() => visitors("--allow-host=http:\/\/x"), /Cannot read --allow-host/);
});

Deno.test("the terminal says where the pages are, and who can see them", () => {
  assert.equal(invitation(visitors(), 8000), "http://127.0.0.1:8000");
  const open = invitation(visitors("--host=192.0.2.7", "--token=a-token-of-mine-x"), 8000);
  assert.match(
    open,
    /^http:\/\/192\.0\.2\.7:8000\/\?token=a-token-of-mine-x\nEverybody whose machine/,
  );
  assert.match(open, /unencrypted unless a proxy adds TLS: see docs\/security\.md$/);
  assert.match(invitation(visitors("--allow-host=music.example"), 1), /whoever a proxy lets in/);
});

Deno.test("a server says nothing of its own runtime, whatever it answers", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    (await openStore(`${folder}/x.kv`)).close();
    const child = command("start", `--db=${folder}/x.kv`, "--port=0").spawn();
    const said = new Response(child.stderr).text();
    const lines = child.stdout.pipeThrough(new TextDecoderStream());
    let address: string | undefined;
    for await (const text of lines.values({ preventCancel: true })) {
      address = /http:\S+/.exec(text)?.[0];
      if (address) break;
    }
    for (const path of ["/api/nothing", "/api/playlist.json", "/api/playlist.m3u8"]) {
      await (await fetch(`${address}${path}`)).text();
    }
    child.kill("SIGTERM");
    await lines.cancel();
    await child.status;
    assert.equal(await said, "");
  });
});

Deno.test("a server open to all asks for its token, prints it once, and knows its names", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    (await openStore(`${folder}/x.kv`)).close();
    const child = command("start", `--db=${folder}/x.kv`, "--host=0.0.0.0", "--port=0").spawn();
    let out = "";
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    while (!/docs\/security\.md/.test(out)) {
      const { done, value } = await reader.read();
      if (done) break;
      out += value;
    }
    try {
      const [, port, token] = /:(\d+)\/\?token=([\w-]+)/.exec(out) ?? [];
      assert.equal(out.split(token!).length, 2, out);
      const ask = (headers: Record<string, string> = {}, path = "/") =>
        raw(Number(port), path, headers);
      assert.match(await ask(), /^HTTP\/1\.1 401/);
      assert.match(await ask({ authorization: `Bearer ${token}` }), /^HTTP\/1\.1 200/);
      assert.match(await ask({}, `/?token=${token}`), /^HTTP\/1\.1 303[^]*set-cookie: fonoteca=/i);
      const evil = await ask({ host: "evil.example", authorization: `Bearer ${token}` });
      assert.match(evil, /^HTTP\/1\.1 421/);
      const broken = await ask({ host: "127.0.0.256" });
      assert.match(broken, /^HTTP\/1\.1 400[^]*x-content-type-options: nosniff/i);
    } finally {
      child.kill("SIGTERM");
      await reader.cancel();
      await child.stderr.cancel();
      await child.status;
    }
  });
});

/** An answer as it comes over the wire, for a request that no client would send. */
async function raw(port: number, path: string, headers: Record<string, string>): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = Object.entries({ host: `127.0.0.1:${port}`, connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  await connection.write(new TextEncoder().encode(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`));
  let text = "";
  const decoder = new TextDecoder();
  const block = new Uint8Array(65_536);
  for (
    let read = await connection.read(block);
    read !== null;
    read = await connection.read(block)
  ) {
    text += decoder.decode(block.subarray(0, read));
  }
  return text;
}
