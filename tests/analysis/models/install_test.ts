import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import {
  installModel,
  listModels,
  type ModelFolders,
  modelFolders,
  modelOf,
  openModels,
  pathOf,
} from "../../../analysis/models/mod.ts";
import { sharedTest } from "../../fixtures/shared.ts";
import { SHARED_MODELS, STAND_IN } from "./_shared.ts";

const HEAD = modelOf("emomusic-msd-musicnn-2");
const EFFNET = modelOf("discogs-effnet-bsdynamic-1");

function tempFolders(): ModelFolders & Disposable {
  const cache = Deno.makeTempDirSync({ prefix: "fonoteca-models-" });
  return {
    bundled: modelFolders().bundled,
    cache,
    [Symbol.dispose]: () => Deno.removeSync(cache, { recursive: true }),
  };
}

function served(answer: (request: Request) => Response | Promise<Response>) {
  const requests: { readonly path: string; readonly range: string | null }[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const path = new URL(request.url).pathname;
    requests.push({ path, range: request.headers.get("range") });
    return answer(request);
  });
  const from = `http://127.0.0.1:${server.addr.port}/models`;
  return { from, requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

function bytesOfHead(): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(join(SHARED_MODELS, HEAD.file));
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) =>
    entry.isDirectory ? filesIn(join(folder, entry.name)) : [entry.name]
  );
}

/** Serves the file whole or from a given byte on, as servers do. */
function ranged(bytes: Uint8Array<ArrayBuffer>): (request: Request) => Response {
  return (request) => {
    const from = Number(request.headers.get("range")?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
    if (from === 0) return new Response(bytes);
    const headers = { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    return new Response(bytes.subarray(from), { status: 206, headers });
  };
}

/** Sends the first half and breaks off. */
function broken(bytes: Uint8Array<ArrayBuffer>): () => Response {
  return () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, bytes.length >> 1));
        controller.close();
      },
    });
    return new Response(stream);
  };
}

Deno.test("modelFolders() follows FONOTECA_MODELS, then XDG_CACHE_HOME, then HOME", () => {
  const cacheOf = (env: Record<string, string>) => modelFolders((name) => env[name]).cache;
  assert.equal(cacheOf({ FONOTECA_MODELS: "/m", XDG_CACHE_HOME: "/x", HOME: "/h" }), "/m");
  assert.equal(cacheOf({ XDG_CACHE_HOME: "/x", HOME: "/h" }), "/x/fonoteca/models");
  assert.equal(cacheOf({ HOME: "/h" }), "/h/.cache/fonoteca/models");
});

sharedTest("installModel() takes a file from a folder, once", async () => {
  using folders = tempFolders();
  const options = { folders, from: SHARED_MODELS };
  assert.deepEqual(await installModel(HEAD, options), { state: "installed" });
  assert.deepEqual(await installModel(HEAD, options), { state: "was there" });
  assert.deepEqual(filesIn(folders.cache), ["emomusic-msd-musicnn-2.onnx"]);
  const states = await listModels(folders);
  assert.equal(states.find(({ model }) => model.id === HEAD.id)?.state, "installed");
});

sharedTest("installModel() takes a file from a flat folder", async () => {
  using folders = tempFolders();
  const from = join(SHARED_MODELS, "msd-musicnn");
  assert.deepEqual(await installModel(HEAD, { folders, from }), { state: "installed" });
});

Deno.test("installModel() says what a folder lacks and leaves nothing", async () => {
  using folders = tempFolders();
  using empty = tempFolders();
  const outcome = await installModel(HEAD, { folders, from: empty.cache });
  assert.ok("failed" in outcome);
  assert.match(outcome.failed, /^Cannot install emomusic-msd-musicnn-2: no .*\.onnx and no /);
  assert.deepEqual(filesIn(folders.cache), []);
});

sharedTest("installModel() refuses the stand-in of EffNet", async () => {
  using folders = tempFolders();
  const from = dirname(STAND_IN["discogs-effnet-bsdynamic-1"]);
  const outcome = await installModel(EFFNET, { folders, from });
  assert.deepEqual(outcome, {
    failed:
      "Cannot install discogs-effnet-bsdynamic-1: the file is not the one meant: 18011071 bytes instead of 18027718",
  });
  assert.deepEqual(filesIn(folders.cache), []);
});

sharedTest("installModel() downloads with progress", async () => {
  using folders = tempFolders();
  await using server = served(ranged(bytesOfHead()));
  const seen: number[] = [];
  const outcome = await installModel(HEAD, {
    folders,
    from: server.from,
    onProgress: (_, received) => seen.push(received),
  });
  assert.deepEqual(outcome, { state: "installed" });
  assert.equal(seen.at(-1), HEAD.size);
  assert.equal(server.requests[0]?.path, "/models/msd-musicnn/emomusic-msd-musicnn-2.onnx");
});

sharedTest(
  "a truncated download installs nothing, and the next one goes on from there",
  async () => {
    using folders = tempFolders();
    const bytes = bytesOfHead();
    await using half = served(broken(bytes));
    const cut = await installModel(HEAD, { folders, from: half.from });
    assert.ok("failed" in cut);
    assert.match(
      cut.failed,
      /ended after 40829 of 81658 bytes; the same command goes on from there$/,
    );
    assert.deepEqual(filesIn(folders.cache), ["emomusic-msd-musicnn-2.onnx.part"]);
    const states = await listModels(folders);
    assert.equal(states.find(({ model }) => model.id === HEAD.id)?.state, "missing");

    await using whole = served(ranged(bytes));
    const outcome = await installModel(HEAD, { folders, from: whole.from });
    assert.deepEqual(outcome, { state: "installed" });
    assert.deepEqual(whole.requests.map(({ range }) => range), ["bytes=40829-"]);
    assert.deepEqual(filesIn(folders.cache), ["emomusic-msd-musicnn-2.onnx"]);
  },
);

sharedTest("a server without ranges is downloaded from the start again", async () => {
  using folders = tempFolders();
  const bytes = bytesOfHead();
  const target = pathOf(HEAD, folders);
  Deno.mkdirSync(dirname(target), { recursive: true });
  Deno.writeFileSync(`${target}.part`, new Uint8Array(1000));
  await using server = served(() => new Response(bytes));
  const outcome = await installModel(HEAD, { folders, from: server.from });
  assert.deepEqual(outcome, { state: "installed" });
});

sharedTest("a wrong checksum installs nothing and leaves nothing", async () => {
  using folders = tempFolders();
  const bytes = bytesOfHead();
  bytes[1000]! ^= 1;
  await using server = served(ranged(bytes));
  const outcome = await installModel(HEAD, { folders, from: server.from });
  assert.ok("failed" in outcome);
  assert.match(
    outcome.failed,
    /the file is not the one meant: SHA-256 .*… instead of 3f3116b5c232…/,
  );
  assert.deepEqual(filesIn(folders.cache), []);
});

Deno.test("a file of another size is refused before it is downloaded", async () => {
  using folders = tempFolders();
  await using server = served(() => new Response(new Uint8Array(100)));
  const outcome = await installModel(HEAD, { folders, from: server.from });
  assert.ok("failed" in outcome);
  assert.match(outcome.failed, /the file there has 100 bytes instead of 82012 or 81658$/);
});

Deno.test("a server that lacks the model is one line", async () => {
  using folders = tempFolders();
  await using server = served(() => new Response("no", { status: 404 }));
  const outcome = await installModel(HEAD, { folders, from: server.from });
  assert.ok("failed" in outcome);
  assert.match(outcome.failed, /^Cannot install emomusic-msd-musicnn-2: 127.0.0.1:\d+: [^\n]*404/);
  assert.equal(outcome.unreachable, undefined);
});

Deno.test("no network is one line, and says that nobody answered", async () => {
  using folders = tempFolders();
  const noNetwork = () => {
    const cause = new Error("dns error: failed to lookup address information");
    return Promise.reject(new TypeError("fetch failed", { cause }));
  };
  const outcome = await installModel(EFFNET, { folders, fetch: noNetwork });
  assert.deepEqual(outcome, {
    failed:
      "Cannot install discogs-effnet-bsdynamic-1: essentia.upf.edu: no network, or no such host; " +
      "raw.githubusercontent.com: no network, or no such host",
    unreachable: true,
  });
});

Deno.test("a damaged file in the cache is reported and not used", async () => {
  using folders = tempFolders();
  const target = pathOf(HEAD, folders);
  Deno.mkdirSync(dirname(target), { recursive: true });
  Deno.writeFileSync(target, new Uint8Array(HEAD.size));
  await using models = await openModels({ folders });
  assert.ok(!models.installed.has(HEAD.id));
  assert.equal(models.problems.length, 1);
  assert.match(
    models.problems[0]!,
    /: wrong checksum; remove it, then deno task models --install$/,
  );
});
