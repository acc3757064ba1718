import assert from "node:assert/strict";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { openLibrary, writeAtlas } from "../../library/mod.ts";
import { pythonWith } from "../fixtures/python.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

const TRACKS = 40;

/** Exports two heaps of tracks, and one track without a vector. */
async function exported(use: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const library = await openLibrary(`${folder}/x.kv`);
  try {
    await library.store.putMany([
      ...Array.from({ length: TRACKS }, (_, i) => ({
        track: trackOf(`t${String(i).padStart(2, "0")}`),
        vectors: {
          musicnn: Float32Array.from(
            vectorOf(200, i),
            (x, d) => x * 0.2 + (d === i % 2 ? 40 : 0),
          ),
        },
      })),
      { track: trackOf("t05b") },
    ]);
    await library.collection.refresh();
    const path = `${folder}/atlas.parquet`;
    const made = await writeAtlas(library, path, { projection: "pca" });
    assert.deepEqual(made, { space: "musicnn", projection: "pca", tracks: TRACKS, left: 1 });
    await assert.rejects(writeAtlas(library, path, { space: "effnet", projection: "pca" }), {
      message: "Cannot export: no track has a vector in effnet; spaces are musicnn",
    });
    await use(path);
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeAtlas() names neighbours by rows of the file, nearest first", () =>
  exported(async (path) => {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    assert.equal(rows.length, TRACKS);
    const cosine = (a: number, b: number) => {
      const [u, v] = [a, b].map((row) => rows[row]!["embedding"] as number[]);
      const dot = (p: number[], q: number[]) => p.reduce((sum, x, i) => sum + x * q[i]!, 0);
      return dot(u!, v!) / Math.sqrt(dot(u!, u!) * dot(v!, v!));
    };
    for (const [row, { __neighbors, projection_x: x, projection_y: y }] of rows.entries()) {
      const { ids, distances } = __neighbors as { ids: number[]; distances: number[] };
      const order = rows.map((_, other) => other).filter((other) => other !== row)
        .sort((a, b) => cosine(row, b) - cosine(row, a)).slice(0, ids.length);
      assert.equal(ids.length, 15);
      for (const [rank, id] of ids.entries()) {
        assert.ok(Math.abs(distances[rank]! - (1 - cosine(row, id))) < 1e-5);
        assert.ok(Math.abs(cosine(row, id) - cosine(row, order[rank]!)) < 1e-5);
        assert.equal(id % 2, row % 2, "neighbours are of the same heap");
      }
      assert.ok(Number.isFinite(x) && Number.isFinite(y));
    }
  }));

const python = await pythonWith("embedding_atlas");
if (!python) console.log("embedding-atlas (PyPI) is not installed: it opens no export here");

Deno.test({
  name: "Embedding Atlas opens an export and takes places and neighbours from it",
  ignore: !python,
  fn: () =>
    exported(async (path) => {
      const found = await python!.json(
        `
import json, os, sys, tempfile
from click.testing import CliRunner
import pandas as pd
from embedding_atlas.cli import main
out = os.path.join(tempfile.mkdtemp(), "app")
run = CliRunner().invoke(main, [sys.argv[1], "--x", "projection_x", "--y", "projection_y",
    "--neighbors", "__neighbors", "--degree", "--export-application", out])
if run.exit_code != 0:
    print(json.dumps({"code": run.exit_code, "output": run.output[-2000:] + repr(run.exception)}))
    sys.exit()
data = os.path.join(out, "data")
frame = pd.read_parquet(os.path.join(data, "dataset.parquet"))
print(json.dumps({"code": 0, "rows": len(frame),
    "out": [int(frame["out_degree"].min()), int(frame["out_degree"].max())],
    "props": json.load(open(os.path.join(data, "metadata.json")))["props"]["data"]}))
`,
        path,
      );
      assert.equal(found["code"], 0, String(found["output"]));
      assert.deepEqual(found["props"], {
        id: "__row_index__",
        projection: { x: "projection_x", y: "projection_y" },
        neighbors: "__neighbors",
      });
      assert.deepEqual([found["rows"], found["out"]], [TRACKS, [15, 15]]);
    }),
});

const spotlight = await pythonWith("renumics.spotlight");
if (!spotlight) console.log("renumics-spotlight (PyPI) is not installed: it opens no export here");

Deno.test({
  name: "Spotlight opens an export and takes the vectors as an embedding",
  ignore: !spotlight,
  fn: () =>
    exported(async (path) => {
      const found = await spotlight!.json(
        `
import json, sys
import pandas as pd
from renumics.spotlight.data_source import create_datasource
from renumics.spotlight.data_store import DataStore
store = DataStore(create_datasource(pd.read_parquet(sys.argv[1])), {})
vectors = store.get_converted_values("embedding", range(${TRACKS}), False)
print(json.dumps({"types": {name: str(store.dtypes[name]) for name in
    ("projection_x", "projection_y", "embedding", "tempo_bpm")}, "shape": [len(vectors), len(vectors[0])]}))`,
        path,
      );
      assert.deepEqual(found, {
        types: {
          projection_x: "float",
          projection_y: "float",
          embedding: "Embedding",
          tempo_bpm: "float",
        },
        shape: [TRACKS, 200],
      });
    }),
});
