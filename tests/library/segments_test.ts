import assert from "node:assert/strict";
import type { SegmentAnswer, SegmentRequest } from "../../similar/mod.ts";
import { keepSegments, type Library, openLibrary } from "../../library/mod.ts";
import { readSegments, writeSegments } from "../../library/segments/_segment_file.ts";
import { createApp } from "../../main.ts";
import { sineOf, wavOf } from "../fixtures/wav.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const LOW = sineOf(220, { seconds: 12, sampleRate: 16000 });
const HIGH = sineOf(1760, { seconds: 12, sampleRate: 16000 });
/** A low tone, one of another pitch after 6 s, and silence. */
const SOUNDS: Readonly<Record<string, Float32Array>> = {
  low: LOW,
  turning: LOW.map((x, i) => i < 6 * 16000 ? x : HIGH[i]!),
  silence: new Float32Array(12 * 16000),
};

async function withSounds(run: (library: Library, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const library = await openLibrary(`${folder}/x.kv`, { allowed: [folder] });
  for (const [id, samples] of Object.entries(SOUNDS)) {
    const path = `${folder}/${id}.wav`;
    await Deno.writeFile(path, wavOf([samples], { sampleRate: 16000 }));
    const { size, mtime } = await Deno.stat(path);
    const { file } = trackOf(id, { content: id });
    await library.store.putMany([{
      track: trackOf(id, {
        path,
        content: id,
        file: { ...file, size, modified: mtime!.getTime() },
      }),
    }]);
  }
  await library.collection.refresh();
  try {
    await run(library, folder);
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

async function drawn(library: Library, request: SegmentRequest): Promise<SegmentAnswer> {
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  while (true) {
    const response = await app(
      new Request("http://127.0.0.1:8000/api/segments", {
        method: "POST",
        headers: { "content-type": "application/json", origin: "http://127.0.0.1:8000" },
        body: JSON.stringify(request),
      }),
    );
    if (response.status !== 202) {
      assert.equal(response.status, 200, await response.clone().text());
      return await response.json();
    }
    const { work } = await response.json();
    const address = `http://127.0.0.1:8000${work}`;
    const headers = { accept: "text/event-stream" };
    await (await app(new Request(address, { headers }))).text();
  }
}

Deno.test("segments are heard when asked for, and a change within a track is seen on their map", () =>
  withSounds(async (library) => {
    const ids = ["low", "turning", "silence"];
    const request = { kind: "musicnn", projection: "pca", ids, every: 1 } as const;
    const answer = await drawn(library, request);
    assert.deepEqual(answer.missing.map(({ id }) => id), ["silence"]);
    const [low, turning] = answer.tracks;
    assert.ok(turning!.spread > 3 * low!.spread, `${turning!.spread} ${low!.spread}`);
    assert.ok(Math.abs(low!.length_s - 3) < 0.1);
    const starts = turning!.segments.map(({ start_s }) => start_s);
    assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
    assert.ok(starts[0] === 0 && starts.at(-1)! > 8 && starts.at(-1)! < 9.1, String(starts));
    const [first] = turning!.segments;
    const last = turning!.segments.at(-1)!;
    const near = low!.segments[0]!;
    const apart = (a: typeof near, b: typeof near) => Math.hypot(a.x - b.x, a.y - b.y);
    assert.ok(apart(first!, near) < apart(first!, last) / 5, "what sounds alike lies together");
    const half = await drawn(library, { ...request, every: 2 });
    assert.equal(half.tracks[0]!.segments.length, Math.ceil(low!.segments.length / 2));
    const raw = await drawn(library, { ...request, kind: "tags", projection: "raw~tag1~log-dim2" });
    assert.equal(raw.axes![1]!.log, true);
    assert.ok(raw.axes![0]!.from! >= 0 && raw.axes![0]!.to! <= 1);
  }));

Deno.test("segments are kept in half precision, and a damaged file is heard again", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a`;
  const segments = {
    kind: "tags",
    starts: Float32Array.of(0, 1.5),
    length: 3,
    vectors: Float32Array.from({ length: 100 }, (_, i) => i / 137),
  } as const;
  writeSegments(path, segments);
  const read = readSegments(path)!;
  assert.deepEqual([...read.starts], [0, 1.5]);
  read.vectors.forEach((x, i) => assert.ok(Math.abs(x - i / 137) <= (i / 137) / 2048 + 1e-7));
  const bytes = await Deno.readFile(path);
  assert.ok(bytes.length < 350);
  await Deno.writeFile(path, bytes.subarray(0, -4));
  assert.equal(readSegments(path), undefined);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("POST /api/segments refuses what it cannot draw", () =>
  withSounds(async (library) => {
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const plain = { kind: "musicnn", projection: "pca", ids: ["low"], every: 1 };
    const outcomes: [change: object, status: number][] = [
      [{ kind: "timbre" }, 400],
      [{ projection: "raw~tempo" }, 400],
      [{ ids: [] }, 400],
      [{ ids: Array.from({ length: 501 }, (_, i) => `t${i}`) }, 400],
      [{ every: 0 }, 400],
    ];
    for (const [change, status] of outcomes) {
      const response = await app(
        new Request("http://127.0.0.1:8000/api/segments", {
          method: "POST",
          headers: { "content-type": "application/json", origin: "http://127.0.0.1:8000" },
          body: JSON.stringify({ ...plain, ...change }),
        }),
      );
      assert.equal(response.status, status, JSON.stringify(change));
    }
  }));

Deno.test("keepSegments() keeps what every track has, once, and a silent one costs itself alone", () =>
  withSounds(async (library, folder) => {
    await library.store.addRoots([folder]);
    const keep = () =>
      keepSegments(library.store, {
        kinds: ["tags"],
        workers: 1,
        signal: new AbortController().signal,
        onProgress() {},
      });
    assert.deepEqual(await keep(), { done: 2, failed: 1, total: 3 });
    const kept = `${folder}/x.kv.cache/segments`;
    const written = async () => {
      const files: string[] = [];
      for await (const { name, isFile } of Deno.readDir(kept)) if (isFile) files.push(name);
      return files.sort();
    };
    const before = await written();
    assert.equal(before.length, 2);
    const times = await Promise.all(before.map((name) => Deno.stat(`${kept}/${name}`)));
    await keep();
    for (const [i, name] of (await written()).entries()) {
      assert.deepEqual((await Deno.stat(`${kept}/${name}`)).mtime, times[i]!.mtime);
    }
  }));
