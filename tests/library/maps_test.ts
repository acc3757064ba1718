import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Library, openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { seeded } from "../../domain/mod.ts";

const random = seeded(5);
const vector = () => Float32Array.from({ length: 16 }, () => random() - 0.5);

async function put(library: Library, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  await library.store.putMany(numbers.map((i) => ({
    track: trackOf(`t${i}`, { path: `/music/${i}.mp3` }),
    vectors: i === 3 ? {} : { musicnn: vector() },
  })));
  await library.collection.refresh();
}

async function withLibrary(run: (library: Library, path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "library-"));
  const path = join(folder, "store.kv");
  const library = await openLibrary(path);
  try {
    await put(library, 0, 60);
    await run(library, path);
  } finally {
    await library.close();
    await rm(folder, { recursive: true });
  }
}

Deno.test("a map is made when asked for, in the order of the columns", () =>
  withLibrary(async (library) => {
    for (const projection of ["pca", "umap"] as const) {
      const first = await library.maps.state("musicnn", projection);
      assert.deepEqual(first, { map: undefined, progress: 0 });
      const map = await library.maps.ready("musicnn", projection);
      assert.equal(map?.current, true);
      assert.equal(map.version, library.collection.version);
      library.collection.columns.ids.forEach((id, row) => {
        assert.equal(Number.isNaN(map.coordinates[2 * row]), id === "t3");
      });
    }
    assert.equal(await library.maps.state("effnet", "pca"), undefined);
  }));

Deno.test("a map is kept in a file, and an older one serves until another is worth its while", () =>
  withLibrary(async (library, path) => {
    const made = await library.maps.ready("musicnn", "umap");
    const again = await openLibrary(path);
    const kept = await again.maps.state("musicnn", "umap");
    assert.deepEqual(kept, {
      map: { ...made, version: again.collection.version },
      progress: undefined,
    });
    await put(again, 60, 62);
    const few = await again.maps.state("musicnn", "umap");
    assert.deepEqual([few?.map?.current, few?.progress], [false, undefined]);
    assert.equal(few!.map!.coordinates.filter(Number.isNaN).length, 2 * 3);
    await put(again, 62, 80);
    const many = await again.maps.state("musicnn", "umap");
    assert.deepEqual([many?.map?.current, many?.progress], [false, 0]);
    const newer = await again.maps.ready("musicnn", "umap");
    assert.equal(newer!.coordinates.filter(Number.isNaN).length, 2);
    await again.close();
  }));

Deno.test("GET /api/map gives a map, or how far it is", () =>
  withLibrary(async (library) => {
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const get = (query: string) => app(new Request(`http://127.0.0.1:8000/api/map?${query}`));
    const linear = await get("space=musicnn");
    assert.equal((await linear.arrayBuffer()).byteLength, 8 * 60);
    const facts = JSON.parse(linear.headers.get("x-fonoteca-map")!);
    assert.deepEqual([facts.projection, facts.current, facts.variance.length], ["pca", true, 2]);
    assert.ok(facts.quality.preserved > 0);
    const waiting = await get("space=musicnn&projection=umap");
    assert.equal(waiting.status, 202);
    assert.deepEqual(await waiting.json(), {
      space: "musicnn",
      projection: "umap",
      progress: 0,
      work: "/api/work/map/musicnn.umap",
    });
    const events = await app(
      new Request("http://127.0.0.1:8000/api/work/map/musicnn.umap", {
        headers: { accept: "text/event-stream" },
      }),
    );
    const told = (await events.text()).split("\n").filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)));
    assert.deepEqual(told.at(-1), {
      kind: "map",
      id: "musicnn.umap",
      state: "done",
      fraction: 1,
    });
    assert.ok(told.length > 1 && told[0].state !== "done");
    await library.maps.ready("musicnn", "umap");
    assert.equal((await get("space=musicnn&projection=umap")).status, 200);
    const raw = await get("space=musicnn&projection=raw~dim3~log-tempo");
    const { axes, quality } = JSON.parse(raw.headers.get("x-fonoteca-map")!);
    assert.equal(axes[1].log, true);
    assert.ok(axes[0].from < axes[0].to && quality.chance > 0);
    const places = new Float32Array(await raw.arrayBuffer());
    const { ids } = library.collection.columns;
    for await (const { id, vector } of library.store.vectors("musicnn")) {
      const x = 2 * (vector[2]! - axes[0].from) / (axes[0].to - axes[0].from) - 1;
      assert.ok(Math.abs(places[2 * ids.indexOf(id)]! - x) < 1e-5);
    }
    const { maps } = await (await app(
      new Request("http://127.0.0.1:8000/api/maps?space=musicnn"),
    )).json();
    assert.deepEqual(maps.map((map: { projection: string }) => map.projection).sort(), [
      "pca",
      "umap",
    ]);
    assert.equal((await get("space=musicnn&projection=pca3-3")).status, 400);
    assert.equal((await get("space=vgg")).status, 404);
  }));
